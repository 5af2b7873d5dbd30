import type { Catalog } from '../model/catalog.ts';
import type { AcceleratorRequest } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import { ollama } from './engines/ollama.ts';
import type { Engine } from './engines/engine.ts';
import { runpodInfinity, runpodSglang, runpodVllm } from './engines/runpod.ts';
import type { EditableDeployment } from './edits/propose.ts';
import { refuse } from './edits/target.ts';
import type { ReadContext } from './format.ts';
import {
  at,
  defaulted,
  entriesAt,
  isMapping,
  isScalar,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from './located.ts';
import type { Container } from './pods/container.ts';
import { collectNotes } from './pods/notes.ts';
import type { Variable, Variables } from './pods/variables.ts';
import { namedAccelerator, unnamedAccelerator } from './platforms/accelerators.ts';
import { platformDeployment, scaledReplicas } from './platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from './platforms/documentFormat.ts';
import { wholeAt, writtenAt } from './platforms/scalars.ts';
import { SERVED } from './platforms/scripts.ts';
import { readService, type KnownEngine } from './platforms/service.ts';
import { platformStep, withRanks, writeField, type PlatformTarget } from './platforms/steps.ts';

/** RunPod Hub listings (docs.runpod.io/hub/publishing-guide). */
export const runpodHub = documentFormat({
  id: 'runpod-hub',
  documentation: {
    title: 'RunPod Hub',
    files: '`.runpod/hub.json`: an object with `config.runsOn`',
    reads:
      'GPU pools and number, container disk, the worker’s variables with their defaults and the first preset; how many workers run is set on RunPod',
    edits: 'variables of the first preset or their defaults, `gpuCount`',
  },
  mayRead: ({ text }) => text.includes('"runsOn"'),
  readDocument: (root, context) => {
    const config = at(root, 'config');
    return scalarAt(config, 'runsOn') && config ? [readListing(config, root, context)] : [];
  },
});

/**
 * The product that stands for each pool (docs.runpod.io, "GPU pools"): a pool holds cards of one generation and size,
 * of which this is the usual one.
 */
const POOLS: Readonly<Record<string, string>> = {
  AMPERE_16: 'RTX A4000',
  AMPERE_24: 'RTX-3090',
  ADA_24: 'RTX-4090',
  ADA_32_PRO: 'RTX-5090',
  AMPERE_48: 'A6000',
  ADA_48_PRO: 'L40S',
  AMPERE_80: 'A100-PCIe-80',
  ADA_80_PRO: 'H100-SXM',
  HOPPER_141: 'H200-SXM',
  BLACKWELL_96: 'RTX-PRO-6000',
  BLACKWELL_180: 'B200',
};

function readListing(
  config: Located,
  root: DocumentRoot,
  { catalog }: ReadContext,
): EditableDeployment {
  const title = scalarAt(root, 'title');
  const nameSpan = (title ?? scalarAt(config, 'runsOn') ?? root).node.span;
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const variables = variablesOf(config);
  const presets = itemsAt(config, 'presets');
  if (presets.length > 1) {
    notes.add(
      'unsupported',
      'Of several presets the first is priced.',
      at(config, 'presets') ?? root,
    );
  }
  const service = readService({
    containers: [containerOf(config)],
    variables,
    catalog,
    notes,
    known: engineOf(root, variables),
  });
  const kind = writtenAt(root, 'type');
  const deployment = platformDeployment(
    {
      format: runpodHub.id,
      kind: 'listing',
      name: title?.node.text ?? 'listing',
      nameSpan,
      object: root,
    },
    root,
    {
      ...service.values,
      accelerator: acceleratorOf(config, catalog),
      placement: {
        provider: { ...sourced(root, 'runpod' as const, nameSpan) },
        purchase: kind?.value === 'serverless' ? { ...kind, value: 'serverless' } : null,
      },
      inCluster: false,
      supply:
        kind?.value === 'pod'
          ? { kind: 'replicas' }
          : {
              kind: 'serverless',
              platform: 'runpod',
              concurrency: concurrencyIn(variables),
              provisioned: null,
              idleSeconds: null,
            },
      replicas: scaledReplicas(
        defaulted(0, 'workersMin', 'A RunPod endpoint keeps no worker unless told otherwise'),
        defaulted(3, 'workersMax', 'A new RunPod endpoint has up to three workers'),
        config,
      ),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: root,
    title: 'RunPod Hub',
    service,
    count: (count) =>
      withRanks(target, writeField({ holder: config, path: ['gpuCount'] }, count), count),
  };
  const step = platformStep(target);
  return {
    deployment,
    // What a preset leaves out comes back from the variable's own default.
    step: (change) =>
      change.kind === 'set-engine-setting' && change.value === null
        ? refuse('The listing has a default of its own for it.')
        : step(change),
  };
}

/** Further variables go to the first preset, which holds them as a mapping; without one they have no place. */
function containerOf(config: Located): Container {
  const [preset] = itemsAt(config, 'presets');
  const layer = preset && isMapping(preset) && at(preset, 'defaults') ? preset : null;
  return {
    layers: layer ? [layer] : [],
    name: '',
    image: null,
    command: null,
    args: [],
    exposure: SERVED,
    spelling: { args: ['args'], env: ['defaults'], envIsMapping: true },
  };
}

/** The defaults of the worker's variables, and over them those of the first preset. */
function variablesOf(config: Located): Variables {
  const variables = new Map<string, Variable>();
  for (const item of itemsAt(config, 'env')) {
    const name = textAt(item, 'key');
    const value = scalarAt(item, 'input', 'default') ?? scalarAt(item, 'value');
    if (name !== null && value && value.node.text !== '') {
      variables.set(name, { name, value, place: value, shared: false });
    }
  }
  for (const { key, value } of entriesAt(itemsAt(config, 'presets')[0] ?? null, 'defaults')) {
    if (isScalar(value)) variables.set(key, { name: key, value, place: value, shared: false });
  }
  return variables;
}

/** Workers are known by their title and by the variables that only they have. */
function engineOf(root: DocumentRoot, variables: Variables): KnownEngine | null {
  const names = new Set([
    ...variables.keys(),
    ...itemsAt(root, 'config', 'env').map((item) => textAt(item, 'key') ?? ''),
  ]);
  const title = `${textAt(root, 'title') ?? ''} ${textAt(root, 'description') ?? ''}`;
  const found: Engine | null =
    names.has('MEM_FRACTION_STATIC') || /sglang/i.test(title)
      ? runpodSglang
      : names.has('GPU_MEMORY_UTILIZATION') || names.has('MAX_NUM_SEQS') || /\bvllm\b/i.test(title)
        ? runpodVllm
        : names.has('MODEL_NAMES') && /infinity/i.test(title)
          ? runpodInfinity
          : [...names].some((name) => name.startsWith('OLLAMA_')) || /ollama/i.test(title)
            ? ollama
            : null;
  const place = scalarAt(root, 'title') ?? root;
  return found && { engine: found, evidence: sourced(place, found.id) };
}

function concurrencyIn(variables: Variables): Sourced<number> | null {
  const value =
    variables.get('MAX_CONCURRENCY')?.value ?? variables.get('RUNPOD_MAX_CONCURRENCY')?.value;
  return value && /^\d+$/.test(value.node.text) ? sourced(value, Number(value.node.text)) : null;
}

/** The first pool or card that is not excluded (`-NVIDIA L4` takes one away); pools are tried in this order. */
function acceleratorOf(config: Located, catalog: Catalog): AcceleratorRequest | null {
  if (!/^GPU$/i.test(textAt(config, 'runsOn') ?? '')) return null;
  const count =
    wholeAt(config, 'gpuCount') ??
    defaulted(1, 'gpuCount', 'A worker has one GPU unless told otherwise');
  const ids = writtenAt(config, 'gpuIds');
  const first = ids?.value
    .split(',')
    .map((id) => id.trim())
    .find((id) => id !== '' && !id.startsWith('-'));
  if (!ids || first === undefined) return unnamedAccelerator(count);
  const pool = POOLS[first];
  const request = namedAccelerator({ ...ids, value: pool ?? first }, count, catalog);
  return pool === undefined ? request : { ...request, confidence: 'inferred' };
}
