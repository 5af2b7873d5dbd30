import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Child {
  readonly process: ChildProcess;
  /** Everything the child printed so far. */
  readonly output: () => string;
  /** Ends the child and the processes it started; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

/** Starts a long-running program in a process group of its own; what it prints goes to the log file. */
export function startChild(
  command: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly log: string },
): Child {
  const child = spawn(command, args, {
    detached: true,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(options.log);
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
    log.write(chunk);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const gone = new Promise<void>((resolve) => {
    child.on('close', () => {
      log.end();
      resolve();
    });
    child.on('error', () => {
      resolve();
    });
  });
  const endWithUs = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  // First, so that nothing writes any more into the folders that other handlers remove.
  process.prependListener('exit', endWithUs);
  const stop = async (): Promise<void> => {
    signalGroup(child, 'SIGTERM');
    const ended = await Promise.race([gone.then(() => true), sleep(5000, false, { ref: false })]);
    signalGroup(child, 'SIGKILL');
    if (!ended) await gone;
    process.off('exit', endWithUs);
  };
  return { process: child, output: () => output, stop };
}

/** A group may outlive its leader, so it is signalled even when the leader is gone. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}
