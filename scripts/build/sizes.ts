import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { root } from '../root.ts';

/** One line per written file: its path, its size, and its size after gzip. Source maps are left out. */
export function describeSizes(metafile: Metafile): readonly string[] {
  return Object.keys(metafile.outputs)
    .filter((file) => !file.endsWith('.map'))
    .map((file) => {
      const content = readFileSync(path.join(root, file));
      const raw = kilobytes(content.length);
      return `${file.padEnd(24)} ${raw.padStart(9)}  ${kilobytes(gzipSync(content).length).padStart(9)} gzipped`;
    });
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
