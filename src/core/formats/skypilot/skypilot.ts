import type { Deployment, ReplicaSpecification } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import type { ReadContext } from '../format.ts';
import { at, defaulted, scalarAt, type Located } from '../located.ts';
import { modelsLoadedIn } from '../pods/models.ts';
import { collectNotes } from '../pods/notes.ts';
import type { Variables } from '../pods/variables.ts';
import { fixedReplicas, platformDeployment, scaledReplicas } from '../platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { environmentAt } from '../platforms/environment.ts';
import { writeInstance } from '../platforms/instances.ts';
import { numberAt, wholeAt, withText } from '../platforms/scalars.ts';
import { installedVersion, platformVariable, scriptContainer } from '../platforms/scripts.ts';
import { readService } from '../platforms/service.ts';
import { platformStep, type PlatformTarget } from '../platforms/steps.ts';
import { replicaPlaces } from './replicaPlaces.ts';
import { fileStem } from '../uris.ts';
import { addSpot, setAccelerators } from './edits.ts';
import { readResources, type SkyResources } from './resources.ts';

/** SkyPilot: services of SkyServe, and tasks whose command starts a model server. */
export const skypilot = documentFormat({
  id: 'skypilot',
  documentation: {
    title: 'SkyPilot',
    files:
      'task files with `run` and `resources`: those with a `service` section, and those whose `run` starts a model server',
    reads:
      'accelerators in every form, `any_of` and `ordered`, spot, cloud and region, `num_nodes`, replicas or the replica policy, the engine’s flags in `run` with `envs`',
    edits:
      'flags in `run`, the model in `envs`, the accelerator and its number, or the instance type, `use_spot` with on-demand fallback, the replica policy',
  },
  mayRead: ({ text }) => /^(run|service)\s*:/m.test(text) && /^resources\s*:/m.test(text),
  readDocument: (root, context) => {
    const read = isTask(root) ? readTask(root, context) : null;
    return read ? [read] : [];
  },
});

/** All that SkyPilot takes at the top level (docs.skypilot.co, "Task YAML"). */
const KEYS = new Set(
  'name workdir resources num_nodes envs secrets file_mounts volumes setup run service inputs outputs config experimental event_callback pool priority _metadata'.split(
    ' ',
  ),
);

function isTask(root: DocumentRoot): boolean {
  const keys = root.node.entries.map(({ key }) => key);
  return keys.every((key) => KEYS.has(key)) && (scalarAt(root, 'run') !== null || isService(root));
}

function isService(root: DocumentRoot): boolean {
  const service = at(root, 'service');
  return ['readiness_probe', 'replicas', 'replica_policy'].some((key) => at(service, key) !== null);
}

const SPELLING = { args: ['run'], env: ['envs'], envIsMapping: true };

function readTask(root: DocumentRoot, { catalog }: ReadContext): EditableDeployment | null {
  const run = scalarAt(root, 'run');
  const setup = scalarAt(root, 'setup');
  const nameNode = scalarAt(root, 'name');
  const nameSpan = nameNode?.node.span ?? nameKey(root);
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const resources = readResources(at(root, 'resources'), catalog, notes);
  const variables = variablesOf(root, resources);
  const image = scalarAt(root, 'resources', 'image_id');
  const docker = image?.node.text.startsWith('docker:')
    ? withText(image, image.node.text.slice('docker:'.length))
    : null;
  const containers = run ? [scriptContainer(root, run, docker, SPELLING)] : [];
  const service = readService({ containers, variables, catalog, notes });
  if (!isService(root) && (!service.serving || isBatch(run))) return null;
  const loaded =
    service.serving?.engine.id === 'ollama' && !service.values.model.id
      ? (modelsLoadedIn(root)[0]?.id ?? null)
      : null;
  const nodes = wholeAt(root, 'num_nodes');
  const accelerator = overNodes(resources.accelerator, nodes);
  const deployment = platformDeployment(
    {
      format: skypilot.id,
      kind: isService(root) ? 'service' : 'task',
      name: nameNode?.node.text ?? fileStem(root.file),
      nameSpan,
      object: root,
    },
    root,
    {
      ...service.values,
      engineVersion:
        service.values.engineVersion ?? installedVersion(service.serving?.engine.id, [setup, run]),
      ...(loaded ? { model: { id: loaded, location: null } } : {}),
      accelerator,
      cpuCores: resources.cpuCores,
      memoryGiB: resources.memoryGiB,
      ...(nodes ? { podsPerReplica: nodes } : {}),
      placement: resources.placement,
      supply: { kind: 'replicas' },
      inCluster: false,
      ownMachines: true,
      replicas: replicasOf(root),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: root,
    title: 'SkyPilot',
    service,
    ...replicaPlaces(root),
    count: (count) => setAccelerators(target, resources, { count }),
    accelerator: (name) => setAccelerators(target, resources, { name }),
    instance: (name) => writeInstance(scalarAt(root, 'resources', 'instance_type'), name),
    spot: () => addSpot(root),
  };
  return { deployment, step: platformStep(target) };
}

/** A task that starts a server for itself and stops it when its own work is done. */
function isBatch(run: Located<ScalarNode> | null): boolean {
  return /\bp?kill\b(?:(?!kill\b)[^\n])*(?:vllm|sglang|api_server|ollama|\bPID|_PID)/.test(
    run?.node.text ?? '',
  );
}

function nameKey(root: DocumentRoot): { readonly start: number; readonly end: number } {
  const { entries, span } = root.node;
  return (
    (entries.find(({ key }) => key === 'service' || key === 'run') ?? entries[0])?.keySpan ?? span
  );
}

function variablesOf(
  root: DocumentRoot,
  { accelerator, acceleratorPlace }: SkyResources,
): Variables {
  const own = [...environmentAt(root, 'envs'), ...environmentAt(root, 'secrets')];
  const accelerators = acceleratorPlace ?? at(root, 'resources', 'accelerators') ?? root;
  const injected = [
    platformVariable(
      'SKYPILOT_NUM_GPUS_PER_NODE',
      accelerators,
      String(accelerator?.count.value ?? 0),
    ),
    platformVariable('SKYPILOT_NUM_NODES', root, String(wholeAt(root, 'num_nodes')?.value ?? 1)),
  ];
  return new Map([...(accelerator ? injected : injected.slice(1)), ...own]);
}

function overNodes(
  accelerator: Deployment['accelerator'],
  nodes: Sourced<number> | null,
): Deployment['accelerator'] {
  if (!accelerator || !nodes) return accelerator;
  const { count } = accelerator;
  return { ...accelerator, count: { ...count, value: count.value * nodes.value } };
}

function replicasOf(root: DocumentRoot): ReplicaSpecification {
  const policy = at(root, 'service', 'replica_policy');
  const fixed = wholeAt(root, 'service', 'replicas');
  if (!policy) {
    const reason = isService(root) ? 'A service without a number runs once' : 'A task runs once';
    return fixedReplicas(fixed ?? defaulted(1, 'replicas', reason));
  }
  const min =
    wholeAt(policy, 'min_replicas') ??
    defaulted(1, 'min_replicas', 'SkyServe keeps at least one replica');
  const target = numberAt(policy, 'target_qps_per_replica');
  const max = wholeAt(policy, 'max_replicas');
  // Without an upper limit nothing scales: the least number runs.
  if (!max) return fixedReplicas(min);
  return scaledReplicas(min, max, policy, { metric: 'rps', target });
}
