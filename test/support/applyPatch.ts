import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { temporaryFolder } from './fakeTerminal.ts';

/** The files after `git apply`, new ones among them. */
export function applyPatch(
  files: Readonly<Record<string, string>>,
  patch: string,
): Readonly<Record<string, string>> {
  const folder = temporaryFolder(files);
  try {
    execFileSync('git', ['apply', '-'], { cwd: folder.path, input: patch });
    const names = readdirSync(folder.path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(
      names.map((path) => [
        path.slice(folder.path.length + 1).replaceAll(sep, '/'),
        readFileSync(path, 'utf8'),
      ]),
    );
  } finally {
    folder.remove();
  }
}
