import type { AcceleratorRequest } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { at, defaulted, itemsAt, isScalar, sourced, textAt, type Located } from '../located.ts';
import { unnamedAccelerator } from '../platforms/accelerators.ts';
import { numberOf } from '../platforms/scalars.ts';
import { interpolated, valueAt, type ComposeEnvironment } from './interpolation.ts';
import type { ComposeService } from './services.ts';

/** The accelerators that a service sees. */
export interface SeenDevices {
  readonly vendor: AcceleratorRequest['vendor'];
  /** Null: all that the host has, or a variable says how many. */
  readonly count: Sourced<number> | null;
  /** The number as it is written, where an edit can change it. */
  readonly countPlace: Located<ScalarNode> | null;
  /** Which ones, where the service names them; null = all of them, or any. */
  readonly ids: readonly string[] | null;
  readonly place: Located;
}

const CAPABILITIES = /^(gpu|nvidia|compute|tpu|amd|neuron)$/i;

/**
 * The accelerators that a service reserves, in any of the forms of the Compose specification: `deploy.resources.
 * reservations.devices`, `gpus`, `runtime: nvidia`, or device files. Null when it asks for none.
 */
export function devicesOf(service: ComposeService): SeenDevices | null {
  const found = reserved(service) ?? byRuntime(service) ?? byDeviceFiles(service);
  if (!found || found.count || found.vendor !== 'NVIDIA') return found;
  return { ...found, count: visibleDevices(service) };
}

function reserved(service: ComposeService): SeenDevices | null {
  const { environment } = service;
  for (const layer of service.layers) {
    const gpus = valueAt(layer, environment, 'gpus');
    if (gpus) {
      const count = numberOf(gpus);
      return { vendor: 'NVIDIA', count, countPlace: count && gpus, ids: null, place: gpus };
    }
    const requests = [
      ...itemsAt(layer, 'deploy', 'resources', 'reservations', 'devices').filter(isAccelerator),
      ...itemsAt(layer, 'gpus'),
    ];
    const [request] = requests;
    if (request) return readRequest(request, environment);
  }
  return null;
}

function isAccelerator(request: Located): boolean {
  const capabilities = itemsAt(request, 'capabilities');
  const driver = textAt(request, 'driver') ?? '';
  return (
    /^(nvidia|amd|cdi|rocm)/i.test(driver) ||
    capabilities.some(
      (item) => (isScalar(item) && CAPABILITIES.test(item.node.text)) || isGroup(item),
    )
  );
}

/** Older files write a list of lists: any of these groups. */
function isGroup(item: Located): boolean {
  return itemsAt(item).some((inner) => isScalar(inner) && CAPABILITIES.test(inner.node.text));
}

function readRequest(request: Located, environment: ComposeEnvironment): SeenDevices {
  const vendor = /amd|rocm/i.test(textAt(request, 'driver') ?? '') ? 'AMD' : 'NVIDIA';
  const ids = itemsAt(request, 'device_ids').filter(isScalar);
  if (ids.length > 0) {
    const names = ids.flatMap((id) => interpolated(id, environment).node.text.split(','));
    const all = names.some((name) => /(^|=)all$/.test(name));
    const place = at(request, 'device_ids') ?? request;
    return {
      vendor,
      count: all ? null : sourced(place, names.length),
      countPlace: null,
      ids: all ? null : names,
      place,
    };
  }
  const written = valueAt(request, environment, 'count');
  // `count: -1` stands for all of them.
  const count = written && numberOf(written);
  return { vendor, count, countPlace: count && written, ids: null, place: written ?? request };
}

const RUNTIMES: Readonly<Record<string, AcceleratorRequest['vendor']>> = {
  nvidia: 'NVIDIA',
  habana: 'Intel',
  amd: 'AMD',
};

function byRuntime(service: ComposeService): SeenDevices | null {
  for (const layer of service.layers) {
    const runtime = valueAt(layer, service.environment, 'runtime');
    const vendor = runtime && RUNTIMES[runtime.node.text];
    if (!vendor) continue;
    const visible = service.variables.get('NVIDIA_VISIBLE_DEVICES')?.value?.node.text;
    if (visible !== undefined && /^(|none|void)$/.test(visible)) return null;
    return { vendor, count: null, countPlace: null, ids: null, place: runtime };
  }
  return null;
}

const DEVICE_FILES: readonly (readonly [RegExp, AcceleratorRequest['vendor']])[] = [
  [/^\/dev\/nvidia\d/, 'NVIDIA'],
  [/^nvidia\.com\/gpu=/, 'NVIDIA'],
  [/^\/dev\/kfd/, 'AMD'],
  [/^\/dev\/(accel\d|vfio)/, 'Google'],
  [/^\/dev\/neuron\d/, 'AWS'],
  [/^\/dev\/(hl\d|accel\/accel\d)/, 'Intel'],
];

/** Device files that are handed to the container; the files of single devices can be counted. */
function byDeviceFiles(service: ComposeService): SeenDevices | null {
  const files = service.layers.flatMap((layer) => itemsAt(layer, 'devices')).filter(isScalar);
  for (const [pattern, vendor] of DEVICE_FILES) {
    const matching = files.filter(({ node }) => pattern.test(node.text));
    const [first] = matching;
    if (!first) continue;
    const counted = matching.every(({ node }) => /\d(:|$)|=\d+$/.test(node.text.trim()));
    return {
      vendor,
      count: counted ? sourced(first, matching.length) : null,
      countPlace: null,
      ids: null,
      place: first,
    };
  }
  return null;
}

/** `CUDA_VISIBLE_DEVICES=0,1` leaves two of all that are there. */
function visibleDevices({ variables }: ComposeService): Sourced<number> | null {
  for (const name of ['CUDA_VISIBLE_DEVICES', 'NVIDIA_VISIBLE_DEVICES']) {
    const value = variables.get(name)?.value;
    if (!value || !/^(\d+|GPU-[\w-]+)(,(\d+|GPU-[\w-]+))*$/.test(value.node.text.trim())) continue;
    return sourced(value, value.node.text.split(',').length);
  }
  return null;
}

/** The request of a deployment. Where nothing says how many devices there are, the ranks of the engine are counted. */
export function requestOf(devices: SeenDevices, ranks: Sourced<number> | null): AcceleratorRequest {
  const count =
    devices.count ??
    ranks ??
    defaulted(1, 'accelerator count', 'The service sees all devices of its host; one is counted');
  return unnamedAccelerator(count, devices.vendor);
}

/** True when two services of one host certainly see a same device: one sees all, or both name it. */
export function overlaps(a: SeenDevices, b: SeenDevices): boolean {
  if (a.vendor !== b.vendor) return false;
  const seesAll = (devices: SeenDevices): boolean => devices.count === null && devices.ids === null;
  if (seesAll(a) || seesAll(b)) return true;
  return a.ids?.some((id) => b.ids?.includes(id)) === true;
}
