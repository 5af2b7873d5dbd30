import type { Deployment, EngineId } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import { fileIndex } from '../../model/fileIndex.ts';
import { filesNamed } from '../filesByPath.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { NO_PLACE, refuse } from '../edits/target.ts';
import type { Engine } from '../engines/engine.ts';
import { triton } from '../engines/triton.ts';
import { vllm } from '../engines/vllm.ts';
import type { ReadContext } from '../format.ts';
import { at, defaulted, isHole, scalarAt, sourced, textAt, type Located } from '../located.ts';
import { undecidedAccelerator, unnamedAccelerator } from '../platforms/accelerators.ts';
import {
  documentFormat,
  type DocumentReading,
  type DocumentRoot,
} from '../platforms/documentFormat.ts';
import type { Notes } from '../pods/notes.ts';
import { pathOf } from '../prefilter.ts';
import { fileName, folderName, folderUri } from '../uris.ts';
import { ranksOf, readElsewhere, readEngineConfig } from './engineConfig.ts';
import { flagKeys, type EngineKeys, type KeyedReading } from './keyedEngine.ts';
import { startedWith } from './references.ts';
import { parameterAt, repeatedAt } from './textproto.ts';
import { modelIn } from './vllmConfig.ts';

/** What a model's own config can set (`protobuf/model_config.proto` of triton-inference-server/common). */
const engine: Engine = { ...triton, settings: { maxSequences: { kind: 'count' } } };

/** `config.pbtxt` of a model, and with those beside it the repository of one Triton server. */
export const tritonModel = documentFormat({
  id: 'triton',
  documentation: {
    title: 'Triton model repository',
    files:
      '`config.pbtxt` (or another `.pbtxt` with `platform` or `backend` and `max_batch_size`, `instance_group`, `input` or `output`)',
    reads:
      'the models of the repository as one server: name, `max_batch_size`, `instance_group` (kind, GPUs, count), parameters of the TensorRT-LLM backend, `model.json` of the vLLM backend; the machine is that of whatever starts Triton with the repository, which is found where it lies near and names it',
    edits:
      '`max_batch_size`, `dynamic_batching`, engine arguments in `model.json`; the hardware is not in it',
  },
  mayRead: ({ uri, text }) =>
    /\.(?:pbtxt|textproto|txtpb|prototxt)(?:\.\w+)?$/.test(uri) &&
    (uri.includes('config.pbtxt') || /^[ \t\uFEFF]*(?:platform|backend)\s*:/m.test(text)) &&
    /^[ \t\uFEFF]*(?:max_batch_size|instance_group|input|output|backend|platform|ensemble_scheduling)\b/m.test(
      text,
    ),
  readDocument,
});

function readDocument(root: DocumentRoot, context: ReadContext): DocumentReading {
  if (!isModelConfig(root)) return [];
  const name = scalarAt(root, 'name');
  const nameSpan = name?.node.span ?? root.node.entries[0]?.keySpan ?? root.node.span;
  const repository = repositoryOf(root.file);
  const by =
    repository.name === null ? null : startedWith(root.file, context.files, repository.name);
  if (by) return [readElsewhere(fileName(by), nameSpan)];
  const main = mainModel(root.file, context.files, repository.path);
  if (main !== root.file) {
    const reason = `One server runs the models of a repository: it is priced with ${folderName(main)}.`;
    return [{ reason, span: nameSpan }];
  }
  const backend = scalarAt(root, 'backend') ?? scalarAt(root, 'platform');
  const arguments_ = engineArguments(root, context.files);
  const id = engineOf(textAt(root, 'backend') ?? textAt(root, 'platform') ?? '');
  const isVllm = id === 'vllm' && arguments_ !== null;
  const keys: EngineKeys = isVllm
    ? flagKeys(vllm, arguments_, '_')
    : { engine, holder: root, paths: { maxSequences: [['max_batch_size']] } };
  const isNamed = name !== null && !isHole(name);
  const takesAlone = id === 'triton' ? requestsAlone(root) : null;
  return [
    withBatching(
      root,
      readEngineConfig({
        format: 'triton',
        title: 'Triton model repository',
        kind: 'Triton model',
        root,
        name: isNamed ? name.node.text : folderName(root.file),
        nameSpan,
        keys,
        evidence: sourced(backend ?? root, id),
        model: (isVllm ? modelIn(arguments_, ['model'], context.catalog) : null) ?? {
          model: {
            id: tensorrtModel(root, context) ?? (isNamed ? sourced(name, name.node.text) : null),
            location: null,
          },
          place: null,
        },
        stated: (settings, notes) => ({
          accelerator: acceleratorOf(root, settings, notes),
          settings: { ...settings, ...tensorrtSettings(root), ...takesAlone },
          uris: [root.file, ...(arguments_ ? [arguments_.file] : [])].map(
            ({ source }) => source.uri,
          ),
        }),
      }),
    ),
  ];
}

