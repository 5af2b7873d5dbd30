import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import { policyFinding, stating } from '../policyFinding.ts';
import type { Rule } from '../rule.ts';

/** Nobody says whose deployment it is. */
export const policyLabel: Rule = {
  code: 'policy-label',
  title: 'Label required by policy',
  level: 'warning',
  explanation:
    '`policies.required.labels` of the assumptions file asks who owns a deployment, which team pays for it, or in which ' +
    'environment it runs. Labels and annotations of the config count, and so does the assumptions file.',
  consequence: nothingChanges,
  check(subject) {
    const { deployment, estimate } = subject;
    const missing = stating(subject, ({ required }) => required).map(({ value }) => ({
      level: value.level,
      labels: (value.labels ?? []).filter((label) => estimate.attribution[label] === null),
    }));
    const labels = [...new Set(missing.flatMap((each) => each.labels))];
    const first = missing.find((each) => each.labels.length > 0);
    if (first === undefined) return [];
    return [
      policyFinding(
        placeOf(deployment),
        first.level,
        'warning',
        `Names no ${labels.join(' and no ')}, which policies.required.labels asks for: a label says so, or .servingcost.yaml.`,
      ),
    ];
  },
};
