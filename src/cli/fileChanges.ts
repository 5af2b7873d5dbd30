import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { applyEdits, relativePath } from '../core/index.ts';
import type { Analysis } from '../core/analysis.ts';
import type { FileEdit } from '../core/text/edit.ts';
import { UsageError } from './usageError.ts';
import { writeWholeFile } from './writeFile.ts';

/** One file before and after. */
export interface FileChange {
  /** As messages and patches name it. */
  readonly file: string;
  readonly path: string;
  /** Null for a file that does not exist yet. */
  readonly before: string | null;
  readonly after: string;
}

/** What the edits make of a file of the analysis. */
export function changeOf(edit: FileEdit, { files }: Analysis, base: string): FileChange {
  const source = files.find(({ file }) => file.source.uri === edit.uri)?.file.source;
  return {
    file: relativePath(edit.uri, base),
    path: fileURLToPath(edit.uri),
    before: source?.text ?? null,
    after: applyEdits(source?.text ?? '', edit.edits),
  };
}

/**
 * Writes all files or, as far as can be known beforehand, none: every file is compared with the analysed text before the
 * first one is written.
 *
 * @throws UsageError when one of them changed since, or cannot be written.
 */
export function writeChanges(changes: readonly FileChange[]): void {
  const moved = changes.filter(({ path, before }) => currentText(path) !== before);
  if (moved.length > 0) {
    const names = moved.map(({ file }) => file).join(', ');
    throw new UsageError(`Nothing was written: ${names} changed in the meantime. Run it again.`);
  }
  for (const { file, path, after } of changes) writeWholeFile(path, after, file);
}

/** Null when there is no such file. */
function currentText(path: string): string | null {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path));
  } catch {
    return null;
  }
}
