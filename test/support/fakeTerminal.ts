import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal that keeps what was written to it. */
export interface FakeTerminal extends Terminal {
  readonly output: () => string;
  readonly warnings: () => string;
  readonly progressTexts: readonly string[];
}

export function fakeTerminal(
  cwd: string,
  given: Partial<Terminal> & { input?: string } = {},
): FakeTerminal {
  let output = '';
  let warnings = '';
  const progressTexts: string[] = [];
  return {
    cwd,
    stdin: streamOf(given.input ?? ''),
    colors: false,
    interactive: false,
    today: '2026-11-22',
    cacheFolder: null,
    env: {},
    now: () => Date.UTC(2026, 10, 22, 9, 30),
    write: (text) => {
      output += text;
      return Promise.resolve();
    },
    warn: (text) => {
      warnings += `${text}\n`;
    },
    progress: (text) => {
      progressTexts.push(text);
    },
    output: () => output,
    warnings: () => warnings,
    progressTexts,
    ...given,
  };
}

/** In pieces of odd sizes, as pipes deliver it. */
async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += 1021) {
    yield await Promise.resolve(bytes.subarray(start, start + 1021));
  }
}

/** A folder of its own with these files, and how to take it away. */
export function temporaryFolder(files: Readonly<Record<string, string>>): {
  readonly path: string;
  readonly remove: () => void;
} {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'serving-cost-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
