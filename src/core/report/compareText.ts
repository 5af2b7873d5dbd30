import type { InstanceComparison, InstanceRow, LeftOut, Verdict } from '../compare/comparison.ts';
import type { Change } from '../model/change.ts';
import type { EngineSettingName } from '../model/deployment.ts';
import { formatGiB, formatNumber, formatQuantity, formatRequestRate } from './format.ts';

const verdicts: Readonly<Record<Verdict, string>> = {
  holds: 'yes',
  'misses-slo': 'misses the SLO',
  'loses-requests': 'loses requests',
  'does-not-fit': 'does not fit',
  'no-arithmetic': 'cannot compute it',
  'empty-nodes': 'leaves machines empty',
  'not-allowed': 'not allowed',
  unpriced: 'no price',
  'speed-not-known': 'speed not known',
};

/** Whether a row serves the demand, and what speaks against it: `does not fit: 12 GiB missing per accelerator`. */
export function verdictText({ verdict, reason, shortfallGiB }: InstanceRow): string {
  const missing =
    verdict === 'does-not-fit' ? `${formatGiB(shortfallGiB)} missing per accelerator` : null;
  const why = reason ?? missing;
  return why === null ? verdicts[verdict] : `${verdicts[verdict]}: ${why}`;
}

/** `2 × L4 of 4`: of a replica and, where that is not all, of the machine; `CPU`. */
export function acceleratorsText({
  accelerator,
  count,
  ofMachine,
  vcpus,
}: Pick<InstanceRow, 'accelerator' | 'count' | 'ofMachine' | 'vcpus'>): string {
  if (accelerator === null) return 'CPU';
  const isPart = vcpus !== null && ofMachine > count;
  return `${count} × ${accelerator}${isPart ? ` of ${formatNumber(ofMachine)}` : ''}`;
}

/** `4 vCPU, 16 GiB`. */
export function sizeText({ vcpus, memoryGiB }: InstanceRow): string {
  return [
    vcpus === null ? null : `${formatNumber(vcpus)} vCPU`,
    memoryGiB === null ? null : formatGiB(memoryGiB),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

const settingNames: Readonly<Partial<Record<EngineSettingName, string>>> = {
  tensorParallel: 'tensor parallel',
  pipelineParallel: 'pipeline parallel',
  dataParallel: 'data parallel',
  expertParallel: 'expert parallel',
};

/** What is different besides the machine: `2 accelerators, tensor parallel 2, 3 replicas`. */
export function besidesText({ besides }: InstanceRow): string {
  return besides.map(changeText).join(', ');
}

function changeText(change: Change): string {
  switch (change.kind) {
    case 'set-accelerator-count':
      return formatQuantity(change.count, 'accelerator');
    case 'set-engine-setting': {
      const name = settingNames[change.setting] ?? change.setting;
      return change.value === null ? `no ${name}` : `${name} ${String(change.value)}`;
    }
    case 'set-replicas': {
      const { min, max } = change;
      if (min !== undefined && max !== undefined && min !== max) return `${min}–${max} replicas`;
      return min !== undefined
        ? formatQuantity(min, 'replica')
        : `${formatNumber(max ?? 0)} replicas at most`;
    }
    default:
      return change.kind;
  }
}

/** What holds for all rows, a sentence each. */
export function comparisonNotes({
  demand,
  hasObjective,
  rows,
}: InstanceComparison): readonly string[] {
  const [current] = rows;
  return [
    demand === null
      ? 'No traffic is stated, and how fast it is, is not known: machines are priced with today’s replicas.'
      : `Every row serves ${formatRequestRate(demand.mean)}, ${formatRequestRate(demand.peak)} at the busiest, with as many replicas as that takes${demand.stated ? '' : '. No traffic is stated: it is what it is sized for today'}.`,
    ...(hasObjective
      ? []
      : [
          'No latency limit is stated, so none can be missed: state one to leave slow machines out.',
        ]),
    ...(current?.verdict === 'speed-not-known'
      ? ['How fast the model is, is not known: nothing says which machine serves it.']
      : []),
    ...(rows.some(({ verdict }) => verdict === 'empty-nodes')
      ? [
          'A row that leaves machines empty is priced by its share of them: the rest has to be filled by others.',
        ]
      : []),
  ];
}

/** How many machines were left out for each reason, most first: `12 burstable: not for steady serving`. */
export function leftTexts(left: readonly LeftOut[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { reason } of left) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${formatNumber(count)}: ${reason}`);
}
