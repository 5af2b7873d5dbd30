import { formatMonthly } from '../../report/format.ts';
import { placeOf } from '../place.ts';
import { policyFinding, policyFix } from '../policyFinding.ts';
import type { Rule } from '../rule.ts';
import { outsideProduction } from './policy-spot.ts';

/** Outside production, nothing may run without load. */
export const policyScaleToZero: Rule = {
  code: 'policy-scale-to-zero',
  title: 'Scale to zero required by policy',
  level: 'warning',
  explanation:
    '`policies.outsideProduction.scaleToZero` of the assumptions file requires that replicas go to zero without load, of ' +
    'deployments whose environment is known and is none of `policies.production`. Where an autoscaler is there, its ' +
    'minimum of zero is proposed; a config without one needs it first (KEDA, Knative or the platform’s own).',
  consequence: { risk: 'low', effort: 'minutes', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment, estimate, currency } = subject;
    const { kind } = deployment.supply;
    if (kind === 'serverless' || kind === 'api' || kind === 'units') return [];
    const environment = outsideProduction(subject, ({ scaleToZero }) => scaleToZero === true);
    const { min, autoscaler } = deployment.replicas;
    if (environment === null || min.value <= 0) return [];
    const least = estimate.monthly?.min;
    const cost = least === undefined ? '' : `, ${formatMonthly(least, currency)} without a request`;
    return [
      policyFinding(
        placeOf(deployment, min),
        environment.level,
        'warning',
        `${min.value === 1 ? 'One replica always runs' : `${min.value} replicas always run`} in ${environment.name}${cost}; ` +
          `it has to scale to zero (policies.outsideProduction.scaleToZero).`,
        // The one of Kubernetes itself does not go to zero.
        autoscaler === null || autoscaler.kind === 'hpa'
          ? []
          : policyFix(subject, {
              variant: 'zero',
              title: 'Scale to zero',
              needs: null,
              changes: [{ kind: 'set-replicas', min: 0 }],
              isKept: (after) => after.replicas.min === 0,
            }),
      ),
    ];
  },
};
