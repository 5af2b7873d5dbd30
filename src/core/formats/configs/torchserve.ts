import type { Deployment } from '../../model/deployment.ts';
import type { ParsedFile, SourceDocument } from '../../model/document.ts';
import type { Sourced } from '../../model/sourced.ts';
import { embeddedIn } from '../embedded.ts';
import { torchserve as server } from '../engines/classic.ts';
import type { Engine } from '../engines/engine.ts';
import { filesNamed } from '../filesByPath.ts';
import {
  at,
  defaulted,
  entriesAt,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from '../located.ts';
import { undecidedAccelerator, unnamedAccelerator } from '../platforms/accelerators.ts';
import {
  documentFormat,
  type DocumentReading,
  type DocumentRoot,
} from '../platforms/documentFormat.ts';
import { wholeAt } from '../platforms/scalars.ts';
import type { ReadContext } from '../format.ts';
import { fileName, folderName, folderUri } from '../uris.ts';
import { readElsewhere, readEngineConfig } from './engineConfig.ts';
import { startedWith } from './references.ts';

const engine: Engine = { ...server, settings: { maxSequences: { kind: 'count' } } };

/** Keys of a model's config (pytorch/serve, docs/configuration.md, "Config model"). */
const MODEL_KEYS =
  /^(minWorkers|maxWorkers|batchSize|maxBatchDelay|responseTimeout|startupTimeout|deviceType|deviceIds|parallelType|parallelLevel|torchrun|maxRetryTimeoutInSec|continuousBatching|sequenceBatching|asyncCommunication|useVenv|jobQueueSize)$/;

/** `config.properties` of TorchServe, and the `model-config.yaml` of a model. */
export const torchserve = documentFormat({
  id: 'torchserve',
  documentation: {
    title: 'TorchServe',
    files:
      '`config.properties` with `inference_address`, `model_store` or `load_models`; `model-config.yaml` with two of `minWorkers`, `maxWorkers`, `batchSize`, `deviceType`, …',
    reads:
      'models that are loaded, GPUs (`number_of_gpu`; workers and ranks of each in a model’s config), batch size; the machine is that of whatever starts the server',
    edits: '`batchSize` in `model-config.yaml`, `number_of_gpu`; the hardware is not in it',
  },
  mayRead: ({ uri, text }) =>
    (/\.properties(?:\.\w+)?$/.test(uri) && isServerConfig({ text })) ||
    (/\.ya?ml$/.test(uri) &&
      /^(?:minWorkers|maxWorkers|batchSize|deviceType|parallelType)\s*:/m.test(text)),
  readDocument: (root, context) =>
    root.file.source.uri.includes('.properties')
      ? readProperties(root, context)
      : readModelConfig(root, context),
});

function isServerConfig({ text }: Pick<SourceDocument, 'text'>): boolean {
  return /^[ \t\uFEFF]*(?:inference_address|model_store|load_models|management_address)\s*[=:]/m.test(
    text,
  );
}

function readProperties(root: DocumentRoot, { files }: ReadContext): DocumentReading {
  const keys = new Set(root.node.entries.map(({ key }) => key));
  const signs = ['inference_address', 'management_address', 'model_store', 'load_models'];
  if (!keys.has('inference_address') && signs.filter((key) => keys.has(key)).length < 2) return [];
  const nameSpan = root.node.entries[0]?.keySpan ?? root.node.span;
  const by = startedWith(root.file, files) ?? modelConfigNear(root.file, files);
  if (by) return [readElsewhere(fileName(by), nameSpan)];
  const model = loadedModel(root);
  const gpus = wholeAt(root, 'number_of_gpu');
  return [
    readEngineConfig({
      format: 'torchserve',
      title: 'config.properties',
      kind: 'config.properties',
      root,
      name: model?.name.value ?? folderName(root.file),
      nameSpan,
      keys: { engine, holder: root, paths: {} },
      model: { model: { id: model?.name ?? null, location: null }, place: null },
      stated: (settings) => ({
        settings: { ...settings, ...(model?.batch ? { maxSequences: model.batch } : {}) },
        accelerator: gpus === null ? undecidedAccelerator('TorchServe') : someOf(gpus),
      }),
      places: { count: null },
    }),
  ];
}

/** The config of a model in the folder or below, which says more about its workers. */
function modelConfigNear(file: ParsedFile, files: readonly ParsedFile[]): ParsedFile | null {
  return (
    MODEL_CONFIG_NAMES.flatMap((name) => filesNamed(files, name)).find(
      (other) => isBelow(other, file) && /^minWorkers\s*:/m.test(other.source.text),
    ) ?? null
  );
}

const MODEL_CONFIG_NAMES = [
  'model-config.yaml',
  'model-config.yml',
  'model_config.yaml',
  'model_config.yml',
];

/** The config of the server in the folder or above, nearest first. */
function serverConfigNear(file: ParsedFile, files: readonly ParsedFile[]): ParsedFile | null {
  const [nearest] = filesNamed(files, 'config.properties')
    .filter((other) => isBelow(file, other) && isServerConfig(other.source))
    .toSorted((a, b) => b.source.uri.length - a.source.uri.length);
  return nearest ?? null;
}

/** Folders that people put between a server's config and those of its models (`model-store/resnet/config/`). */
const DEEPEST = 3;

function isBelow(file: ParsedFile, upper: ParsedFile): boolean {
  const folder = folderUri(upper);
  const { uri } = file.source;
  return uri.startsWith(folder) && uri.slice(folder.length).split('/').length <= DEEPEST + 1;
}

interface LoadedModel {
  readonly name: Sourced<string>;
  readonly batch: Sourced<number> | null;
}

/** The first model of `models` or the snapshot, else the archive that is loaded; null for all that lie in the store. */
function loadedModel(root: DocumentRoot): LoadedModel | null {
  const listed =
    at(embeddedIn(scalarAt(root, 'models'))) ??
    at(embeddedIn(scalarAt(root, 'model_snapshot')), 'models');
  const [model] = entriesAt(listed);
  if (model) {
    const version = entriesAt(model.value)[0]?.value ?? null;
    return {
      name: sourced(model.value, model.key, model.keySpan),
      batch: wholeAt(version, 'batchSize'),
    };
  }
  const loaded = scalarAt(root, 'load_models');
  if (!loaded || /^(?:all|none)$/i.test(loaded.node.text.trim())) return null;
  const [first = ''] = loaded.node.text.split(',');
  const name = (first.includes('=') ? first.slice(0, first.indexOf('=')) : first)
    .trim()
    .replace(/\.mar$/, '');
  return name === '' ? null : { name: sourced(loaded, name), batch: null };
}

function readModelConfig(root: DocumentRoot, { files }: ReadContext): DocumentReading {
  const keys = root.node.entries.filter(({ key }) => MODEL_KEYS.test(key));
  const isNamed = /model[-_]config/.test(fileName(root.file));
  const nameSpan = keys[0]?.keySpan ?? root.node.span;
  if (keys.length < (isNamed ? 2 : 3) || at(root, 'apiVersion') !== null) return [];
  const server = serverConfigNear(root.file, files);
  const by = startedWith(root.file, files) ?? (server && startedWith(server, files));
  if (by) return [readElsewhere(fileName(by), nameSpan)];
  return [
    readEngineConfig({
      format: 'torchserve',
      title: 'model-config.yaml',
      kind: 'model-config.yaml',
      root,
      name: folderName(root.file),
      nameSpan,
      keys: { engine, holder: root, paths: { maxSequences: [['batchSize']] } },
      model: modelPath(root),
      stated: () => ({ accelerator: acceleratorOf(root) }),
      places: { count: null },
    }),
  ];
}

function modelPath(root: DocumentRoot): { model: Deployment['model']; place: null } | null {
  const path =
    scalarAt(root, 'handler', 'model_path') ??
    scalarAt(root, 'handler', 'model_name') ??
    scalarAt(root, 'handler', 'model_id') ??
    scalarAt(root, 'handler', 'model');
  return path && { model: { id: sourced(path, path.node.text), location: null }, place: null };
}

function someOf(count: Sourced<number>): Deployment['accelerator'] {
  return count.value === 0 ? null : unnamedAccelerator(count);
}

/**
 * Ranks of all workers, else the devices that are named, else one for each worker: workers take turns on the GPUs that
 * the server finds, and no more than there are workers do anything (pytorch/serve, docs/configuration.md and
 * docs/large_model_inference.md). Without ranks, devices and a type it also runs on none.
 */
function acceleratorOf(root: DocumentRoot): Deployment['accelerator'] {
  const device = textAt(root, 'deviceType')?.toLowerCase();
  if (device === 'cpu') return null;
  const ranks = wholeAt(root, 'torchrun', 'nproc-per-node') ?? wholeAt(root, 'parallelLevel');
  const workers = wholeAt(root, 'minWorkers');
  if (ranks && ranks.value > 0) {
    return unnamedAccelerator({ ...ranks, value: ranks.value * Math.max(1, workers?.value ?? 1) });
  }
  const devices: readonly Located[] = itemsAt(root, 'deviceIds');
  const [first] = devices;
  if (first) return unnamedAccelerator(sourced(first, devices.length));
  const one = defaulted(1, 'accelerators', 'A worker takes one accelerator; one is counted');
  const count = workers && workers.value > 0 ? workers : one;
  if (device === 'gpu') return unnamedAccelerator(count);
  return device === 'neuron'
    ? unnamedAccelerator(count, 'AWS')
    : { ...undecidedAccelerator('TorchServe'), count };
}
