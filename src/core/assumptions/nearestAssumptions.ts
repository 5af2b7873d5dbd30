import type { ParsedFile } from '../model/document.ts';
import { fileAt } from '../model/fileIndex.ts';

/** Names an assumptions file may have; where both stand in one folder, the first one counts. */
export const assumptionsFileNames = ['.servingcost.yaml', '.servingcost.yml'] as const;

export function isAssumptionsFile(uri: string): boolean {
  return assumptionsFileNames.some((name) => uri.endsWith(`/${name}`));
}

/** The assumptions file that counts for a config file: in its own folder, else in the nearest folder above it. */
export function nearestAssumptions(uri: string, files: readonly ParsedFile[]): ParsedFile | null {
  let folder = parentFolder(uri);
  while (folder !== null) {
    for (const name of assumptionsFileNames) {
      const found = fileAt(files, `${folder}/${name}`);
      if (found !== undefined) return found;
    }
    folder = parentFolder(folder);
  }
  return null;
}

function parentFolder(uri: string): string | null {
  const slash = uri.lastIndexOf('/');
  return slash < 0 ? null : uri.slice(0, slash);
}
