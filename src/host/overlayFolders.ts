import { trimmedEnd } from '../core/text/trimmedEnd.ts';

/** Folders as a host has them; `Place` is whatever it names them by. */
export interface FolderTree<Place> {
  /** The same for the same folder. */
  key(folder: Place): string;
  /** The folder that a relative path leads to. */
  join(folder: Place, path: string): Place;
  /** Nothing outside is read that nobody opened. */
  isOutside(folder: Place): boolean;
  /** Folders in it, in order of their names; empty for one that cannot be read. */
  folders(folder: Place): Promise<readonly Place[]>;
  /** The text of a file in it; null when it is not there or not ours to read. */
  read(folder: Place, name: string): Promise<string | null>;
}

/** Bounds of the search: what is further away is found by the report of the whole folder. */
const limits = { candidates: 60, joined: 20 };

const kustomizationNames = ['kustomization.yaml', 'kustomization.yml'] as const;

/** An entry of a list that is a folder beside or above: `- ../base`, `- "./component"`. */
const FOLDER_ENTRY = /^[ \t\uFEFF]*-[ \t]*["']?(\.{1,2}\/[^\s"'#]+)/gm;

/**
 * Folders that a kustomization is built together with: those it takes from, and the overlays within two levels of its
 * parent that take from it, with what they take. Empty for folders without one: most are, and cost two looks.
 */
export async function overlayFolders<Place>(
  folder: Place,
  tree: FolderTree<Place>,
  isCancelled: () => boolean,
): Promise<readonly Place[]> {
  const own = await takenFolders(folder, tree);
  if (own === null) return [];
  const joined = new Map([[tree.key(folder), folder]]);
  const queue = [...own];
  for (const candidate of await neighbours(folder, tree, isCancelled)) {
    const taken = (await takenFolders(candidate, tree)) ?? [];
    if (taken.some((one) => tree.key(one) === tree.key(folder))) queue.push(candidate);
  }
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (isCancelled() || joined.size > limits.joined) break;
    if (joined.has(tree.key(next)) || tree.isOutside(next)) continue;
    joined.set(tree.key(next), next);
    queue.push(...((await takenFolders(next, tree)) ?? []));
  }
  joined.delete(tree.key(folder));
  return [...joined.values()];
}

/** The folders that the kustomization in `folder` names; null when there is none. */
async function takenFolders<Place>(
  folder: Place,
  tree: FolderTree<Place>,
): Promise<readonly Place[] | null> {
  for (const name of kustomizationNames) {
    const text = await tree.read(folder, name);
    if (text === null) continue;
    return [...text.matchAll(FOLDER_ENTRY)]
      .map(([, entry = '']) => entry.slice(0, trimmedEnd(entry, '/')))
      .filter((entry) => !/\.(?:ya?ml|json|env)$/.test(entry))
      .map((entry) => tree.join(folder, entry));
  }
  return null;
}

/** Folders below the parent, two levels deep: `overlays/production` beside `base`. */
async function neighbours<Place>(
  folder: Place,
  tree: FolderTree<Place>,
  isCancelled: () => boolean,
): Promise<readonly Place[]> {
  const parent = tree.join(folder, '..');
  if (tree.isOutside(parent)) return [];
  const first = await foldersIn(parent, tree);
  const second: Place[] = [];
  for (const one of first) {
    if (isCancelled() || second.length >= limits.candidates) break;
    second.push(...(await foldersIn(one, tree)));
  }
  return [...first, ...second].slice(0, limits.candidates);
}

async function foldersIn<Place>(folder: Place, tree: FolderTree<Place>): Promise<readonly Place[]> {
  const all = await tree.folders(folder);
  return all.filter((place) => {
    const key = tree.key(place);
    const name = key.slice(0, trimmedEnd(key, '/')).split('/').at(-1) ?? '';
    return !name.startsWith('.') && name !== 'node_modules';
  });
}
