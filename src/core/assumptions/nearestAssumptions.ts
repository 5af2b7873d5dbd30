import type { ParsedFile } from '../model/document.ts';
import { fileAt } from '../model/fileIndex.ts';

/** Names an assumptions file may have; where both stand in one folder, the first one counts. */
export const assumptionsFileNames = ['.servingcost.yaml', '.servingcost.yml'] as const;

export function isAssumptionsFile(uri: string): boolean {
  return assumptionsFileNames.some((name) => uri.endsWith(`/${name}`));
}

/** The assumptions file that counts for a config file: in its own folder, else in the nearest folder above it. */
export function nearestAssumptions(uri: string, files: readonly ParsedFile[]): ParsedFile | null {
  for (const file of filesAbove(uri, files)) return file;
  return null;
}

/** The assumptions files of a config file's own folder and of all above it, the nearest first. */
export function assumptionsAbove(uri: string, files: readonly ParsedFile[]): readonly ParsedFile[] {
  return [...filesAbove(uri, files)];
}

function* filesAbove(uri: string, files: readonly ParsedFile[]): Generator<ParsedFile> {
  for (let folder = parentFolder(uri); folder !== null; folder = parentFolder(folder)) {
    for (const name of assumptionsFileNames) {
      const found = fileAt(files, `${folder}/${name}`);
      if (found === undefined) continue;
      yield found;
      break;
    }
  }
}

function parentFolder(uri: string): string | null {
  const slash = uri.lastIndexOf('/');
  return slash < 0 ? null : uri.slice(0, slash);
}
