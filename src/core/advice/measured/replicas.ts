import { formatNumber, formatQuantity, formatTimeRange } from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { assuming } from '../fixes.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Subject } from '../rule.ts';
import { isOutside } from './outside.ts';

/** Share, and replicas, by which a mean may be off: rollouts and restarts come to as much. */
const tolerance = { share: 0.15, replicas: 0.25 } as const;

/** Where other than the estimated number of replicas ran on average. */
export function measuredReplicas(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate, assumptions } = subject;
  const { production } = assumptions.measured;
  const measured = production?.values.replicas;
  if (production === null || measured === undefined) return [];
  const { expected } = estimate.replicas;
  const off = Math.max(tolerance.replicas, expected * tolerance.share);
  if (!isOutside(measured, { min: expected - off, max: expected + off })) return [];
  const { autoscaler, min } = deployment.replicas;
  const from = autoscaler === null ? 'the config asks for' : 'the estimate takes';
  // What the config fixes is not what an assumption changes.
  const fixes =
    autoscaler === null
      ? []
      : assuming(subject, ['replicas'], measured, {
          variant: 'replicas',
          title: `Count the ${formatNumber(measured)} replicas that ran`,
          safe: false,
          needs: null,
          accepts: () => true,
        });
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, min),
      consequence: nothingChanges,
      message: () =>
        `${formatQuantity(measured, 'replica')} ran on average ${formatTimeRange(production.values)} (${production.values.source}); ` +
        `${from} ${formatNumber(expected)}.`,
      tradeOffs: [],
      fixes,
    },
  ];
}
