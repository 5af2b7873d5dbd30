import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/root.ts';

export interface SourceFile {
  /** Relative to the repository, with `/`. */
  readonly name: string;
  readonly text: string;
}

/** All TypeScript files under a folder of the repository, for tests of the code's own rules. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => ({
      name: `${folder}/${name.split(path.sep).join('/')}`,
      text: readFileSync(path.join(root, folder, name), 'utf8'),
    }));
}
