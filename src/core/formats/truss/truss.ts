import type { Catalog } from '../../model/catalog.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { Engine } from '../engines/engine.ts';
import { tensorrtLlm } from '../engines/tensorrtLlm.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { refuse } from '../edits/target.ts';
import type { ReadContext } from '../format.ts';
import {
  at,
  defaulted,
  isHole,
  isMapping,
  itemsAt,
  scalarAt,
  sourced,
  type Located,
} from '../located.ts';
import type { Container } from '../pods/container.ts';
import type { ModelPlace } from '../pods/models.ts';
import { collectNotes } from '../pods/notes.ts';
import { platformDeployment, scaledReplicas } from '../platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { environmentAt } from '../platforms/environment.ts';
import { numberAt, quantityAt, writtenAt } from '../platforms/scalars.ts';
import { SERVED } from '../platforms/scripts.ts';
import { readService, type KnownEngine } from '../platforms/service.ts';
import { platformStep, withRanks, type PlatformTarget } from '../platforms/steps.ts';
import { parseGiB, parseQuantity } from '../quantity.ts';
import { folderName } from '../uris.ts';
import { acceleratorOf, setAccelerator } from './accelerator.ts';

/** Truss packages for Baseten (docs.baseten.co, "Truss config reference"). */
export const truss = documentFormat({
  id: 'truss',
  documentation: {
    title: 'Truss',
    files:
      '`config.yaml` with `resources` and one of Truss’s own keys (`model_name`, `trt_llm`, `docker_server`, …)',
    reads:
      'accelerator, instance type, CPU and memory, nodes, the TensorRT-LLM build, the start command of a server of one’s own, cached repositories; how many replicas run is set on Baseten',
    edits:
      'the accelerator and its number, settings of the TensorRT-LLM build, flags of the start command, `predict_concurrency`',
  },
  mayRead: ({ uri, text }) =>
    /config\.ya?ml$/i.test(uri) && /^resources\s*:/m.test(text) && OWN_KEYS.test(text),
  readDocument: (root, context) => (isTruss(root) ? [readTruss(root, context)] : []),
});

const OWN_KEYS =
  /^(model_name|model_metadata|trt_llm|docker_server|model_cache|weights|model_class_name|model_class_filename|model_module_dir|external_package_dirs|base_image|python_version)\s*:/m;

const RESOURCE_KEYS = ['accelerator', 'use_gpu', 'cpu', 'memory', 'node_count', 'instance_type'];

function isTruss(root: DocumentRoot): boolean {
  const resources = at(root, 'resources');
  return (
    resources !== null &&
    isMapping(resources) &&
    resources.node.entries.length > 0 &&
    resources.node.entries.every(({ key }) => RESOURCE_KEYS.includes(key))
  );
}

const SPELLING = {
  args: ['docker_server', 'start_command'],
  env: ['environment_variables'],
  envIsMapping: true,
};

