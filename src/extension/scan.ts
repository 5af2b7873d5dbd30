import type { SourceDocument } from '../core/model/document.ts';
import { readIgnoreFile, type IgnoreFile } from './ignoreFile.ts';

/** What a scan walks over; `Place` is whatever the disk names its files and folders by. */
export interface Disk<Place> {
  /** Files and folders in it, in order of their names. A folder that cannot be read is empty. */
  list(folder: Place): Promise<readonly DiskEntry<Place>[]>;
  /** The text of a file, or why it was not read; null for one that is gone. */
  read(file: Place): Promise<SourceDocument | Unread | null>;
}

export interface DiskEntry<Place> {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly place: Place;
}

/** A file or folder that was left out, and why. */
export interface Unread {
  readonly uri: string;
  readonly reason: string;
}

export interface Scan {
  readonly documents: readonly SourceDocument[];
  readonly skipped: readonly Unread[];
}

export interface ScanOptions<Place> {
  readonly isCancelled: () => boolean;
  /** Whether a file of this name may be wanted at all. */
  readonly isConfigName: (name: string) => boolean;
  /** Whether the text may hold something; others are let go of at once. */
  readonly isCandidate: (source: SourceDocument) => boolean;
  readonly isLeftOut: (folder: DiskEntry<Place>) => boolean;
  /** Whether folders that a `.gitignore` among the files names are left out too. */
  readonly usesIgnoreFiles: boolean;
  /** Told now and then; `of` is null while folders are still looked through. */
  readonly progress: (done: number, of: number | null) => void;
  /** Folders deeper than this are not entered. */
  readonly depth: number;
}

/** Reads and listings under way at once: enough to keep a remote disk busy, too few to keep others from theirs. */
const atOnce = 16;

/** The candidates of a folder and everything below it, in an order that depends on the names alone. */
export async function scanTree<Place>(
  folder: Place,
  disk: Disk<Place>,
  options: ScanOptions<Place>,
): Promise<Scan> {
  const files: Place[] = [];
  let level: readonly Branch<Place>[] = [{ place: folder, ignores: [] }];
  for (let depth = 0; depth < options.depth && level.length > 0; depth++) {
    const lists = await inParallel(
      level,
      (each) => listed(each, disk, options),
      options.isCancelled,
    );
    for (const { kind, name, place } of lists.flatMap((list) => list?.entries ?? [])) {
      if (kind === 'file' && options.isConfigName(name)) files.push(place);
    }
    level = lists.flatMap((list) => (list ? branchesBelow(list, options) : []));
    options.progress(files.length, null);
  }
  return readFiles(files, disk, options);
}

/** A folder that is looked through, and what the ignore files above it say, the nearest last. */
interface Branch<Place> {
  readonly place: Place;
  readonly ignores: readonly { readonly file: IgnoreFile; readonly path: string }[];
}

interface Listed<Place> extends Branch<Place> {
  readonly entries: readonly DiskEntry<Place>[];
}

async function listed<Place>(
  { place, ignores }: Branch<Place>,
  disk: Disk<Place>,
  { usesIgnoreFiles }: ScanOptions<Place>,
): Promise<Listed<Place>> {
  const entries = await disk.list(place);
  const written = usesIgnoreFiles
    ? entries.find(({ kind, name }) => kind === 'file' && name === '.gitignore')
    : undefined;
  const read = written && (await disk.read(written.place));
  const own = read && 'text' in read ? [{ file: readIgnoreFile(read.text), path: '' }] : [];
  return { place, entries, ignores: [...ignores, ...own] };
}

function branchesBelow<Place>(
  { entries, ignores }: Listed<Place>,
  options: ScanOptions<Place>,
): readonly Branch<Place>[] {
  return entries.flatMap((entry): Branch<Place>[] => {
    if (entry.kind !== 'folder' || options.isLeftOut(entry)) return [];
    const below = ignores.map(({ file, path }) => ({ file, path: `${path}${entry.name}` }));
    const isIgnored = below
      .map(({ file, path }) => file.says(path))
      .findLast((says) => says !== null);
    if (isIgnored === true) return [];
    return [
      { place: entry.place, ignores: below.map(({ file, path }) => ({ file, path: `${path}/` })) },
    ];
  });
}

/** The candidates among the files. Stopped early, it has what was read until then. */
export async function readFiles<Place>(
  files: readonly Place[],
  disk: Disk<Place>,
  options: Pick<ScanOptions<Place>, 'isCancelled' | 'isCandidate' | 'progress'>,
): Promise<Scan> {
  let done = 0;
  const results = await inParallel(
    files,
    async (file) => {
      const read = await disk.read(file);
      if (++done % 100 === 0) options.progress(done, files.length);
      return read === null || 'reason' in read || options.isCandidate(read) ? read : null;
    },
    options.isCancelled,
  );
  const found = results.flatMap((result) => result ?? []);
  return {
    documents: found.flatMap((each) => ('reason' in each ? [] : [each])),
    skipped: found.flatMap((each) => ('reason' in each ? [each] : [])),
  };
}

/** Results in the order of the items; undefined for those that were not begun before `isCancelled` said so. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  isCancelled: () => boolean,
): Promise<readonly (Result | undefined)[]> {
  const results = items.map((): Result | undefined => undefined);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (isCancelled()) return;
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
