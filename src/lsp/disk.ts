import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  assumptionsFileNames,
  isAssumptionsFile,
  mayBeConfigPath,
  mayHoldServing,
} from '../core/cheapLook.ts';
import { modelConfigs } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import { decodeText, MOST_BYTES } from '../host/decodeText.ts';
import { overlayFolders, type FolderTree } from '../host/overlayFolders.ts';

/** No folder of configs that people edit comes near it. */
const MOST_FILES = 200;

/** Folders above a file that are looked at for assumptions, at most. */
const MOST_LEVELS = 32;

/** What belongs to a text in an editor. */
export interface Surroundings {
  /** The texts beside it, those of folders it is built together with, and the assumptions above. */
  readonly documents: readonly SourceDocument[];
  /** Absolute paths of the folders whose files are among them. */
  readonly folders: readonly string[];
}

/**
 * Reads what belongs to the files of a folder. `roots` are the folders of the workspace: nothing outside of them is read but
 * the folder itself. What cannot be read is as if it were not there.
 */
export async function readSurroundings(
  folder: string,
  roots: readonly string[],
): Promise<Surroundings> {
  const folders = [folder, ...(await overlayFolders(folder, treeWithin(roots), () => false))];
  const own = await Promise.all(folders.map(readFolder));
  const above = await Promise.all(
    foldersAbove(folder, roots).flatMap((each) =>
      assumptionsFileNames.map((name) => readSource(join(each, name))),
    ),
  );
  const documents = new Map<string, SourceDocument>();
  for (const document of [...own.flat(), ...above]) {
    if (document !== null) documents.set(document.uri, document);
  }
  const configs = [...documents.values()]
    .filter(({ uri }) => isAssumptionsFile(uri))
    .flatMap(modelConfigs);
  for (const document of await Promise.all(configs.map((uri) => readSource(fileURLToPath(uri))))) {
    if (document !== null) documents.set(document.uri, document);
  }
  return { documents: [...documents.values()], folders };
}

/** Above the folder, up to the workspace folder that it lies in; outside of all of them, up to the top. */
function foldersAbove(folder: string, roots: readonly string[]): readonly string[] {
  const root = roots.find((each) => isWithin(folder, each)) ?? null;
  const above: string[] = [];
  let current = folder;
  while (current !== root && dirname(current) !== current && above.length < MOST_LEVELS) {
    current = dirname(current);
    above.push(current);
  }
  return above;
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

async function readFolder(folder: string): Promise<readonly (SourceDocument | null)[]> {
  const names = await namesIn(folder);
  return Promise.all(
    names
      .filter(mayBeConfigPath)
      .slice(0, MOST_FILES)
      .map((name) => readSource(join(folder, name))),
  );
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

/** Null for what is no file, too large, no text, or can have nothing to do with serving. */
async function readSource(path: string): Promise<SourceDocument | null> {
  try {
    const status = await stat(path);
    if (!status.isFile() || status.size > MOST_BYTES) return null;
    const decoded = decodeText(await readFile(path));
    if ('reason' in decoded) return null;
    const source = { uri: pathToFileURL(path).href, version: 0, text: decoded.text };
    return isAssumptionsFile(source.uri) || mayHoldServing(source) ? source : null;
  } catch {
    return null;
  }
}

function treeWithin(roots: readonly string[]): FolderTree<string> {
  return {
    key: (folder) => folder.split(sep).join('/'),
    join: (folder, path) => resolve(folder, path),
    isOutside: (folder) => !roots.some((root) => isWithin(folder, root)),
    async folders(folder) {
      try {
        const entries = await readdir(folder, { withFileTypes: true });
        return entries
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => join(folder, name))
          .sort();
      } catch {
        return [];
      }
    },
    async read(folder, name) {
      try {
        return await readFile(join(folder, basename(name)), 'utf8');
      } catch {
        return null;
      }
    },
  };
}
