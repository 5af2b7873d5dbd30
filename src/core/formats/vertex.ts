import type { AcceleratorRequest, Deployment } from '../model/deployment.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Sourced } from '../model/sourced.ts';
import type { ScalarNode } from '../syntax/tree.ts';
import { setPath } from '../syntax/yamlEdit.ts';
import type { EditableDeployment } from './edits/propose.ts';
import { inFile, refuse, together, treeOf, type Step } from './edits/target.ts';
import type { ReadContext } from './format.ts';
import { at, defaulted, itemsAt, scalarAt, sourced, type Located } from './located.ts';
import { acceleratorOfManaged, namedAccelerator } from './platforms/accelerators.ts';
import { platformDeployment, scaledReplicas } from './platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from './platforms/documentFormat.ts';
import { instanceWith, vertexAccelerators, writeInstance } from './platforms/instances.ts';
import { numberAt, switchAt, wholeAt, writtenAt } from './platforms/scalars.ts';
import { spellingIn } from './platforms/spelling.ts';
import { platformStep, withRanks, writeField, type PlatformTarget } from './platforms/steps.ts';

/** Models deployed to Vertex AI endpoints: bodies of its API, and what `gcloud ai endpoints describe` prints. */
export const vertex = documentFormat({
  id: 'vertex-ai',
  documentation: {
    title: 'Vertex AI endpoint',
    files:
      'JSON or YAML with `deployedModels`, `deployedModel` or `dedicatedResources` that has a `machineSpec`, in camel or snake case',
    reads:
      'machine type, accelerators, replica limits, autoscaling targets, spot, the model, traffic split',
    edits: 'machine type with its accelerators, accelerator count, replica limits, `spot`',
  },
  mayRead: ({ text }) => /dedicated_?resources/i.test(text) && /machine_?spec/i.test(text),
  readDocument: (root, context) =>
    deployedModels(root).map((deployed, index, all) =>
      readModel(deployed, all.length > 1 ? index : null, root, context),
    ),
});

function deployedModels(root: DocumentRoot): readonly Located[] {
  const lists = ['deployedModels', 'deployed_models'].flatMap((key) => itemsAt(root, key));
  const single = ['deployedModel', 'deployed_model'].flatMap((key) => at(root, key) ?? []);
  const all: readonly Located[] = lists.length > 0 ? lists : single.length > 0 ? single : [root];
  return all.filter((each) => machineSpecOf(each) !== null);
}

function either(from: Located | null, name: string): Located | null {
  return at(from, spellingIn(from, name));
}

function resourcesOf(deployed: Located): Located | null {
  return either(deployed, 'dedicatedResources');
}

function machineSpecOf(deployed: Located): Located | null {
  return either(resourcesOf(deployed), 'machineSpec');
}

