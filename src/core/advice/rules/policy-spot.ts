import { isProduction } from '../../assumptions/policies.ts';
import { placeOf } from '../place.ts';
import { policyFinding, policyFix, stating } from '../policyFinding.ts';
import type { Rule, Subject } from '../rule.ts';

/** Outside production, capacity has to be spot. */
export const policySpot: Rule = {
  code: 'policy-spot',
  title: 'Spot capacity required by policy',
  level: 'warning',
  explanation:
    '`policies.outsideProduction.spot` of the assumptions file requires spot capacity of deployments whose environment ' +
    'is known and is none of `policies.production`. Serverless capacity, hosted models and hardware of one’s own are ' +
    'not meant. A missing environment is not taken for one: `policies.required.labels` can ask for it.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    const { deployment, estimate } = subject;
    const { hardware } = estimate;
    const environment = outsideProduction(subject, ({ spot }) => spot === true);
    if (environment === null || hardware === null) return [];
    const purchase = hardware.purchase.value;
    if (purchase === 'spot' || purchase === 'serverless' || purchase === 'owned') return [];
    const provider = hardware.instance?.instance.provider;
    return [
      policyFinding(
        placeOf(deployment, deployment.placement.purchase, deployment.accelerator?.count),
        environment.level,
        'warning',
        `Runs ${purchase} in ${environment.name}, where spot capacity is required (policies.outsideProduction.spot).`,
        provider === undefined
          ? []
          : policyFix(subject, {
              variant: 'spot',
              title: 'Run on spot capacity',
              needs:
                deployment.placement.spotPermitted?.value === true
                  ? null
                  : 'The cluster needs a node pool that offers spot capacity.',
              changes: [{ kind: 'use-spot', provider }],
              isKept: (after) => after.hardware?.purchase.value === 'spot',
            }),
      ),
    ];
  },
};

type Block = NonNullable<Subject['policies'][number]['values']['outsideProduction']>;

/** The environment that a policy of what is not production counts for; null when none does. */
export function outsideProduction(
  subject: Subject,
  requires: (block: Block) => boolean,
): { readonly name: string; readonly level: Block['level'] } | null {
  const name = subject.estimate.attribution.environment?.value;
  if (name === undefined) return null;
  const found = stating(subject, ({ outsideProduction: block }) => block).find(
    ({ policies, value }) => requires(value) && !isProduction(name, policies),
  );
  return found === undefined ? null : { name, level: found.value.level };
}
