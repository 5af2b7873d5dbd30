import type { ParsedFile } from './document.ts';

/** A list of files made of another one by edits: what is known of the files that stayed need not be found again. */
interface Descent {
  readonly from: readonly ParsedFile[];
  /** Places of the files that differ or were added. */
  readonly places: ReadonlySet<number>;
}

const descents = new WeakMap<readonly ParsedFile[], Descent>();

/** The files after some were edited; those that were not among them come last. */
export function withEditedFiles(
  files: readonly ParsedFile[],
  edited: readonly ParsedFile[],
): readonly ParsedFile[] {
  const before = descents.get(files);
  const places = new Set(before?.places);
  const after = [...files];
  for (const file of edited) {
    const place = placesByUri(files, file.source.uri)[0] ?? after.length;
    after[place] = file;
    places.add(place);
  }
  descents.set(after, { from: before?.from ?? files, places });
  return after;
}

/** The files and others behind them, of which some may have the URI of one: it is theirs that stays the file of the URI. */
export function withAddedFiles(
  files: readonly ParsedFile[],
  added: readonly ParsedFile[],
): readonly ParsedFile[] {
  const before = descents.get(files);
  const after = [...files, ...added];
  const places = new Set([...(before?.places ?? []), ...added.map((_, at) => files.length + at)]);
  descents.set(after, { from: before?.from ?? files, places });
  return after;
}

/** The list that one was made of by edits, and the files that differ from it or were added; null for any other list. */
export function editedFrom(files: readonly ParsedFile[]): {
  readonly from: readonly ParsedFile[];
  readonly edited: readonly ParsedFile[];
} | null {
  const descent = descents.get(files);
  if (descent === undefined) return null;
  return { from: descent.from, edited: [...descent.places].flatMap((at) => files[at] ?? []) };
}

/** The file of a URI; undefined when it is not among the files. */
export function fileAt(files: readonly ParsedFile[], uri: string): ParsedFile | undefined {
  const [place] = placesByUri(files, uri);
  return place === undefined ? undefined : files[place];
}

/** What an index finds under a key, in the order of the files. */
export type FileIndex<Value> = (files: readonly ParsedFile[], key: string) => readonly Value[];

/**
 * An index over lists of files: a list is looked through once, however often it is asked, and of one with edits only the
 * edited files. What no edit touches is found as the same array again, so that it can be the key of a memory.
 *
 * @param entriesOf What one file adds to the index, by key; `place` is where it stands in its list.
 */
export function fileIndex<Value>(
  entriesOf: (file: ParsedFile, place: number) => readonly (readonly [string, Value])[],
): FileIndex<Value> {
  const built = new WeakMap<readonly ParsedFile[], ReadonlyMap<string, Found<Value>>>();

  function indexOf(files: readonly ParsedFile[], places: Iterable<number>) {
    const known = built.get(files);
    if (known !== undefined) return known;
    const index = new Map<string, Found<Value>>();
    for (const place of places) {
      const file = files[place];
      if (file === undefined) continue;
      for (const [key, value] of entriesOf(file, place)) {
        const found = index.get(key) ?? { values: [], places: [] };
        found.values.push(value);
        found.places.push(place);
        index.set(key, found);
      }
    }
    built.set(files, index);
    return index;
  }

  return (files, key) => {
    const descent = descents.get(files);
    if (descent === undefined) return indexOf(files, files.keys()).get(key)?.values ?? nothing;
    const { from } = descent;
    const before = indexOf(from, from.keys()).get(key);
    const edited = indexOf(files, descent.places).get(key);
    const isSame = edited === undefined && !before?.places.some((at) => descent.places.has(at));
    return isSame ? (before?.values ?? nothing) : merged(before, edited, descent.places);
  };
}

const nothing: readonly never[] = [];

/** Values under one key, and the places of their files. */
interface Found<Value> {
  readonly values: Value[];
  readonly places: number[];
}

function merged<Value>(
  before: Found<Value> | undefined,
  edited: Found<Value> | undefined,
  replaced: ReadonlySet<number>,
): readonly Value[] {
  const pairs = (found: Found<Value> | undefined): { place: number; value: Value }[] =>
    found?.values.map((value, index) => ({ value, place: found.places[index] ?? 0 })) ?? [];
  return [...pairs(before).filter(({ place }) => !replaced.has(place)), ...pairs(edited)]
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

const placesByUri = fileIndex<number>((file, place) => [[file.source.uri, place]]);
