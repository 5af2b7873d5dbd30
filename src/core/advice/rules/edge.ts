import { formatGiB, formatMonthly, formatQuantity } from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** MB of weights at 8 bits up to which a model is commonly shipped inside an app or a page: the 100 MB class. */
const appClassMB = 100;

/** USD per month below which its server is not worth a second delivery of the model. */
const leastMonthly = 50;

/**
 * Devices at the edge and the memory that a model may take of them, GiB: what is left of it beside system and application is
 * taken as 75%, and of a phone as a quarter. Raspberry Pi 5: 16 GB (raspberrypi.com, 2025); Jetson Orin Nano 8 GB, Orin NX 16 GB,
 * AGX Orin 64 GB, Thor 128 GB (NVIDIA, Jetson modules, 2025); phones of 2025 with 12 GB.
 */
const devices: readonly { readonly name: RegExp; readonly title: string; readonly gib: number }[] =
  [
    { name: /\braspberry|\brpi\d?\b/, title: 'a Raspberry Pi 5 (16 GB)', gib: 11 },
    { name: /orin[-_]?nano/, title: 'a Jetson Orin Nano (8 GB)', gib: 5.6 },
    { name: /orin[-_]?nx/, title: 'a Jetson Orin NX (16 GB)', gib: 11 },
    { name: /agx[-_]?orin|\borin\b/, title: 'a Jetson AGX Orin (64 GB)', gib: 45 },
    { name: /jetson[-_]?thor\b/, title: 'a Jetson Thor (128 GB)', gib: 89 },
    { name: /\bphones?\b|\bandroid\b|\bios\b/, title: 'a phone (12 GB)', gib: 2.8 },
    {
      name: /jetson|(?:^|[-_/ ])edge(?!-case)(?:[-_/ .]|$)|on[-_]?device/,
      title: 'a Jetson Thor (128 GB)',
      gib: 89,
    },
  ];

/** A model that needs no server of its own, or one that is meant for a device that does not hold it. */
export const edge: Rule = {
  code: 'edge',
  title: 'At the edge',
  level: 'information',
  explanation:
    'A model whose weights are at most 100 MB at 8 bits is commonly shipped inside an app, a page or a device, where answering ' +
    'costs nothing a month; the finding says what its accelerators cost instead. A deployment that its name, namespace, ' +
    'environment or folder puts at the edge is compared with the memory of the device that is named (Jetson, Raspberry Pi, a phone; where none ' +
    'is, the largest module): a warning where the weights do not fit even in 4 bits. What runs there stays a decision about updates, secrecy and who ' +
    'pays for the device. Hardware of one’s own is priced with purchase: owned.',
  consequence: { ...nothingChanges, effort: 'days' },
  check(subject) {
    const found = cannotFit(subject) ?? couldLeave(subject);
    return found === null ? [] : [found];
  },
};

function couldLeave({ deployment, estimate, currency }: Subject): FindingDraft | null {
  const { model, monthly, hardware } = estimate;
  if (model === null || monthly === null || hardware?.accelerator == null) return null;
  if (hardware.purchase.value === 'owned') return null;
  const megabytes = model.parameters / 1e6;
  if (!(megabytes <= appClassMB) || monthly.expected < leastMonthly) return null;
  return {
    kind: 'problem',
    ...placeOf(deployment, deployment.model.id, deployment.accelerator?.count),
    message: () =>
      `${model.id} is ${formatQuantity(Math.max(1, Math.round(megabytes)), 'MB', 'MB')} at 8 bits: small enough to run in the app, on a device or on CPUs that are ` +
      `there anyway. Its ${hardware.accelerator?.id ?? 'accelerator'} costs ${formatMonthly(monthly.expected, currency, estimate.lowerBound)}.`,
    tradeOffs: [
      'Devices run the version of the model that they were shipped with, and whoever has the device has the model.',
    ],
    fixes: [],
  };
}

function cannotFit(subject: Subject): FindingDraft | null {
  const { deployment, estimate } = subject;
  const { model } = estimate;
  if (model === null) return null;
  const device = claimedDevice(subject);
  if (device === null) return null;
  const gib = (model.parameters * 0.5) / 2 ** 30;
  if (gib <= device.gib) return null;
  return {
    kind: 'problem',
    level: 'warning',
    ...placeOf(deployment, deployment.model.id),
    message: () =>
      `${model.id} needs ${formatGiB(gib)} for its weights in 4 bits; ${device.title} has room for ${formatGiB(device.gib)}. It cannot run at the edge: ` +
      'a smaller model there, or this one in a data centre.',
    tradeOffs: [],
    fixes: [],
  };
}

/** By what the deployment is called, and the last folders it lies in. */
function claimedDevice({ deployment, estimate }: Subject): (typeof devices)[number] | null {
  const folders = deployment.uri.split('/').slice(-3).join('/');
  const { name, namespace } = deployment;
  const environment = estimate.attribution.environment?.value;
  const words = [name, namespace, environment, folders].join(' ').toLowerCase();
  return devices.find((device) => device.name.test(words)) ?? null;
}
