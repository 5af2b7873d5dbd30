import { formatMonthly, formatPercent, formatUnitCost } from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import { policyFinding, stating } from '../policyFinding.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** More of it stands idle, or a token costs more, than policies allow. */
export const policyLimit: Rule = {
  code: 'policy-limit',
  title: 'Above a limit of policy',
  level: 'warning',
  explanation:
    '`policies.limits` of the assumptions file bounds the share of the compute cost that stands idle and what a million ' +
    'tokens cost. Both depend on the traffic, so nothing is claimed where nobody states it.',
  consequence: nothingChanges,
  check(subject) {
    const { origin } = subject.workload.requestsPerSecond;
    if (origin.kind === 'default' || origin.kind === 'derived') return [];
    return [...idle(subject), ...unitCost(subject)];
  },
};

function idle(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate, currency } = subject;
  const compute = estimate.components.filter(({ category }) => category === 'compute');
  const usd = compute
    .flatMap(({ parts = [] }) => parts.filter(({ name }) => name === 'idle'))
    .reduce((sum, { monthly }) => sum + monthly, 0);
  const share = estimate.byCategory.compute > 0 ? usd / estimate.byCategory.compute : 0;
  return broken(subject, ({ idleShare }) => idleShare, share).map(({ limit, level }) =>
    policyFinding(
      placeOf(deployment, deployment.replicas.min),
      level,
      'warning',
      `${formatPercent(share)} of the compute cost stands idle, ${formatMonthly(usd, currency)}; ` +
        `at most ${formatPercent(limit)} is allowed (policies.limits.idleShare).`,
    ),
  );
}

function unitCost(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate, currency } = subject;
  const cost = estimate.unit.perMillionTokens;
  if (cost === null) return [];
  const text = (usd: number): string => formatUnitCost(usd, 'perMillionTokens', currency);
  return broken(subject, ({ perMillionTokens }) => perMillionTokens, cost).map(({ limit, level }) =>
    policyFinding(
      placeOf(deployment),
      level,
      'warning',
      `Costs ${text(cost)}; at most ${text(limit)} is allowed (policies.limits.perMillionTokens).`,
    ),
  );
}

type Limits = NonNullable<Subject['policies'][number]['values']['limits']>;

/** The tightest limit that a value is above. */
function broken(
  subject: Subject,
  read: (limits: Limits) => number | undefined,
  value: number,
): readonly { readonly limit: number; readonly level: Limits['level'] }[] {
  return stating(subject, ({ limits }) => limits)
    .flatMap(({ value: limits }) => {
      const limit = read(limits);
      return limit === undefined || value <= limit ? [] : [{ limit, level: limits.level }];
    })
    .sort((a, b) => a.limit - b.limit)
    .slice(0, 1);
}
