import type { ParsedFile } from '../model/document.ts';

/** Names an assumptions file may have; where both stand in one folder, the first one counts. */
export const assumptionsFileNames = ['.servingcost.yaml', '.servingcost.yml'] as const;

export function isAssumptionsFile(uri: string): boolean {
  return assumptionsFileNames.some((name) => uri.endsWith(`/${name}`));
}

/** The assumptions file that counts for a config file: in its own folder, else in the nearest folder above it. */
export function nearestAssumptions(uri: string, files: readonly ParsedFile[]): ParsedFile | null {
  const candidates = files.filter((file) => isAssumptionsFile(file.source.uri));
  if (candidates.length === 0) return null;
  let folder = parentFolder(uri);
  while (folder !== null) {
    for (const name of assumptionsFileNames) {
      const path = `${folder}/${name}`;
      const found = candidates.find((file) => file.source.uri === path);
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
