import type { ParsedFile } from '../model/document.ts';
import { readPathPatterns, type PathPatterns } from '../text/pathPatterns.ts';
import { readAssumptions } from './readAssumptions.ts';

interface Excludes {
  /** URI with a slash at its end; null for patterns that hold in whatever folder. */
  readonly folder: string | null;
  readonly means: PathPatterns;
}

/**
 * Tells of a URI whether an assumptions file leaves it out: one in its folder or in any folder above, or `override` alone where
 * that is used instead. The patterns of a file are relative to its folder; those of the override, which belongs to none, are tried
 * at any depth. Null where nothing is left out.
 */
export function excludedBy(
  assumptions: readonly ParsedFile[],
  override: ParsedFile | null,
): ((uri: string) => boolean) | null {
  const excludes =
    override === null
      ? assumptions.flatMap((file) => excludesOf(file) ?? [])
      : [anywhere(override) ?? []].flat();
  if (excludes.length === 0) return null;
  return (uri) =>
    excludes.some(({ folder, means }) => {
      if (folder === null) return means(decoded(uri));
      return uri.startsWith(folder) && means(decoded(uri.slice(folder.length)));
    });
}

const known = new WeakMap<ParsedFile, Excludes | null>();

function excludesOf(file: ParsedFile): Excludes | null {
  const before = known.get(file);
  if (before !== undefined) return before;
  const { uri } = file.source;
  const patterns = readAssumptions(file).assumptions.values.exclude ?? [];
  const excludes =
    patterns.length === 0
      ? null
      : { folder: uri.slice(0, uri.lastIndexOf('/') + 1), means: readPathPatterns(patterns) };
  known.set(file, excludes);
  return excludes;
}

function anywhere(file: ParsedFile): Excludes | null {
  const patterns = readAssumptions(file).assumptions.values.exclude ?? [];
  if (patterns.length === 0) return null;
  return {
    folder: null,
    means: readPathPatterns(patterns.map((pattern) => `**/${pattern.replace(/^\.?\//, '')}`)),
  };
}

/** Patterns are written as paths are, not as URIs are. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
