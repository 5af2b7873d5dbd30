import type { AcceleratorRequest, ModelReference } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import type { ReadContext, SkippedObject } from '../format.ts';
import {
  at,
  defaulted,
  isHole,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from '../located.ts';
import { acceleratorOn, namedAccelerator, unnamedAccelerator } from '../platforms/accelerators.ts';
import { platformDeployment } from '../platforms/deployment.ts';
import type { DocumentRoot } from '../platforms/documentFormat.ts';
import { environmentAt } from '../platforms/environment.ts';
import { numberAt, writtenAt } from '../platforms/scalars.ts';
import { readService } from '../platforms/service.ts';
import { platformStep, withRanks, writeField, type PlatformTarget } from '../platforms/steps.ts';
import type { Variables } from '../pods/variables.ts';
import { collectNotes } from '../pods/notes.ts';
import { placementOf, type Workers } from './anyscale.ts';
import { replicaPlaces, replicasOfServe } from './scaling.ts';

/** A deployment of a Serve application, as far as the file says what it needs; a reason where only the code does. */
export function readServeDeployment(
  root: DocumentRoot,
  application: Located,
  applicationName: string,
  deployment: Located,
  workers: readonly Workers[],
  { catalog }: ReadContext,
): EditableDeployment | SkippedObject | null {
  const name = scalarAt(deployment, 'name');
  if (!name) return null;
  const says = [
    'num_replicas',
    'autoscaling_config',
    'ray_actor_options',
    'placement_group_bundles',
  ];
  if (!says.some((key) => at(deployment, key) !== null)) {
    return { reason: `What ${name.node.text} needs is in its code.`, span: name.node.span };
  }
  const notes = collectNotes(root.file.source.uri, name.node.span);
  const variables = new Map([
    ...environmentAt(application, 'runtime_env', 'env_vars'),
    ...environmentAt(deployment, 'ray_actor_options', 'runtime_env', 'env_vars'),
    ...environmentAt(deployment, 'runtime_env', 'env_vars'),
  ]);
  const service = readService({ containers: [], variables, catalog, notes });
  const group = workers.length === 1 ? workers[0] : undefined;
  const cores = numberAt(deployment, 'ray_actor_options', 'num_cpus');
  const memory = numberAt(deployment, 'ray_actor_options', 'memory');
  const runsVllm = /vllm/i.test(`${name.node.text} ${textAt(application, 'import_path') ?? ''}`);
  const value = platformDeployment(
    {
      format: 'ray-serve',
      kind: 'Ray Serve deployment',
      name: `${applicationName}/${name.node.text}`,
      nameSpan: name.node.span,
      object: deployment,
    },
    root,
    {
      ...service.values,
      model: service.values.model.id || !runsVllm ? service.values.model : modelIn(variables),
      engine: runsVllm ? sourced(name, 'vllm') : null,
      accelerator: acceleratorOf(deployment, group, catalog),
      cpuCores: cores ?? defaulted(1, 'num_cpus', 'Ray gives a replica one core'),
      memoryGiB: memory && { ...memory, value: memory.value / 2 ** 30 },
      supply: { kind: 'replicas' },
      inCluster: false,
      replicas: replicasOfServe(deployment),
      placement: placementOf(group, catalog),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    title: 'Ray Serve',
    deployment: value,
    object: deployment,
    service,
    ...replicaPlaces(deployment),
    count: (count) =>
      at(deployment, 'placement_group_bundles')
        ? { refused: 'Its accelerators are spread over a placement group.' }
        : withRanks(
            target,
            writeField({ holder: deployment, path: ['ray_actor_options', 'num_gpus'] }, count),
            count,
          ),
    accelerator: (accelerator) =>
      writeField(
        { holder: deployment, path: ['ray_actor_options', 'accelerator_type'] },
        rayName(accelerator),
      ),
  };
  return { deployment: value, step: platformStep(target) };
}

/** What an application around vLLM is told to load, also where the name is nothing but a name. */
function modelIn(variables: Variables): ModelReference {
  const value = ['MODEL_ID', 'MODEL_NAME', 'HF_MODEL_ID', 'MODEL']
    .map((name) => variables.get(name)?.value)
    .find((each) => each && !isHole(each));
  return { id: value ? sourced(value, value.node.text) : null, location: null };
}

/** GPUs of the placement group where there is one, else those of the actor; a share of one is a share of its price. */
function acceleratorOf(
  deployment: Located,
  group: Workers | undefined,
  catalog: ReadContext['catalog'],
): AcceleratorRequest | null {
  const bundles = itemsAt(deployment, 'placement_group_bundles');
  const inBundles = sumOf(bundles.map((bundle) => numberAt(bundle, 'GPU')));
  const count = inBundles ?? numberAt(deployment, 'ray_actor_options', 'num_gpus');
  if (!count || count.value === 0) return null;
  return acceleratorNamed(
    writtenAt(deployment, 'ray_actor_options', 'accelerator_type'),
    count,
    group,
    catalog,
  );
}

export function sumOf(numbers: readonly (Sourced<number> | null)[]): Sourced<number> | null {
  const known = numbers.filter((each) => each !== null);
  const [first] = known;
  return first ? { ...first, value: known.reduce((sum, { value }) => sum + value, 0) } : null;
}

/** The product that the deployment asks for, else that of the only group of worker nodes. */
export function acceleratorNamed(
  name: Sourced<string> | null,
  count: Sourced<number>,
  group: Workers | undefined,
  catalog: ReadContext['catalog'],
): AcceleratorRequest {
  const product = name ?? group?.product ?? null;
  if (product)
    return namedAccelerator({ ...product, value: plainName(product.value) }, count, catalog);
  const onNode = acceleratorOn(placementOf(group, catalog).instanceType, catalog, null);
  return onNode ? { ...onNode, count } : unnamedAccelerator(count);
}

/** Names of `ray/util/accelerators/accelerators.py` that are no aliases of products. */
const RAY_NAMES: Readonly<Record<string, string>> = {
  'A100-40G': 'A100-SXM-40',
  'A100-80G': 'A100-SXM-80',
  'TPU-V4': 'TPU-v4',
  'TPU-V5P': 'TPU-v5p',
  'TPU-V5LITEPOD': 'TPU-v5e',
  'TPU-V6E': 'TPU-v6e',
  'AMD-Instinct-MI210': 'MI210',
  'AMD-Instinct-MI250X': 'MI250X',
  'AMD-Instinct-MI300X-OAM': 'MI300X',
  'AMD-Instinct-MI325X-OAM': 'MI325X',
};

function plainName(name: string): string {
  return RAY_NAMES[name] ?? name.replace(/^NVIDIA[_ -]?(?:TESLA[_ -]?)?/i, '');
}

/** A product as Ray writes it. */
export function rayName(product: string): string {
  const known = Object.entries(RAY_NAMES).find(([, id]) => id === product);
  return known?.[0] ?? product.replace(/-(?:SXM|PCIe|NVL)(?:-\d+)?$/, '');
}