/** Schedulers that put requests together, or leave that to the models behind. */
const SCHEDULERS = ['dynamic_batching', 'sequence_batching', 'ensemble_scheduling'];

/**
 * Without a scheduler of its own a model gets each request by itself, however large a batch it takes (user guide of
 * Triton, "Dynamic Batcher").
 */
function requestsAlone(root: DocumentRoot): KeyedReading['settings'] | null {
  const size = scalarAt(root, 'max_batch_size');
  if (size === null || !(Number(size.node.text) > 1)) return null;
  return SCHEDULERS.some((field) => at(root, field) !== null)
    ? null
    : { dynamicBatching: sourced(size, false) };
}

/** The reading, with the one setting that is a message of its own: an empty one batches what waits. */
function withBatching(root: DocumentRoot, read: EditableDeployment): EditableDeployment {
  return {
    ...read,
    step(change) {
      if (change.kind !== 'set-engine-setting' || change.setting !== 'dynamicBatching') {
        return read.step(change);
      }
      if (change.value !== true) return refuse(NO_PLACE);
      if (at(root, 'dynamic_batching') !== null) return { edits: [] };
      const { text, uri } = root.file.source;
      const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
      const newText = (/[\r\n]$/.test(text) ? '' : lineBreak) + `dynamic_batching { }${lineBreak}`;
      const end = { start: text.length, end: text.length };
      return { edits: [{ uri, edits: [{ span: end, newText }] }] };
    },
  };
}

/** Not every text of that name is a model's: graphs and label maps of TensorFlow have other fields. */
function isModelConfig(root: DocumentRoot): boolean {
  const has = (field: string): boolean => at(root, field) !== null;
  if (has('node') || has('item') || has('layer')) return false;
  const runs = has('platform') || has('backend');
  const known = ['max_batch_size', 'instance_group', 'input', 'output', 'dynamic_batching'];
  return (
    (runs && (known.some(has) || isConfigName(root.file))) ||
    (isConfigName(root.file) && (has('input') || has('max_batch_size')))
  );
}

function isConfigName(file: ParsedFile): boolean {
  return /(?:^|[_-])config\.pbtxt$/.test(fileName(file));
}

function engineOf(backend: string): EngineId {
  if (/^vllm$/i.test(backend)) return 'vllm';
  return /tensorrt_?llm/i.test(backend) ? 'tensorrt-llm' : 'triton';
}

/** The folder of the repository: the one above the model's own. */
function repositoryOf(file: ParsedFile): { readonly path: string; readonly name: string | null } {
  const segments = pathOf(file.source.uri).split('/').slice(0, -2);
  return { path: segments.join('/'), name: segments.at(-1) ?? null };
}

