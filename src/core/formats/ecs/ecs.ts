import type { Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { refuse } from '../edits/target.ts';
import type { ReadContext, SkippedObject } from '../format.ts';
import { NOT_A_SERVER } from '../kubernetes/deviceWorkload.ts';
import {
  defaulted,
  isMapping,
  isScalar,
  itemsAt,
  mappingAt,
  scalarAt,
  sourced,
  type Located,
} from '../located.ts';
import { listens, type Container } from '../pods/container.ts';
import { servesNothing } from '../pods/engineChoice.ts';
import { collectNotes, type Notes } from '../pods/notes.ts';
import { undecidedAccelerator } from '../platforms/accelerators.ts';
import { fixedReplicas, platformDeployment } from '../platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { environmentAt } from '../platforms/environment.ts';
import { wholeAt, writtenAt } from '../platforms/scalars.ts';
import { readService, type ServiceReading } from '../platforms/service.ts';
import { platformStep, withRanks, type PlatformTarget } from '../platforms/steps.ts';
import { containerOf, coresOf, memoryOf } from './containers.ts';
import { asksForAll, deviceRequest, setDeviceCount } from './devices.ts';
import { placedOn, setInstanceType, type PlacedOn } from './placement.ts';
import { isExternal, isOnFargate, serviceOf } from './services.ts';

/**
 * Task definitions of Amazon ECS, as `register-task-definition` takes and `describe-task-definition` gives them, with the
 * service that runs them (docs.aws.amazon.com/AmazonECS, "Task definition parameters" and "Service definition parameters",
 * 2026).
 */
export const ecs = documentFormat({
  id: 'ecs',
  documentation: {
    title: 'Amazon ECS',
    files:
      'task definitions in JSON or YAML: `containerDefinitions` in which a container runs a model server, or holds accelerators and listens',
    reads:
      'image, `entryPoint`, `command` and `environment` of each server, GPUs and Neuron devices, CPU and memory, the instance type of placement constraints, the region of its logs; joined with the service definition beside it for `desiredCount`, constraints and load balancers. What runs on Fargate is listed and not priced',
    edits:
      'engine flags in `command`, variables, the number of GPUs, the instance type that a placement constraint names, `desiredCount` where the service definition is in the files; spot belongs to the capacity provider and is left alone',
  },
  mayRead: ({ text }) => text.includes('containerDefinitions'),
  readDocument: (root, context) => {
    const task = mappingAt(root, 'taskDefinition') ?? root;
    const containers = itemsAt(task, 'containerDefinitions').filter(isMapping).map(containerOf);
    const reads = containers.flatMap((container) => {
      const read = readServer(container, task, root, context);
      return read ? [read] : [];
    });
    return reads.map((read) => deploymentOrReason(read, reads.length, context));
  },
});

/** A container that serves, and what surrounds it. */
interface Server {
  readonly container: Container;
  readonly object: Located;
  readonly task: Located;
  readonly root: DocumentRoot;
  readonly read: ServiceReading;
  readonly notes: Notes;
  readonly nameSpan: Deployment['nameSpan'];
}

function readServer(
  container: Container,
  task: Located,
  root: DocumentRoot,
  { catalog, files }: ReadContext,
): Server | null {
  const [object] = container.layers;
  if (!object) return null;
  const family = scalarAt(task, 'family');
  const nameSpan = (family ?? scalarAt(object, 'name') ?? object).node.span;
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const variables = environmentAt(object, 'environment');
  const read = readService({ containers: [container], variables, catalog, notes, files });
  if (!read.serving && !isDeviceServer(container)) return null;
  return { container, object, task, root, read, notes, nameSpan };
}

/** An engine that is not known, in a container that holds accelerators and answers others. */
function isDeviceServer(container: Container): boolean {
  const [object] = container.layers;
  const image = container.image?.node.text ?? '';
  if (!object || deviceRequest(object) === null) return false;
  return !NOT_A_SERVER.test(image) && !servesNothing(container) && listens(container);
}

function deploymentOrReason(
  server: Server,
  servers: number,
  context: ReadContext,
): EditableDeployment | SkippedObject {
  const service = serviceOf(server.task, context.files);
  if (isOnFargate(server.task, service)) {
    const reason = 'It runs on Fargate, which is sold by vCPU and memory and not priced yet.';
    return { reason, span: server.nameSpan };
  }
  return readDeployment(server, service, servers, context);
}

function readDeployment(
  { container, object, task, root, read, notes, nameSpan }: Server,
  service: Located | null,
  servers: number,
  { catalog }: ReadContext,
): EditableDeployment {
  const constraints = [task, ...(service ? [service] : [])];
  const placed = placedOn(constraints, catalog, notes);
  const asked = placed.whole && asksForAll(object) ? placed.whole : deviceRequest(object);
  noteWhatIsUncounted({ task, service, object, placed }, notes);
  const isOneOfSeveral = servers > 1;
  const own = isOneOfSeveral ? object : task;
  const deployment = platformDeployment(
    {
      format: ecs.id,
      kind: 'TaskDefinition',
      name: scalarAt(task, 'family')?.node.text ?? container.name,
      nameSpan: isOneOfSeveral ? (scalarAt(object, 'name') ?? object).node.span : nameSpan,
      object: own,
      part: isOneOfSeveral ? container.name : null,
    },
    root,
    {
      ...read.values,
      accelerator: placed.name(asked ?? placed.whole ?? undecidedFor(read)),
      cpuCores: coresOf(own),
      memoryGiB: memoryOf(own),
      placement: {
        provider: isExternal(task) ? null : sourced(root, 'aws' as const, nameSpan),
        region: regionOf(task, object),
        instanceType: placed.instanceType,
      },
      supply: { kind: 'replicas' },
      inCluster: false,
      ...(itemsAt(service, 'loadBalancers').length > 0 ? { loadBalanced: true } : {}),
      replicas: fixedReplicas(replicasOf(service)),
      uris: [
        ...new Set([
          root.file.source.uri,
          ...(service ? [service.file.source.uri] : []),
          ...(read.configUris ?? []),
        ]),
      ],
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object,
    title: 'Amazon ECS',
    service: read,
    minReplicas: service && { holder: service, path: ['desiredCount'] },
    neverZero: 'Nothing starts the tasks of an ECS service again when requests come.',
    count: (count) => withRanks(target, setDeviceCount(object, count), count),
    instance: (instanceType) => setInstanceType(placed, instanceType),
    spot: () => refuse('Spot belongs to the capacity provider of the ECS cluster.'),
  };
  const step = platformStep(target);
  return {
    deployment,
    step: (change) =>
      change.kind === 'set-region'
        ? refuse('Its region is that of the ECS cluster.')
        : step(change),
  };
}

/** Engines that run on accelerators: a default runtime of the instance may show them some without being asked. */
const FOR_ACCELERATORS = /^(vllm|tgi|sglang|tensorrt-llm|nim)$/;

function undecidedFor({ serving }: ServiceReading): Deployment['accelerator'] {
  const image = serving?.container.image?.node.text ?? '';
  if (!serving || !FOR_ACCELERATORS.test(serving.engine.id) || /cpu/i.test(image)) return null;
  return undecidedAccelerator(serving.engine.title);
}

interface Surroundings {
  readonly task: Located;
  readonly service: Located | null;
  readonly object: Located;
  readonly placed: PlacedOn;
}

function noteWhatIsUncounted({ task, service, object, placed }: Surroundings, notes: Notes): void {
  const scheduling = scalarAt(service, 'schedulingStrategy');
  if (scheduling?.node.text === 'DAEMON') {
    notes.add('unsupported', 'One task runs on each instance; one is counted.', scheduling);
  }
  const managed = itemsAt(task, 'requiresCompatibilities')
    .filter(isScalar)
    .find(({ node }) => node.text === 'MANAGED_INSTANCES');
  if (managed) {
    const fee = 'ECS Managed Instances charge a fee on top of each instance, which is not counted.';
    notes.add('unsupported', fee, managed);
  }
  const all = asksForAll(object);
  if (all && !placed.whole) {
    const message = 'It gets all devices of its instance; how many there are is not in the files.';
    notes.add('unresolved-reference', message, all);
  }
}

/** The region in the ARN that ECS gave it, else the one that its logs go to. */
function regionOf(task: Located, container: Located): Sourced<string> | null {
  const arn = writtenAt(task, 'taskDefinitionArn');
  const inArn = /^arn:aws[\w-]*:ecs:([a-z0-9-]+):/.exec(arn?.value ?? '')?.[1];
  if (arn && inArn !== undefined) return { ...arn, value: inArn };
  return writtenAt(container, 'logConfiguration', 'options', 'awslogs-region');
}

function replicasOf(service: Located | null): Sourced<number> {
  return (
    wholeAt(service, 'desiredCount') ??
    defaulted(1, 'desiredCount', 'How many tasks run is not in the files; one is counted')
  );
}
