import type { Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { isToolImage } from '../engines/engines.ts';
import type { ReadContext } from '../format.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { at, defaulted, textAt, type Located } from '../located.ts';
import { listens } from '../pods/container.ts';
import { servesNothing } from '../pods/engineChoice.ts';
import { modelsLoadedIn } from '../pods/models.ts';
import { collectNotes } from '../pods/notes.ts';
import { unnamedAccelerator } from '../platforms/accelerators.ts';
import { fixedReplicas, platformDeployment } from '../platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { numberOf } from '../platforms/scalars.ts';
import { readService, type ServiceReading } from '../platforms/service.ts';
import { NOT_A_SERVER } from '../kubernetes/deviceWorkload.ts';
import { containerOf, variablesOf } from './containers.ts';
import { devicesOf, overlaps, requestOf, type SeenDevices } from './devices.ts';
import { composeStep } from './edits.ts';
import { valueAt } from './interpolation.ts';
import { isCompletedElsewhere, servicesOf, type ComposeService } from './services.ts';
import { gibibytes } from './sizes.ts';

/** Docker Compose: the services of one host that run a model server or see its accelerators. */
export const compose = documentFormat({
  id: 'docker-compose',
  documentation: {
    title: 'Docker Compose',
    files:
      'YAML files with a `services` mapping in which a service runs a model server or sees accelerators',
    reads:
      'image, command, environment and `.env`, `${VAR:-default}`, reserved devices, `gpus` and `runtime`, replicas; joined with `extends`, `env_file` and the file that an override adds to',
    edits:
      'flags and variables of the engine, the model, `count` of the devices, `deploy.replicas`; hardware is not named in a Compose file, so that is set in the assumptions',
  },
  mayRead: ({ text }) => /^[ \t\uFEFF]*["']?services["']?\s*:/m.test(text),
  readDocument: (root, context) => {
    const services = servicesOf(root, context.files) ?? [];
    const here = services.filter(
      ({ name }) => !isCompletedElsewhere(name, root.file, context.files),
    );
    const read = here.flatMap((service) => readComposeService(service, root, context) ?? []);
    return read.map(({ editable, devices }) => {
      const sharing = read.filter(
        (other) =>
          devices &&
          other.devices &&
          other.editable !== editable &&
          overlaps(devices, other.devices),
      );
      return sharing.length === 0 ? editable : withSharing(editable, sharing.map(nameOf), devices);
    });
  },
});

function readComposeService(
  service: ComposeService,
  root: DocumentRoot,
  context: ReadContext,
): ReadComposeService | null {
  const [object] = service.layers;
  if (!object) return null;
  const { catalog, files } = context;
  const notes = collectNotes(root.file.source.uri, service.nameSpan);
  const container = containerOf(service);
  const variables = variablesOf(service);
  const read = readService({ containers: [container], variables, catalog, notes, files });
  const devices = devicesOf(service);
  if (!read.serving && !isDeviceServer(service, read, devices)) return null;
  const loaded = read.serving?.engine.id === 'ollama' ? ollamaModel(service, root, read) : null;
  const accelerator = acceleratorOf(service, read, devices);
  if (devices && !devices.count) {
    notes.add(
      'unresolved-reference',
      'The service sees all devices of its host; how many there are is not in the files.',
      devices.place,
    );
  }
  const deployment = platformDeployment(
    {
      format: compose.id,
      kind: 'service',
      name: service.name,
      nameSpan: service.nameSpan,
      object,
    },
    root,
    {
      ...read.values,
      ...(loaded ? { model: { id: loaded, location: null } } : {}),
      accelerator,
      cpuCores: firstValue(service, CPUS, numberOf),
      memoryGiB: firstValue(service, MEMORY, gibibytes),
      supply: { kind: 'replicas' },
      inCluster: false,
      replicas: fixedReplicas(replicasOf(service)),
      uris: [...new Set([...urisOf(service, root), ...(read.configUris ?? [])])],
      notes: notes.list,
    },
  );
  const step = composeStep({ deployment, service, read, devices, object });
  return { editable: { deployment, step }, devices };
}

interface ReadComposeService {
  readonly editable: EditableDeployment;
  readonly devices: SeenDevices | null;
}

function nameOf({ editable }: ReadComposeService): string {
  return editable.deployment.name;
}

/** All services of a file run on one host: what several of them see is paid once, but priced for each. */
function withSharing(
  editable: EditableDeployment,
  others: readonly string[],
  devices: SeenDevices | null,
): EditableDeployment {
  const { deployment } = editable;
  const message = `${others.join(', ')} may use the same accelerators of this host; they are priced for each.`;
  const isHere = devices?.place.file.source.uri === deployment.uri;
  const span = devices && isHere ? devices.place.node.span : deployment.nameSpan;
  const note = { code: 'conflict', message, span } as const;
  return { ...editable, deployment: { ...deployment, notes: [...deployment.notes, note] } };
}

/** An engine that is not known, in a service that holds accelerators and answers others. */
function isDeviceServer(
  service: ComposeService,
  read: ServiceReading,
  devices: SeenDevices | null,
): boolean {
  if (!devices || !service.layers[0]) return false;
  const container = containerOf(service);
  const image = container.image?.node.text ?? '';
  if (NOT_A_SERVER.test(image) || isToolImage(image) || servesNothing(container)) return false;
  if (NOT_A_SERVER.test(service.name) || HOME_MEDIA.test(image)) return false;
  // An override says only what it adds: a model is enough to know that the service has one.
  return listens(container) || read.values.model.id !== null || isWorker(service);
}

/** What people run at home on a GPU besides models: media, recordings, desktops, games, folding. */
const HOME_MEDIA =
  /jellyfin|plex|emby|tdarr|handbrake|frigate|kasm|selkies|webtop|steam|sunshine|wolf|folding|boinc|hashcat|blender|obs-|unmanic|immich-server|photoprism|nextcloud|postgres|mongo|redis/i;

/** Without ports, health check or model: a program of one's own that is kept running. */
function isWorker({ layers }: ComposeService): boolean {
  return layers.some((layer) => /^(always|unless-stopped)$/.test(textAt(layer, 'restart') ?? ''));
}

function acceleratorOf(
  service: ComposeService,
  { values: { settings }, serving }: ServiceReading,
  devices: SeenDevices | null,
): Deployment['accelerator'] {
  const { tensorParallel, pipelineParallel } = settings;
  const product = (tensorParallel?.value ?? 1) * (pipelineParallel?.value ?? 1);
  const ranks = tensorParallel ? { ...tensorParallel, value: product } : null;
  if (devices) return requestOf(devices, ranks);
  // Images for TPUs are run with the rights of the host, which shows them its chips.
  const image = serving?.container.image;
  const isPrivileged = service.layers.some((layer) => textAt(layer, 'privileged') === 'true');
  if (!image || !isPrivileged || !/(^|[-_/])tpu($|[-_:])/.test(image.node.text)) return null;
  const one = defaulted(1, 'accelerator count', 'The container sees all chips; one is counted');
  return unnamedAccelerator(ranks ?? one, 'Google');
}

/** What the service, or another one beside it, loads into Ollama. */
function ollamaModel(
  service: ComposeService,
  root: DocumentRoot,
  read: ServiceReading,
): Sourced<string> | null {
  if (read.values.model.id) return null;
  const others = at(root, 'services');
  const places: readonly Located[] = [...service.layers, ...(others ? [others] : [])];
  for (const place of places) {
    const [found] = modelsLoadedIn(place);
    if (found) return found.id;
  }
  return null;
}

const CPUS = [
  ['deploy', 'resources', 'reservations', 'cpus'],
  ['deploy', 'resources', 'limits', 'cpus'],
  ['cpus'],
];
const MEMORY = [
  ['deploy', 'resources', 'reservations', 'memory'],
  ['deploy', 'resources', 'limits', 'memory'],
  ['mem_limit'],
];
const REPLICAS = [['deploy', 'replicas'], ['scale']];

function firstValue(
  { layers, environment }: ComposeService,
  paths: readonly string[][],
  parse: (scalar: NonNullable<ReturnType<typeof valueAt>>) => Sourced<number> | null,
): Sourced<number> | null {
  for (const layer of layers) {
    for (const path of paths) {
      const found = valueAt(layer, environment, ...path);
      const value = found && parse(found);
      if (value) return value;
    }
  }
  return null;
}

function replicasOf(service: ComposeService): Sourced<number> {
  const written = firstValue(service, REPLICAS, numberOf);
  return written ?? defaulted(1, 'replicas', 'A service without a number runs once');
}

function urisOf(service: ComposeService, root: DocumentRoot): string[] {
  const places = [
    ...service.layers.map(({ file }) => file.source.uri),
    ...[...variablesOf(service).values()].flatMap(({ value }) =>
      value ? [value.file.source.uri] : [],
    ),
  ];
  return [...new Set([root.file.source.uri, ...places])];
}
