import { assuming } from '../fixes.ts';
import { nonProductionEnvironment } from '../statedDemand.ts';
import { placeOf } from '../place.ts';
import type { Rule } from '../rule.ts';

/** Share of the hours of a month that count as always on. */
const alwaysOn = 0.95;

/** Hours of a month, as clouds bill. */
const calendarHours = 730;

/** Nobody uses a development or staging environment at night. */
export const schedule: Rule = {
  code: 'schedule',
  title: 'Switch it off at night',
  level: 'information',
  explanation:
    'A deployment whose environment is stated as development, test or staging (a label, a namespace called so, or ' +
    '`environment` in the assumptions) and that runs in every hour. Proposed: to run on weekdays from 7 to 20 only, 65 ' +
    'of 168 hours a week, which the assumptions then count. What stops and starts it is for a person to set up. Not ' +
    'proposed for what scales to zero by itself, is committed to, or has batch work to do.',
  consequence: { risk: 'low', effort: 'hours', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment, estimate, workload } = subject;
    const environment = nonProductionEnvironment(estimate);
    if (environment === null || deployment.replicas.min.value < 1) return [];
    if (estimate.hoursPerMonth < alwaysOn * calendarHours) return [];
    if (workload.latencyClass.value === 'batch' || isCommitted(estimate.hardware?.purchase.value)) {
      return [];
    }
    if (deployment.supply.kind !== 'replicas' && deployment.supply.kind !== 'managed') return [];
    return [
      {
        kind: 'saving',
        ...placeOf(deployment, deployment.environment, deployment.replicas.min),
        message: () =>
          `This is ${environment}, and it runs in all 168 hours of the week; weekdays from 7 to 20 are 65.`,
        tradeOffs: ['Nobody can use it at night and on weekends without starting it first.'],
        fixes: assuming(subject, ['schedule'], 'business-hours', {
          variant: 'business-hours',
          title: 'Run it in business hours only',
          safe: false,
          needs: stopper(deployment.format, deployment.inCluster !== false),
          accepts: ({ monthlySaving }) => (monthlySaving ?? 0) > 0,
        }),
      },
    ];
  },
};

function isCommitted(purchase: string | undefined): boolean {
  return purchase === 'reserved-1y' || purchase === 'reserved-3y' || purchase === 'owned';
}

function stopper(format: string, inCluster: boolean): string {
  if (inCluster && format !== 'sagemaker') {
    return 'Something must scale it to zero at night: a cron trigger of KEDA, kube-downscaler, or a CronJob.';
  }
  return 'Something must stop it at night: a scheduled action of the platform, or a pipeline.';
}
