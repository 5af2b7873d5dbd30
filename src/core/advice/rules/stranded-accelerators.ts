import { nothingChanges } from '../consequences.ts';
import { formatMonthly } from '../../report/format.ts';
import { placeOf } from '../place.ts';
import type { Rule } from '../rule.ts';

/** USD per month of idle neighbours below which nothing is said. */
const leastDifference = 50;

/** A pod takes part of a node; if nothing else runs there, the whole node is paid. */
export const strandedAccelerators: Rule = {
  code: 'stranded-accelerators',
  title: 'Part of a node',
  level: 'information',
  explanation:
    'A pod that asks for one accelerator of a machine with eight is priced at its share of the machine. When nothing ' +
    'else runs beside it the whole machine is paid; the finding says how much that is.',
  consequence: nothingChanges,
  check({ deployment, estimate, currency }) {
    const { wholeNodeMonthly, monthly, hardware } = estimate;
    if (wholeNodeMonthly === null || monthly === null || hardware?.instance == null) return [];
    const difference = wholeNodeMonthly.expected - monthly.expected;
    if (difference < leastDifference) return [];
    const { name, acceleratorCount } = hardware.instance.instance;
    const part =
      acceleratorCount > 0
        ? `${deployment.accelerator?.count.value ?? 0} of the ${acceleratorCount} accelerators`
        : 'part';
    return [
      {
        kind: 'problem',
        ...placeOf(deployment, deployment.accelerator?.count, deployment.cpuCores),
        message: () =>
          `Uses ${part} of ${name}. Priced at its share; if nothing else runs on the node it is ` +
          `${formatMonthly(wholeNodeMonthly.expected, currency)}, ${formatMonthly(difference, currency)} more.`,
        tradeOffs: [],
        fixes: [],
      },
    ];
  },
};
