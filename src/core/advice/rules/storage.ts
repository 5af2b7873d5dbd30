import { trafficIsStated } from '../../cost/workload.ts';
import type { Volume } from '../../model/deployment.ts';
import type { CostEstimate } from '../../model/estimate.ts';
import { formatDuration, formatGiB, formatMonthly, formatNumber } from '../../report/format.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** USD per month below which a disk is not worth moving. */
const leastExcess = 5;

/** USD per month of starting, or of copies, below which nobody builds a cache. */
const leastMonthly = 20;

/** What a disk for weights needs: a new version beside the old one, and GiB for what engines and hubs keep beside them. */
const versions = 2;
const besideGiB = 10;

/** Disks that are much larger than the weights, copies of them, and starts that download them again and again. */
export const storage: Rule = {
  code: 'storage',
  title: 'Keep the weights once',
  level: 'information',
  scope: 'all',
  explanation:
    'Three ways in which weights cost more than their size: a volume more than twice as large as two versions of them and 10 GiB; ' +
    'a disk of its own for each of several replicas; and starts that download weights and pull an image each time, where the ' +
    'autoscaler starts replicas often enough for the paid starting time to count. The finding says what a month of it costs. ' +
    'Claims cannot shrink, and a shared cache is built by hand: nothing is edited. Not said where the model is not known, and of starts ' +
    'not where traffic is not stated.',
  consequence: { risk: 'low', effort: 'hours', downtime: 'restart', reversible: false },
  check(subject) {
    if (subject.estimate.model === null || subject.estimate.monthly === null) return [];
    const { volumes } = subject.deployment;
    return [
      ...volumes.flatMap((volume) => tooLarge(volume, subject)),
      ...volumes.flatMap((volume) => copies(volume, subject)),
      ...starts(subject),
    ];
  },
};

/**
 * One copy of the weights as they are published, GiB: what the engine quantizes while loading is stored in full. Null where
 * the model is not known.
 */
function weightsGiB({ deployment, estimate, catalog }: Subject): number | null {
  const { model } = estimate;
  if (model === null) return null;
  const published = catalog.model(deployment.model.id?.value ?? '')?.quantization ?? null;
  const type = model.nativeDataType.toLowerCase();
  const native = type.includes('32')
    ? 32
    : type.includes('fp4')
      ? 4.25
      : type.includes('8')
        ? 8
        : 16;
  const bits = catalog.quantization(published ?? '')?.bitsPerWeight ?? native;
  return (model.parameters * bits) / 8 / 2 ** 30;
}

function monthlyOf(volume: Volume, { components }: CostEstimate): number {
  return components.find(({ name }) => name === `Volume ${volume.name}`)?.monthly?.expected ?? 0;
}

function tooLarge(volume: Volume, subject: Subject): readonly FindingDraft[] {
  const { deployment, currency } = subject;
  const weights = weightsGiB(subject);
  const monthly = monthlyOf(volume, subject.estimate);
  if (weights === null || monthly < leastExcess || isShared(volume, subject)) return [];
  const needed = Math.ceil((versions * weights + besideGiB) / 10) * 10;
  const size = volume.sizeGiB.value;
  const excess = monthly * (1 - needed / size);
  if (size < 2 * needed || excess < leastExcess) return [];
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, volume.sizeGiB),
      message: () =>
        `${volume.name} holds ${formatGiB(size)}, the weights take ${formatGiB(weights)}: ${formatGiB(needed)} are enough for two versions ` +
        `of them, for ${formatMonthly(excess, currency)} less. A claim does not shrink: it takes a new one.`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}

/** True where another deployment keeps its own there. */
function isShared({ name, shared }: Volume, subject: Subject): boolean {
  const { namespace } = subject.deployment;
  return (
    shared &&
    subject
      .others()
      .some(
        ({ deployment }) =>
          deployment.namespace === namespace && deployment.volumes.some((one) => one.name === name),
      )
  );
}

function copies(volume: Volume, subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate, currency } = subject;
  const replicas = estimate.replicas.expected;
  const weights = weightsGiB(subject);
  if (volume.shared || weights === null || !(replicas >= 2)) return [];
  const monthly = monthlyOf(volume, estimate);
  const others = monthly * (1 - 1 / replicas);
  if (others < leastMonthly) return [];
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, volume.sizeGiB),
      message: () =>
        `${formatNumber(replicas)} replicas have a disk ${volume.name} each, ${formatMonthly(monthly, currency)}; the weights take ` +
        `${formatGiB(weights)}. One volume that all mount to read would hold them once: ${formatMonthly(others, currency)} are copies.`,
      tradeOffs: [
        'A shared file system costs more per GiB than a disk, and all replicas read from it at once when they start together.',
      ],
      fixes: [],
    },
  ];
}

function starts(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate, currency } = subject;
  if (!trafficIsStated(subject.workload)) return [];
  const starting = estimate.components
    .flatMap(({ parts = [] }) => parts)
    .find(({ name }) => name === 'starting');
  const { parts, seconds } = estimate.coldStart;
  const secondsOf = (pattern: RegExp): number =>
    parts.reduce((sum, { name, value }) => sum + (pattern.test(name) ? Number(value) : 0), 0);
  const weights = secondsOf(/^weights from (hub|object store)/);
  const image = secondsOf(/^(image pull|weights from image)/);
  const paid = ((starting?.monthly ?? 0) * (weights + image)) / Math.max(1, seconds);
  if (paid < leastMonthly) return [];
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.model.location, deployment.model.id),
      message: () =>
        `Each start takes ${formatDuration(seconds)}, of which ${formatDuration(weights)} download weights and ${formatDuration(image)} pull the image: ` +
        `${formatMonthly(paid, currency)} are paid for that. A cache on the nodes or a volume that replicas share, and a smaller image, shorten it.`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}
