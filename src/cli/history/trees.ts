import { isAssumptionsFile, mayBeConfigPath, mayHoldServingAt } from '../../core/cheapLook.ts';
import { tooLarge } from '../../host/decodeText.ts';
import { objectsOf, type Blob } from '../git.ts';
import { UsageError } from '../usageError.ts';
import type { WantedPaths } from '../wantedPaths.ts';
import { hashOf, type Blobs, type Content } from './blobs.ts';

/** What of the trees of commits can matter for their costs. */
export interface Trees {
  /** Names of what matters in them, by tree: two trees in which the same files matter have the same name. */
  namesOf(trees: readonly string[]): ReadonlyMap<string, string>;
  /** The files that matter, in order of their paths; null for a tree that is not in the clone. */
  filesOf(tree: string): readonly Blob[] | null;
}

/** The name of a tree in which nothing matters, and of one that is not in the clone. */
export const nothing = '';
export const notHere = '?';

interface Entry {
  /** Relative to the top, with `/`. */
  readonly path: string;
  readonly id: string;
  readonly isFolder: boolean;
}

/** A folder of a commit: where it is has a say in what of it matters. */
interface Folder {
  readonly name: string;
  readonly files: readonly Blob[];
}

/** Folders that are remembered; of a long history most are never seen again. */
const mostFolders = 100_000;

/** Folders on one level, over all commits that are read at once: more are none that people made. */
const widest = 1_000_000;

/** Folders within folders: a config further down is not looked for. */
const deepest = 100;

/**
 * Trees are read level by level, those of many commits at once; a folder that is the same in two commits is looked at once.
 * What matters is told by the names of files first, then by a cheap look at their text.
 */
export function createTrees(top: string, wanted: WantedPaths, blobs: Blobs): Trees {
  const listed = new Map<string, readonly Entry[] | null>();
  const looked = new Map<string, boolean>();
  const folders = new Map<string, Folder | null>();

  /** Lists folders and all below them that are not listed yet. */
  function list(roots: readonly string[]): void {
    let level = roots.map((id): Entry => ({ path: '', id, isFolder: true }));
    while (level.length > 0) {
      if (level.length > widest) throw new UsageError('There are too many folders in one commit.');
      const open = new Map(
        level.filter((one) => !listed.has(keyOf(one))).map((one) => [keyOf(one), one]),
      );
      const ids = new Set([...open.values()].map(({ id }) => id));
      const objects = objectsOf(top, 'tree', [...ids]);
      level = [...open].flatMap(([key, { path, id }]) => {
        const bytes = objects.get(id);
        const entries = bytes === undefined ? null : entriesOf(bytes, id.length / 2, path, wanted);
        listed.set(key, entries);
        return entries?.filter(({ isFolder }) => isFolder) ?? [];
      });
    }
  }

  /** Looks into the files of folders, many at once. */
  function look(roots: readonly string[]): void {
    const open = new Map<string, Entry>();
    const visit = (folder: Entry): void => {
      if (folders.has(keyOf(folder))) return;
      for (const entry of listed.get(keyOf(folder)) ?? []) {
        if (entry.isFolder) visit(entry);
        else if (!looked.has(keyOf(entry))) open.set(keyOf(entry), entry);
      }
    };
    for (const id of roots) visit({ path: '', id, isFolder: true });
    const contents = blobs.read([...new Set([...open.values()].map(({ id }) => id))]);
    for (const [key, { path, id }] of open) looked.set(key, matters(path, contents.get(id)));
  }

  function folderOf(folder: Entry): Folder | null {
    const key = keyOf(folder);
    const known = folders.get(key);
    if (known !== undefined) return known;
    const entries = listed.get(key) ?? null;
    const parts = entries?.flatMap((entry): (Folder | null)[] =>
      entry.isFolder
        ? [folderOf(entry)]
        : looked.get(keyOf(entry)) === true
          ? [{ name: hashOf(`${entry.path}\0${entry.id}`), files: [entry] }]
          : [],
    );
    const made = parts === undefined ? null : joined(parts);
    folders.set(key, made);
    return made;
  }

  function learn(trees: readonly string[]): void {
    if (folders.size > mostFolders) {
      for (const memory of [listed, looked, folders]) memory.clear();
    }
    const unknown = trees.filter((id) => !folders.has(keyOf({ path: '', id })));
    list(unknown);
    look(unknown);
  }

  return {
    namesOf: (trees) => {
      learn(trees);
      return new Map(
        trees.map((id) => [id, folderOf({ path: '', id, isFolder: true })?.name ?? notHere]),
      );
    },
    filesOf: (tree) => {
      learn([tree]);
      return folderOf({ path: '', id: tree, isFolder: true })?.files ?? null;
    },
  };
}

function keyOf({ path, id }: Pick<Entry, 'path' | 'id'>): string {
  return `${id} ${path}`;
}

/** Null where a part is not in the clone: then it is not known what matters. */
function joined(parts: readonly (Folder | null)[]): Folder | null {
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length) return null;
  const names = known.map(({ name }) => name).filter((name) => name !== nothing);
  return {
    name: names.length === 0 ? nothing : hashOf(names.join('\n')),
    files: known.flatMap(({ files }) => files),
  };
}

/** Whether a file can have a say in a cost: as the report on a folder decides it. */
function matters(path: string, content: Content | undefined): boolean {
  if (content === undefined) return false;
  if (isAssumptionsFile(`/${path}`)) return true;
  const looked = 'text' in content ? content.text : content.start;
  if (looked !== null) return mayHoldServingAt(`/${path}`, looked);
  // What cannot be looked into may be anything; large data is no config.
  return 'text' in content || content.reason !== tooLarge || /\.ya?ml$/.test(path);
}

/**
 * The entries of a tree as git stores it: `100644 name`, a zero byte, and the id in `bytesOfId` bytes. Only folders that are
 * looked into, and plain files that may be configs by their names; links and submodules are none.
 */
function entriesOf(
  bytes: Buffer,
  bytesOfId: number,
  folder: string,
  wanted: WantedPaths,
): readonly Entry[] {
  const entries: Entry[] = [];
  const isDeepest = folder.split('/').length >= deepest;
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    if (space < 0 || end < 0) break;
    const mode = bytes.toString('latin1', at, space);
    const name = bytes.toString('utf8', space + 1, end);
    const id = bytes.toString('hex', end + 1, end + 1 + bytesOfId);
    at = end + 1 + bytesOfId;
    const path = folder === '' ? name : `${folder}/${name}`;
    const isFolder = mode === '40000';
    const isLookedAt = isFolder
      ? !isDeepest && wanted.leadsTo(path) && mayBeConfigPath(`${path}/any.yaml`)
      : mode.startsWith('100') && mayBeConfigPath(path) && wanted.holdsFile(path);
    if (isLookedAt) entries.push({ path, id, isFolder });
  }
  return entries;
}
