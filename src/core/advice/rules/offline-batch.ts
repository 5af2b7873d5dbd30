import { trafficIsStated } from '../../cost/workload.ts';
import { offerTaken } from '../gateway.ts';
import { formatMoney, formatNumber, formatPercent } from '../../report/format.ts';
import type { ApiPrice } from '../../model/catalog.ts';
import type { ServingPlatform } from '../../model/deployment.ts';
import { placeOf } from '../place.ts';
import type { Advice, Rule, Subject } from '../rule.ts';

/** USD a month that must be saved before callers are changed. */
const worthChanging = 50;

/** Replicas that work less of the time than this are paid mostly for waiting. */
const mostlyWaiting = 0.5;

/** Work that can wait, at the prices of work that cannot. */
export const offlineBatch: Rule = {
  code: 'offline-batch',
  title: 'Run offline work in batches',
  level: 'information',
  explanation:
    'Work that can wait a day (workload.latencyClass: batch) is sold for less: providers of hosted models answer batches ' +
    'within a day at about half the price, and platforms run batch jobs that are paid while they work instead of ' +
    'endpoints that are paid all the time. Said with what the month would cost, where the class and the traffic are stated. ' +
    'There is no edit: callers send batches, or a job replaces the endpoint. Silent for interactive and real-time work, ' +
    'and where api.batchShare says that requests go in batches already.',
  consequence: { risk: 'low', effort: 'days', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment, workload, estimate } = subject;
    if (workload.latencyClass.value !== 'batch' || !trafficIsStated(subject.workload)) return [];
    if (estimate.monthly === null || estimate.lowerBound) return [];
    switch (deployment.supply.kind) {
      case 'api':
        return hosted(subject);
      case 'managed':
        return endpoint(subject, deployment.supply.platform);
      default:
        return [];
    }
  },
};

/** What each live line of the bill would cost at the price for batches. */
function hosted(subject: Subject): readonly Advice[] {
  const { deployment, estimate, currency } = subject;
  const offer = offerTaken(subject);
  if (offer?.batchInput == null) return noBatches(subject);
  const saved = estimate.components.reduce((sum, { name, quantity, unitPrice }) => {
    const price = name === 'Input tokens' ? offer.batchInput : batchOutput(name, offer);
    const isLive = price !== null && quantity !== null && unitPrice !== null;
    return isLive ? sum + quantity * Math.max(0, unitPrice - price) : sum;
  }, 0);
  const month = estimate.monthly?.expected ?? 0;
  if (saved < Math.max(worthChanging, 0.05 * month)) return [];
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.supply.kind === 'api' ? deployment.supply.model : null),
      message: () =>
        `This work can wait, and ${offer.provider} answers batches within a day for less: ${formatMoney(month - saved, currency)} a month instead of ${formatMoney(month, currency)}. Send it through the batch interface, and state api.batchShare.`,
      tradeOffs: [
        'Answers come within 24 hours, in files; callers have to collect them.',
        `List price of batches: ${offer.source}, ${offer.asOf}.`,
      ],
      fixes: [],
    },
  ];
}

function batchOutput(name: string, { batchOutput: price }: ApiPrice): number | null {
  return name === 'Output tokens' ? price : null;
}

/** A provider without prices for batches: nothing is proposed, and nothing is claimed. */
function noBatches({ estimate }: Subject): readonly Advice[] {
  const month = estimate.monthly?.expected ?? 0;
  return month < 2 * worthChanging
    ? []
    : [{ kind: 'held-back', reason: 'no price of batches is known for this model' }];
}

const batchJobs: Partial<Record<ServingPlatform, string>> = {
  'aws-sagemaker': 'a batch transform job',
  'azure-ml': 'a batch endpoint',
  'gcp-vertex': 'a batch prediction job',
};

/** An endpoint that is up all month for work that takes a part of it. */
function endpoint(subject: Subject, platform: ServingPlatform): readonly Advice[] {
  const { deployment, estimate, currency } = subject;
  const job = batchJobs[platform];
  const busy = estimate.utilization;
  if (job === undefined || busy === null || busy >= mostlyWaiting || busy <= 0) return [];
  const hours = estimate.hoursPerMonth;
  const compute = estimate.byCategory.compute;
  const saved = compute * (1 - busy);
  if (saved < worthChanging) return [];
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.replicas.min),
      message: () =>
        `This work can wait, and the endpoint works ${formatPercent(busy)} of the time it is paid for. As ${job} it would take about ${formatNumber(Math.ceil(hours * busy * estimate.replicas.expected))} instance-hours a month: ${formatMoney(compute - saved, currency)} instead of ${formatMoney(compute, currency)}.`,
      tradeOffs: [
        'Answers come when the job is done; starting its instances is paid too, some minutes for each job.',
      ],
      fixes: [],
    },
  ];
}