function readTruss(root: DocumentRoot, { catalog }: ReadContext): EditableDeployment {
  const nameNode = scalarAt(root, 'model_name');
  const nameSpan = (nameNode ?? at(root, 'resources') ?? root).node.span;
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const trt = at(root, 'trt_llm');
  const fields = trt ? { holder: trt, paths: TRT_FIELDS } : undefined;
  const service = readService({
    containers: containersOf(root),
    variables: environmentAt(root, 'environment_variables'),
    catalog,
    notes,
    known: trt && trtEngine(trt),
    ...(fields ? { fields } : {}),
  });
  const { id, location } = service.values.model;
  // A folder of the cache holds what is cached there.
  const isCached = location?.value.startsWith('/app/model_cache/') === true;
  const named = id === null && (location === null || isCached) ? modelOf(root, catalog) : null;
  const place = scalarAt(root, 'resources', 'accelerator');
  const deployment = platformDeployment(
    {
      format: truss.id,
      kind: 'truss',
      name: nameNode?.node.text ?? folderName(root.file),
      nameSpan,
      object: root,
    },
    root,
    {
      ...service.values,
      settings: withoutNone(service.values.settings, root),
      ...(named ? { model: named.model } : {}),
      accelerator: acceleratorOf(root, catalog),
      cpuCores: quantityAt(root, ['resources', 'cpu'], parseQuantity),
      memoryGiB: quantityAt(root, ['resources', 'memory'], parseGiB),
      inCluster: false,
      supply: {
        kind: 'managed',
        platform: 'baseten',
        instanceType: writtenAt(root, 'resources', 'instance_type'),
      },
      replicas: scaledReplicas(
        defaulted(0, 'min_replica', 'Baseten scales to zero unless told otherwise'),
        defaulted(1, 'max_replica', 'Baseten runs one replica at most unless told otherwise'),
        at(root, 'resources') ?? root,
        { metric: 'concurrency', target: numberAt(root, 'runtime', 'predict_concurrency') },
      ),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: root,
    title: 'Truss',
    service: named ? { ...service, modelPlace: named.place } : service,
    fields: fields ?? null,
    count: (count) =>
      place ? withRanks(target, setAccelerator(place, null, count), count) : refuse(NO_ACCELERATOR),
    accelerator: (name) => (place ? setAccelerator(place, name, null) : refuse(NO_ACCELERATOR)),
  };
  return { deployment, step: platformStep(target) };
}

const NO_ACCELERATOR = 'It names no accelerator.';

/** Fields of `trt_llm.build` and of the second generation's `runtime`. */
const TRT_FIELDS = {
  tensorParallel: ['build', 'tensor_parallel_count'],
  maxModelLength: ['build', 'max_seq_len'],
  maxSequences: ['build', 'max_batch_size'],
  maxBatchedTokens: ['build', 'max_num_tokens'],
  quantization: ['build', 'quantization_type'],
  memoryFraction: ['runtime', 'kv_cache_free_gpu_mem_fraction'],
  chunkedPrefill: ['runtime', 'enable_chunked_context'],
} as const;

function trtEngine(trt: Located): KnownEngine {
  const engine: Engine = {
    ...tensorrtLlm,
    settings: { ...tensorrtLlm.settings, quantization: { kind: 'text' } },
  };
  return { engine, evidence: sourced(trt, engine.id, keySpanOf(trt)) };
}

/** The first line of a section stands for it. */
function keySpanOf({ node }: Located): { readonly start: number; readonly end: number } {
  return node.kind === 'mapping' ? (node.entries[0]?.keySpan ?? node.span) : node.span;
}

function withoutNone(settings: Deployment['settings'], root: DocumentRoot): Deployment['settings'] {
  if (at(root, 'trt_llm') === null || settings.quantization?.value !== 'no_quant') return settings;
  const others = Object.entries(settings).filter(([name]) => name !== 'quantization');
  return Object.fromEntries(others);
}

function containersOf(root: DocumentRoot): readonly Container[] {
  return [
    {
      layers: [root],
      name: '',
      image: scalarAt(root, 'base_image', 'image'),
      command: scalarAt(root, 'docker_server', 'start_command'),
      args: [],
      exposure: SERVED,
      spelling: SPELLING,
    },
  ];
}

/** Repositories that are fetched into the image or cached beside it; else a name that the catalogue knows. */
function modelOf(root: DocumentRoot, catalog: Catalog): NamedModel | null {
  const repository = scalarAt(root, 'trt_llm', 'build', 'checkpoint_repository', 'repo');
  const [cached] = itemsAt(root, 'model_cache');
  const [weights] = itemsAt(root, 'weights');
  const name = scalarAt(root, 'model_name');
  const isKnown = name !== null && catalog.model(name.node.text) !== null;
  const candidates = [
    repository,
    scalarAt(cached ?? null, 'repo_id'),
    scalarAt(weights ?? null, 'source'),
    scalarAt(root, 'model_metadata', 'repo_id'),
    isKnown ? name : null,
  ];
  const place = candidates.find((found) => found !== null && !isHole(found));
  if (!place) return null;
  const text = place.node.text.trim();
  const fromHub = /^hf:\/\/([^@]+)/.exec(text)?.[1];
  // Buckets are places of the weights, not names.
  if (fromHub === undefined && text.includes('://')) {
    return { place: null, model: { id: null, location: sourced(place, text) } };
  }
  const isWhole = fromHub === undefined && place !== name;
  return {
    place: isWhole ? { kind: 'id', scalar: place } : null,
    model: { id: sourced(place, fromHub ?? text), location: null },
  };
}

interface NamedModel {
  readonly model: Deployment['model'];
  /** Null where another model cannot simply be written there. */
  readonly place: ModelPlace | null;
}
