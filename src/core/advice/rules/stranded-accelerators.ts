import type { PricedInstance } from '../../model/catalog.ts';
import { nothingChanges, settingChanges } from '../consequences.ts';
import { formatMonthly } from '../../report/format.ts';
import { placeOf } from '../place.ts';
import { runsInOnePod, undividedHeads, unusedAccelerators } from '../ranks.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** USD per month of idle neighbours below which nothing is said. */
const leastDifference = 50;

/** Accelerators that are paid and do no work: left over in a node, not used by the engine, or asked for in vain. */
export const strandedAccelerators: Rule = {
  code: 'stranded-accelerators',
  title: 'Accelerators that do no work',
  level: 'information',
  explanation:
    'A pod that asks for one accelerator of a machine with eight is priced at its share of the machine. When nothing ' +
    'else runs beside it the whole machine is paid; the finding says how much that is, and what of it no pod of this ' +
    'size can use. A warning where the engine is told to use fewer accelerators than the pod gets (' +
    '--tensor-parallel-size 4 on 8). An error where the ranks do not divide the attention heads, which engines refuse, ' +
    'and where a pod asks for more accelerators than the named machine has, so that it never starts.',
  consequence: settingChanges,
  check(subject) {
    const undivided = undividedHeads(subject);
    const larger = largerThanNode(subject);
    return [
      ...undivided,
      ...(undivided.length > 0 ? [] : unusedAccelerators(subject)),
      ...larger,
      ...(larger.length > 0 ? [] : partOfNode(subject)),
    ];
  },
};

function largerThanNode(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate } = subject;
  const { hardware } = estimate;
  const count = deployment.accelerator?.count;
  if (hardware?.instance == null || count?.origin.kind !== 'config') return [];
  if (!runsInOnePod(deployment) || estimate.candidates.length > 0) return [];
  if (deployment.accelerator?.slice !== null) return [];
  // Chips without a machine around them are sold one by one and come in slices of any size.
  if (hardware.instance.instance.vcpus === null) return [];
  const perPod = count.value / deployment.podsPerReplica.value;
  const isNamed = deployment.placement.instanceType !== null;
  const sizes = isNamed ? [hardware.instance] : machinesLike(subject);
  const [largest] = sizes.toSorted(
    (a, b) => b.instance.acceleratorCount - a.instance.acceleratorCount,
  );
  if (largest === undefined || perPod <= largest.instance.acceleratorCount) return [];
  const { name, acceleratorCount } = largest.instance;
  return [
    {
      kind: 'problem',
      level: isNamed ? 'error' : 'warning',
      consequence: nothingChanges,
      ...placeOf(deployment, count),
      message: () =>
        `Asks for ${perPod} accelerators in one pod, and ` +
        (isNamed
          ? `${name} has ${acceleratorCount}. A pod does not span nodes: it never starts.`
          : `${name}, the largest such machine in the price list, has ${acceleratorCount}. A pod does not span nodes: it would stay pending.`),
      tradeOffs: [],
      fixes: [],
    },
  ];
}

/** Machines with the accelerator where the deployment is priced. */
function machinesLike({ estimate: { hardware }, catalog }: Subject): readonly PricedInstance[] {
  const priced = hardware?.instance ?? null;
  return priced === null || hardware?.accelerator == null
    ? []
    : catalog.instancesWith(hardware.accelerator.id, priced.instance.provider, priced.region);
}

function partOfNode(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate, currency } = subject;
  const { wholeNodeMonthly, monthly, hardware } = estimate;
  if (wholeNodeMonthly === null || monthly === null || hardware?.instance == null) return [];
  const difference = wholeNodeMonthly.expected - monthly.expected;
  if (difference < leastDifference) return [];
  const { name, acceleratorCount } = hardware.instance.instance;
  const count = deployment.accelerator?.count.value ?? 0;
  // Where nobody named the machine and one of just this size is sold, no larger one is to blame.
  const isSold = machinesLike(subject).some(
    ({ instance }) => instance.acceleratorCount * deployment.podsPerReplica.value === count,
  );
  if (deployment.placement.instanceType === null && isSold) return [];
  const part = acceleratorCount > 0 ? `${count} of the ${acceleratorCount} accelerators` : 'part';
  const rest = deployment.accelerator?.slice === null ? acceleratorCount % count : 0;
  // Left over whatever number of such pods shares the node.
  const left =
    rest > 0 && count > 1
      ? ` ${acceleratorCount} is no multiple of ${count}: ${rest} stay${rest === 1 ? 's' : ''} free for smaller pods only.`
      : '';
  return [
    {
      kind: 'problem',
      consequence: nothingChanges,
      ...placeOf(deployment, deployment.accelerator?.count, deployment.cpuCores),
      message: () =>
        `Uses ${part} of ${name}. Priced at its share; if nothing else runs on the node it is ` +
        `${formatMonthly(wholeNodeMonthly.expected, currency)}, ${formatMonthly(difference, currency)} more.${left}`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}