function readModel(
  deployed: Located,
  index: number | null,
  root: DocumentRoot,
  { catalog }: ReadContext,
): EditableDeployment {
  const resources = resourcesOf(deployed) ?? deployed;
  const spec = machineSpecOf(deployed) ?? deployed;
  const nameNode =
    scalarAt(deployed, spellingIn(deployed, 'displayName')) ??
    scalarAt(root, spellingIn(root, 'displayName'));
  const machine = scalarAt(spec, spellingIn(spec, 'machineType'));
  const machineType = writtenAt(spec, spellingIn(spec, 'machineType'));
  const spot = switchAt(resources, 'spot');
  const min =
    wholeAt(resources, spellingIn(resources, 'minReplicaCount')) ??
    defaulted(1, 'minReplicaCount', 'At least one replica is required');
  const [metric] = itemsAt(resources, spellingIn(resources, 'autoscalingMetricSpecs'));
  const model = writtenAt(deployed, 'model');
  const nameSpan = (nameNode ?? machine ?? spec).node.span;
  const deployment = platformDeployment(
    {
      format: vertex.id,
      kind: 'deployedModel',
      name: nameNode?.node.text ?? writtenAt(deployed, 'id')?.value ?? 'endpoint',
      nameSpan,
      object: deployed,
      part: index !== null && !nameNode ? String(index + 1) : null,
    },
    root,
    {
      model: { id: model && publisherModel(model), location: model },
      accelerator: acceleratorOf(spec, machineType, catalog),
      placement: {
        provider: { ...sourced(spec, 'gcp' as const, nameSpan) },
        region: regionOf(root),
        instanceType: machineType,
        purchase: spot?.value === true ? { ...spot, value: 'spot' } : null,
      },
      supply: { kind: 'managed', platform: 'gcp-vertex', instanceType: machineType },
      replicas: scaledReplicas(
        min,
        wholeAt(resources, spellingIn(resources, 'maxReplicaCount')) ?? min,
        resources,
        {
          metric: metric
            ? (writtenAt(metric, spellingIn(metric, 'metricName'))?.value ?? null)
            : null,
          target: metric ? numberAt(metric, 'target') : null,
        },
      ),
      trafficShare: trafficOf(root, deployed),
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: deployed,
    title: 'Vertex AI',
    minReplicas: { holder: resources, path: [spellingIn(resources, 'minReplicaCount')] },
    maxReplicas: { holder: resources, path: [spellingIn(resources, 'maxReplicaCount')] },
    count: (count) => {
      const key = spellingIn(spec, 'acceleratorCount');
      // Accelerators that are attached to N1 machines are counted by themselves.
      return (machineType?.value ?? '').startsWith('n1-')
        ? withRanks(target, writeField({ holder: spec, path: [key] }, count), count)
        : instanceWith(target, count, machine, 'gcp-vertex', catalog);
    },
    instance: (name) => setMachine(spec, machine, name, catalog),
    spot: () => inFile(resources, setPath(treeOf(resources), resources.node, ['spot'], true)),
  };
  return { deployment, step: platformStep(target) };
}

/** Another machine type, and beside it the accelerators it carries where the config names those of the present one. */
function setMachine(
  spec: Located,
  machine: Located<ScalarNode> | null,
  name: string,
  catalog: Catalog,
): Step {
  const machineStep = writeInstance(machine, name);
  const typeKey = spellingIn(spec, 'acceleratorType');
  if (at(spec, typeKey) === null) return machineStep;
  const carried = vertexAccelerators(name, catalog);
  if (!carried) return refuse(`How Vertex AI names the accelerators of ${name} is not known.`);
  return together([
    machineStep,
    writeField({ holder: spec, path: [typeKey] }, carried.type),
    writeField({ holder: spec, path: [spellingIn(spec, 'acceleratorCount')] }, carried.count),
  ]);
}

/** `publishers/meta/models/llama3@…` names the model; a number of one’s own does not. */
function publisherModel(model: Sourced<string>): Sourced<string> | null {
  const name = /publishers\/[^/]+\/models\/([^/@]+)/.exec(model.value)?.[1];
  return name === undefined ? null : { ...model, value: name };
}

function acceleratorOf(
  spec: Located,
  machineType: Sourced<string> | null,
  catalog: Catalog,
): AcceleratorRequest | null {
  const type = writtenAt(spec, spellingIn(spec, 'acceleratorType'));
  if (!type || type.value.endsWith('UNSPECIFIED')) {
    return acceleratorOfManaged('gcp-vertex', machineType, catalog);
  }
  const count =
    wholeAt(spec, spellingIn(spec, 'acceleratorCount')) ??
    defaulted(1, 'acceleratorCount', 'An accelerator without a number stands for one');
  return count.value === 0 ? null : namedAccelerator(type, count, catalog);
}

/** From the endpoint's own name: `projects/…/locations/us-central1/endpoints/…`. */
function regionOf(root: DocumentRoot): Deployment['placement']['region'] {
  const name = writtenAt(root, 'name');
  const region = /\/locations\/([a-z0-9-]+)\//.exec(name?.value ?? '')?.[1];
  return name && region !== undefined ? { ...name, value: region } : null;
}

function trafficOf(root: DocumentRoot, deployed: Located): Deployment['trafficShare'] {
  const id = writtenAt(deployed, 'id')?.value;
  const share = id === undefined ? null : numberAt(root, spellingIn(root, 'trafficSplit'), id);
  return share && share.value < 100 ? { ...share, value: share.value / 100 } : null;
}