/** The model by which a repository is known: a language model, else one on GPUs, else the first. */
function mainModel(own: ParsedFile, files: readonly ParsedFile[], repository: string): ParsedFile {
  const models = [...modelsByRepository(files, repository)].sort((a, b) =>
    a.source.uri < b.source.uri ? -1 : 1,
  );
  if (!isConfigName(own) || models.length < 2) return own;
  const best = (pattern: RegExp): ParsedFile | undefined =>
    models.find(({ source }) => pattern.test(source.text));
  return (
    best(/^[ \t\uFEFF]*backend\s*:\s*["'](?:vllm|tensorrt_?llm)["']/m) ??
    best(/\bKIND_GPU\b/) ??
    best(/^[ \t\uFEFF]*platform\s*:\s*["'](?!ensemble)/m) ??
    models[0] ??
    own
  );
}

const modelsByRepository = fileIndex((file) =>
  isConfigName(file) ? [[repositoryOf(file).path, file]] : [],
);

/** `<model>/<version>/model.json` of the vLLM backend. */
function engineArguments(root: DocumentRoot, files: readonly ParsedFile[]): Located | null {
  const folder = folderUri(root.file);
  for (const file of filesNamed(files, 'model.json')) {
    const { uri } = file.source;
    if (!uri.startsWith(folder) || !/^\d+\/model\.json$/.test(uri.slice(folder.length))) continue;
    const node = file.documents[0]?.root;
    if (node) return { file, node };
  }
  return null;
}

/** Backends that run on GPUs alone, and one that never does (their READMEs). */
const GPU_BACKEND = /tensorrt|^vllm$/i;
const CPU_BACKEND = /^openvino$/i;

/**
 * GPUs that instances are bound to. Without a kind Triton makes an instance on every GPU that it finds, and else on the
 * processor (triton-inference-server/server, docs/user_guide/model_configuration.md, "Instance Groups").
 */
function acceleratorOf(
  root: DocumentRoot,
  settings: KeyedReading['settings'],
  notes: Notes,
): Deployment['accelerator'] {
  const groups = repeatedAt(root, 'instance_group');
  const kinds = groups.map((group) => textAt(group, 'kind') ?? 'KIND_AUTO');
  if (groups.length > 0 && kinds.every((kind) => kind === 'KIND_CPU')) return null;
  const gpus = groups.flatMap((group) => repeatedAt(group, 'gpus'));
  const [first] = gpus;
  const ids = new Set(gpus.map(({ node }) => (node.kind === 'scalar' ? node.text : '')));
  if (first) return unnamedAccelerator(sourced(first, ids.size));
  if (settings.tensorParallel) return unnamedAccelerator(ranksOf(settings));
  const backend = textAt(root, 'backend') ?? textAt(root, 'platform') ?? '';
  if (CPU_BACKEND.test(backend)) return null;
  if (kinds.includes('KIND_GPU') || GPU_BACKEND.test(backend)) {
    return unnamedAccelerator(
      defaulted(1, 'accelerators', 'Triton runs instances on every GPU it sees; one is counted'),
    );
  }
  notes.add(
    'unsupported',
    'Whether it runs on GPUs is not written: Triton decides by what it finds.',
    root,
    root.node.entries[0]?.keySpan,
  );
  return undecidedAccelerator('Triton');
}

/** What the engine of the TensorRT-LLM backend was built from, where its tokenizer names it. */
function tensorrtModel(root: DocumentRoot, { catalog }: ReadContext): Sourced<string> | null {
  for (const name of ['tokenizer_dir', 'gpt_model_path', 'engine_dir']) {
    const found = parameterAt(root, name);
    if (found && catalog.model(found.value) !== null) return found;
  }
  return null;
}

function tensorrtSettings(root: DocumentRoot): KeyedReading['settings'] {
  const fraction = parameterAt(root, 'kv_cache_free_gpu_mem_fraction');
  const value = Number(fraction?.value);
  return fraction && value > 0 && value <= 1 ? { memoryFraction: { ...fraction, value } } : {};
}
