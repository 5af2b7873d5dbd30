import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** VS Code gives a host up that it has not started by then. Milliseconds. */
const longest = 60_000;

/** Ends the node extension host of a server, as a crash would, and waits until VS Code has started another one. */
export async function restartExtensionHost(serverLog: string): Promise<void> {
  const before = started(serverLog);
  const running = before.at(-1);
  if (running === undefined) throw new Error('The server has started no extension host');
  process.kill(running, 'SIGKILL');
  const deadline = Date.now() + longest;
  while (started(serverLog).length === before.length) {
    if (Date.now() > deadline) throw new Error('VS Code has started no other extension host');
    await sleep(100);
  }
}

/** The process of every extension host that the server has started. */
function started(serverLog: string): readonly number[] {
  const said = readFileSync(serverLog, 'utf8').matchAll(/<(\d+)> Launched Extension Host Process/g);
  return [...said].map(([, id]) => Number(id));
}
