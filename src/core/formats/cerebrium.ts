import type { AcceleratorRequest } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import { setScalar } from '../syntax/yamlEdit.ts';
import type { Catalog } from '../model/catalog.ts';
import type { EditableDeployment } from './edits/propose.ts';
import { inFile, refuse, treeOf, type Step } from './edits/target.ts';
import type { ReadContext } from './format.ts';
import { at, defaulted, scalarAt, type Located } from './located.ts';
import type { Container } from './pods/container.ts';
import { collectNotes } from './pods/notes.ts';
import { namedAccelerator } from './platforms/accelerators.ts';
import { platformDeployment, scaledReplicas } from './platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from './platforms/documentFormat.ts';
import { environmentAt } from './platforms/environment.ts';
import { numberAt, wholeAt, writtenAt } from './platforms/scalars.ts';
import { readService } from './platforms/service.ts';
import { platformStep, withRanks, writeField, type PlatformTarget } from './platforms/steps.ts';
import { cloudOf } from './platforms/site.ts';
import { folderName } from './uris.ts';

/** Cerebrium apps (docs.cerebrium.ai, "TOML reference"). */
export const cerebrium = documentFormat({
  id: 'cerebrium',
  documentation: {
    title: 'Cerebrium',
    files: '`cerebrium.toml`, or any TOML file with tables below `[cerebrium.…]`',
    reads:
      'compute and number of GPUs, CPU and memory, provider and region, replicas, concurrency and cooldown, the engine’s flags in a custom entry point',
    edits: '`min_replicas`, `max_replicas`, `compute` and `gpu_count` where they are written',
  },
  mayRead: ({ text }) => /^[ \t\uFEFF]*\[cerebrium\./m.test(text),
  readDocument: (root, context) => {
    const app = at(root, 'cerebrium');
    return app ? [readApp(app, root, context)] : [];
  },
});

const SPELLING = { args: ['entrypoint'], env: ['environment'], envIsMapping: true };

function readApp(app: Located, root: DocumentRoot, { catalog }: ReadContext): EditableDeployment {
  const nameNode = scalarAt(app, 'deployment', 'name');
  const hardware = at(app, 'hardware') ?? at(app, 'build');
  const nameSpan = (nameNode ?? scalarAt(hardware, 'compute') ?? app).node.span;
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const compute =
    scalarAt(hardware, 'compute') ?? scalarAt(hardware, 'gpu') ?? scalarAt(hardware, 'hardware');
  const service = readService({
    containers: [containerOf(app, root)],
    variables: environmentAt(app, 'environment'),
    catalog,
    notes,
  });
  const scaling = at(app, 'scaling');
  const concurrency =
    wholeAt(scaling, 'replica_concurrency') ??
    defaulted(1, 'replica_concurrency', 'A replica answers one request at a time');
  const min =
    wholeAt(scaling, 'min_replicas') ??
    defaulted(0, 'min_replicas', 'Cerebrium keeps no replica warm unless told otherwise');
  const deployment = platformDeployment(
    {
      format: cerebrium.id,
      kind: 'app',
      name: nameNode?.node.text ?? folderName(root.file),
      nameSpan,
      object: app,
    },
    root,
    {
      ...service.values,
      accelerator: acceleratorOf(hardware, catalog),
      cpuCores: numberAt(hardware, 'cpu'),
      memoryGiB: numberAt(hardware, 'memory'),
      placement: {
        provider: cloudOf(writtenAt(hardware, 'provider')),
        region: writtenAt(hardware, 'region'),
      },
      inCluster: false,
      supply: {
        kind: 'serverless',
        platform: 'cerebrium',
        concurrency,
        provisioned: min.value > 0 ? min : null,
        idleSeconds: wholeAt(scaling, 'cooldown'),
      },
      replicas: scaledReplicas(
        min,
        wholeAt(scaling, 'max_replicas') ??
          defaulted(2, 'max_replicas', 'What Cerebrium writes into a new app'),
        scaling ?? app,
        scalingTarget(scaling, concurrency),
      ),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: app,
    title: 'Cerebrium',
    service,
    minReplicas: { holder: scaling ?? app, path: ['min_replicas'] },
    maxReplicas: { holder: scaling ?? app, path: ['max_replicas'] },
    count: (count) =>
      hardware
        ? withRanks(target, writeField({ holder: hardware, path: ['gpu_count'] }, count), count)
        : refuse('It names no hardware.'),
    accelerator: (name) => setCompute(compute, name),
  };
  return { deployment, step: platformStep(target) };
}

/**
 * The metric and its target. Utilization of the concurrency, the metric unless another is named, is a percentage of
 * `replica_concurrency`, 100 by default (docs.cerebrium.ai, "Scaling metrics").
 */
function scalingTarget(
  scaling: Located | null,
  concurrency: Sourced<number>,
): { readonly metric: string; readonly target: Sourced<number> | null } {
  const metric = writtenAt(scaling, 'scaling_metric')?.value ?? 'concurrency_utilization';
  const target = numberAt(scaling, 'scaling_target');
  if (metric !== 'concurrency_utilization') return { metric, target };
  const value = (concurrency.value * (target?.value ?? 100)) / 100;
  return { metric, target: { ...(target ?? concurrency), value } };
}

function containerOf(app: Located, root: DocumentRoot): Container {
  return {
    layers: [root],
    name: '',
    image: scalarAt(app, 'deployment', 'docker_base_image_url'),
    command: at(app, 'runtime', 'custom', 'entrypoint'),
    args: [],
    exposure: { ports: ['served'], isProbed: true, paths: [] },
    spelling: SPELLING,
  };
}

/**
 * Compute names that say something else than their last words (docs.cerebrium.ai, "GPUs"): the L40 that is sold is the
 * L40S.
 */
const COMPUTE: Readonly<Record<string, string>> = {
  ADA_L40: 'L40S',
  AMPERE_A100: 'A100-SXM-80',
  TRN1: 'Trainium1',
  INF2: 'Inferentia2',
};

const FAMILY = /^(?:TURING|VOLTA|AMPERE|ADA|HOPPER|BLACKWELL)_/;

function acceleratorOf(hardware: Located | null, catalog: Catalog): AcceleratorRequest | null {
  const compute =
    writtenAt(hardware, 'compute') ?? writtenAt(hardware, 'gpu') ?? writtenAt(hardware, 'hardware');
  const written = wholeAt(hardware, 'gpu_count');
  if (!compute || /^CPU$/i.test(compute.value)) return null;
  const name = COMPUTE[compute.value] ?? compute.value.replace(FAMILY, '').replaceAll('_', '-');
  const count: Sourced<number> =
    written && written.value > 0
      ? written
      : defaulted(1, 'gpu_count', 'A GPU without a number stands for one');
  return namedAccelerator({ ...compute, value: name }, count, catalog);
}

/** Compute names by catalogue id. */
const NAMES: Readonly<Record<string, string>> = {
  T4: 'TURING_T4',
  L4: 'ADA_L4',
  L40S: 'ADA_L40',
  A10: 'AMPERE_A10',
  A10G: 'AMPERE_A10',
  'A100-SXM-40': 'AMPERE_A100_40GB',
  'A100-SXM-80': 'AMPERE_A100_80GB',
  'H100-SXM': 'HOPPER_H100',
  'H200-SXM': 'HOPPER_H200',
};

function setCompute(compute: ReturnType<typeof scalarAt>, accelerator: string): Step {
  const name = NAMES[accelerator];
  if (name === undefined) return refuse(`Cerebrium has no compute called ${accelerator}.`);
  if (!compute) return refuse('The file does not say which compute it uses.');
  if (compute.node.text === name) return { edits: [] };
  return inFile(compute, setScalar(treeOf(compute), compute.node, name));
}
