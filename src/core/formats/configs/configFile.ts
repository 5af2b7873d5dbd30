import type { EngineSettings } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import { embeddedIn } from '../embedded.ts';
import type { Engine } from '../engines/engine.ts';
import { filesNamed } from '../filesByPath.ts';
import { objectsOfKind } from '../kubernetes/joins.ts';
import { entriesAt, scalarAt, type Located } from '../located.ts';
import type { Notes } from '../pods/notes.ts';
import { flagKeys, readKeys, type EngineKeys } from './keyedEngine.ts';
import { trtllmKeys } from './trtllmKeys.ts';

/** What the file behind `--config` gives: flags beside it win. */
export interface ConfigFile {
  readonly settings: EngineSettings;
  /** Keys that can name the model. */
  readonly root: Located;
  readonly uri: string;
}

/**
 * The file that a flag of the engine names, where the files have exactly one of that name: on its own, or as a key of a
 * ConfigMap that is mounted. Null where none is at hand.
 */
export function configFile(
  engine: Engine,
  path: string,
  files: readonly ParsedFile[],
  notes: Notes,
): ConfigFile | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const plain = filesNamed(files, name).flatMap((file): Located[] => {
    const node = file.documents[0]?.root;
    return node?.kind === 'mapping' ? [{ file, node }] : [];
  });
  const mounted = objectsOfKind(files, 'ConfigMap').flatMap((object): Located[] => {
    const root = embeddedIn(scalarAt(object, 'data', name));
    return root ? [root] : [];
  });
  const [root, ...others] = [...plain, ...mounted];
  const keys = root && others.length === 0 ? keysOf(engine, root) : null;
  if (!root || !keys) return null;
  return { settings: readKeys(keys, notes).settings, root, uri: root.file.source.uri };
}

function keysOf(engine: Engine, root: Located): EngineKeys | null {
  if (engine.id === 'tensorrt-llm') return trtllmKeys(root);
  if (engine.id !== 'vllm' && engine.id !== 'sglang') return null;
  const isDashed = entriesAt(root).some(({ key }) => key.includes('-'));
  return flagKeys(engine, root, isDashed ? '-' : '_');
}
