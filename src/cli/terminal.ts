import { userCacheFolder } from './cacheFolder.ts';

/** What a command may touch besides files: so that tests run it in their own process. */
export interface Terminal {
  /** Absolute path. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** True when standard output is a screen that wants colours. */
  readonly colors: boolean;
  /** True when a person watches standard error. */
  readonly interactive: boolean;
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** Absolute path of the folder for what can be made again; null where there is none. */
  readonly cacheFolder: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits until the reader keeps up. */
  write(text: string): Promise<void>;
  warn(text: string): void;
  /** Puts text in place of the last progress text; an empty one takes it away. */
  progress(text: string): void;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  return {
    cwd: process.cwd(),
    stdin,
    colors: stdout.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
    interactive: stderr.isTTY,
    today: today(),
    cacheFolder: userCacheFolder(),
    env,
    now: () => Date.now(),
    write: (text) =>
      new Promise((resolve) => {
        if (stdout.write(text)) resolve();
        else stdout.once('drain', resolve);
      }),
    warn: (text) => {
      stderr.write(`${text}\n`);
    },
    progress: (text) => {
      stderr.write(`\r\u001b[K${text}`);
    },
  };
}

/** The day of `SOURCE_DATE_EPOCH` (seconds, https://reproducible-builds.org) where it is set, else today. */
export function today(): string {
  const sourceDateEpoch = process.env.SOURCE_DATE_EPOCH;
  const seconds = /^\d+$/.test(sourceDateEpoch ?? '') ? Number(sourceDateEpoch) : null;
  const date = new Date(seconds === null ? Date.now() : seconds * 1000);
  return date.toISOString().slice(0, 10);
}
