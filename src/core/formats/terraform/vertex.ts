import type { AcceleratorRequest } from '../../model/deployment.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { refuse, together, type Step } from '../edits/target.ts';
import type { SkippedObject } from '../format.ts';
import { at, defaulted, type Located } from '../located.ts';
import { acceleratorOfManaged, namedAccelerator } from '../platforms/accelerators.ts';
import { scaledReplicas } from '../platforms/deployment.ts';
import { vertexAccelerators } from '../platforms/instances.ts';
import type { PlatformTarget } from '../platforms/steps.ts';
import { collectNotes } from '../pods/notes.ts';
import { placed, resourceDeployment, resourceStep, type ResourceContext } from './deployments.ts';
import {
  blockAt,
  noteHoles,
  numberIn,
  switchIn,
  textIn,
  writeAttribute,
  type Resource,
} from './resource.ts';

/** Model Garden deployments and deployment resource pools of Vertex AI: machines, limits, spot. */
export function readVertex(
  resource: Resource,
  context: ResourceContext,
): readonly (EditableDeployment | SkippedObject)[] {
  const holder = blockAt(resource.body, 'deploy_config') ?? resource.body;
  const dedicated = blockAt(holder, 'dedicated_resources');
  const spec = blockAt(dedicated, 'machine_spec');
  if (!dedicated || !spec) {
    const reason = 'Vertex AI chooses the machine of this deployment: it is not in the file.';
    return [{ reason, span: resource.block.nameSpan }];
  }
  const notes = collectNotes(resource.body.file.source.uri, resource.block.nameSpan);
  noteHoles(spec, ['machine_type', 'accelerator_type', 'accelerator_count'], resource, notes);
  noteHoles(dedicated, ['min_replica_count', 'max_replica_count'], resource, notes);
  const { catalog } = context;
  const machineType = textIn(spec, 'machine_type');
  const spot = switchIn(dedicated, 'spot');
  const min =
    numberIn(dedicated, 'min_replica_count') ??
    defaulted(1, 'min_replica_count', 'At least one replica is required');
  const metric = blockAt(dedicated, 'autoscaling_metric_specs');
  const published = textIn(resource.body, 'publisher_model_name');
  const hugging = textIn(resource.body, 'hugging_face_model_id');
  const deployment = resourceDeployment(resource, context, notes, {
    model: { id: hugging ?? (published && publisherModel(published)), location: null },
    accelerator: acceleratorOf(spec, machineType, catalog),
    placement: placed(context, resource, 'gcp', {
      instanceType: machineType,
      purchase: spot?.value === true ? { ...spot, value: 'spot' } : null,
    }),
    supply: { kind: 'managed', platform: 'gcp-vertex', instanceType: machineType },
    replicas: scaledReplicas(min, numberIn(dedicated, 'max_replica_count') ?? min, dedicated, {
      metric: textIn(metric, 'metric_name')?.value ?? null,
      target: numberIn(metric, 'target'),
    }),
  });
  const target: PlatformTarget = { deployment, object: resource.body, title: 'Vertex AI' };
  return [
    {
      deployment,
      step: resourceStep(resource, target, {
        replicas: (least, most) => [
          ...(least === undefined
            ? []
            : [writeAttribute(resource, dedicated, 'min_replica_count', least)]),
          ...(most === undefined
            ? []
            : [writeAttribute(resource, dedicated, 'max_replica_count', most)]),
        ],
        count: (count) =>
          (machineType?.value ?? '').startsWith('n1-')
            ? writeAttribute(resource, spec, 'accelerator_count', count)
            : { refused: 'The machine type decides how many accelerators it has.' },
        spot: () => writeAttribute(resource, dedicated, 'spot', true),
        instance: (name) => setMachine(resource, spec, name, catalog),
      }),
    },
  ];
}

/** Another machine type, and beside it the accelerators it carries where the file names those of the present one. */
function setMachine(resource: Resource, spec: Located, name: string, catalog: Catalog): Step {
  const machine = writeAttribute(resource, spec, 'machine_type', name);
  if (at(spec, 'accelerator_type') === null) return machine;
  const carried = vertexAccelerators(name, catalog);
  if (!carried) return refuse(`How Vertex AI names the accelerators of ${name} is not known.`);
  return together([
    machine,
    writeAttribute(resource, spec, 'accelerator_type', carried.type),
    writeAttribute(resource, spec, 'accelerator_count', carried.count),
  ]);
}

function acceleratorOf(
  spec: Located,
  machineType: Sourced<string> | null,
  catalog: Catalog,
): AcceleratorRequest | null {
  const type = textIn(spec, 'accelerator_type');
  const onMachine = acceleratorOfManaged('gcp-vertex', machineType, catalog);
  if (!type) return onMachine;
  const count =
    numberIn(spec, 'accelerator_count') ??
    onMachine?.count ??
    defaulted(1, 'accelerator_count', 'A machine with an accelerator has at least one');
  const name = type.value.toLowerCase().replaceAll('_', '-');
  return namedAccelerator({ ...type, value: name }, count, catalog);
}

/** `publishers/google/models/gemma3@gemma-3-1b-it` serves `gemma-3-1b-it`. */
function publisherModel(name: Sourced<string>): Sourced<string> {
  const [, family = '', version] = /models\/([^@]+)(?:@(.+)?)?$/s.exec(name.value) ?? [];
  return { ...name, value: version ?? (family === '' ? name.value : family) };
}
