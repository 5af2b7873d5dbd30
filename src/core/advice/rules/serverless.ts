import { supposed, withAccelerators } from '../../insight/ownMachine.ts';
import type { Deployment, ServingPlatform } from '../../model/deployment.ts';
import type { CostEstimate } from '../../model/estimate.ts';
import { sleepAt } from '../../cost/autoscaling/sleep.ts';
import { defaultIdleSeconds } from '../../cost/serverless/defaults.ts';
import { weeklyFactors } from '../../cost/demand.ts';
import { formatDuration, formatMoney, formatPercent } from '../../report/format.ts';
import { hasObjective } from '../../cost/workload.ts';
import { trafficIsStated } from '../gateway.ts';
import { placeOf } from '../place.ts';
import type { Advice, Rule, Subject } from '../rule.ts';

/** Replicas that work more of the time than this are cheaper by the hour nearly everywhere. */
const mostlyIdle = 0.3;

/** What serverless capacity must cost at most, as a share of the present month. */
const muchCheaper = 0.6;

/** USD a month that must be saved before a platform is changed. */
const worthMoving = 50;

/** Requests that may wait for a start before a percentile of latency is missed. */
const tolerable = (percentile: number): number => 1 - percentile / 100;

/** Memory of a SageMaker serverless endpoint at most, GB (documentation, 2026). */
const sagemakerMemory = 6;

const withAccelerator: readonly ServingPlatform[] = ['gcp-cloud-run', 'runpod', 'replicate'];

const titles: Partial<Record<ServingPlatform, string>> = {
  'gcp-cloud-run': 'Cloud Run',
  runpod: 'RunPod serverless',
  replicate: 'Replicate',
  'aws-sagemaker': 'a SageMaker serverless endpoint',
};

/** Dedicated replicas that wait most of the time. */
export const serverless: Rule = {
  code: 'serverless',
  title: 'Use serverless capacity',
  level: 'information',
  explanation:
    'Dedicated replicas are paid while they wait, serverless ones while they work and for a while after. Said where the ' +
    'stated traffic keeps the replicas busy less than 30% of the time and the same accelerator by the second (Cloud Run, ' +
    'RunPod, Replicate), or for a small model on a CPU a SageMaker serverless endpoint, would cost less than 60% of the ' +
    'month; with the time of a cold start and how many requests would wait for one. Held back for real-time work, ' +
    'and where more requests would wait than the latency objective allows. There is no edit: it is another platform’s file.',
  consequence: { risk: 'medium', effort: 'days', downtime: 'restart', reversible: true },
  check(subject) {
    const { deployment, estimate, workload } = subject;
    const { kind } = deployment.supply;
    if (kind !== 'replicas' && kind !== 'managed') return [];
    if (!trafficIsStated(subject) || estimate.monthly === null || estimate.lowerBound) return [];
    if (estimate.hardware?.purchase.value === 'owned') return [];
    if ((estimate.utilization ?? 1) >= mostlyIdle || deployment.replicas.min.value < 1) return [];
    if (deployment.podsPerReplica.value > 1 || workload.requestsPerSecond.value <= 0) return [];
    const best = cheapest(subject);
    if (best === null) return [];
    const month = estimate.monthly.expected;
    const then = best.estimate.monthly?.expected ?? Infinity;
    if (then > muchCheaper * month || month - then < worthMoving) return [];
    const waiting = waitingShare(subject, best);
    if (workload.latencyClass.value === 'real-time') {
      return [{ kind: 'held-back', reason: 'real-time work cannot wait for a cold start' }];
    }
    if (hasObjective(workload) && waiting > tolerable(workload.percentile.value)) {
      const limit = formatPercent(tolerable(workload.percentile.value));
      const reason = `${formatPercent(waiting)} of the requests would wait ${formatDuration(best.estimate.coldStart.seconds)} for a cold start, and the latency objective allows ${limit} to be late`;
      return [{ kind: 'held-back', reason }];
    }
    return [finding(subject, best, waiting)];
  },
};

interface Option {
  readonly platform: ServingPlatform;
  readonly estimate: CostEstimate;
}

/** The cheapest serverless platform that sells what a replica runs on. */
function cheapest(subject: Subject): Option | null {
  const { deployment, suppose } = subject;
  const options = asServerless(subject).flatMap(([platform, as]): Option[] => {
    const estimate = suppose({ ...deployment, ...as });
    return estimate.monthly === null || estimate.lowerBound ? [] : [{ platform, estimate }];
  });
  options.sort((a, b) => (a.estimate.monthly?.expected ?? 0) - (b.estimate.monthly?.expected ?? 0));
  return options[0] ?? null;
}

function asServerless({
  deployment,
  estimate,
}: Subject): readonly (readonly [ServingPlatform, Partial<Deployment>])[] {
  const { hardware, performance } = estimate;
  const replicas = { min: supposed(0), max: null, autoscaler: null };
  const placement = { ...deployment.placement, provider: null, region: null, instanceType: null };
  const atOnce = Math.max(1, Math.floor(performance?.maxConcurrency ?? 1));
  const supplied = (platform: ServingPlatform): Deployment['supply'] => ({
    kind: 'serverless',
    platform,
    concurrency: supposed(atOnce),
    provisioned: null,
    idleSeconds: null,
  });
  if (hardware?.accelerator == null) {
    const memory = deployment.memoryGiB ?? estimateMemory(estimate);
    if (deployment.accelerator !== null || memory === null) return [];
    if (memory.value > sagemakerMemory) return [];
    const as = { supply: supplied('aws-sagemaker'), replicas, placement, memoryGiB: memory };
    return [['aws-sagemaker', as]];
  }
  const accelerator = withAccelerators(deployment, hardware);
  if (accelerator === null || accelerator.slice !== null) return [];
  // What the config asks for of the node is not what the platform gives.
  const sized = { accelerator, cpuCores: null, memoryGiB: null, volumes: [] };
  return withAccelerator.map((platform) => [
    platform,
    { ...sized, supply: supplied(platform), replicas, placement },
  ]);
}

/** Twice the weights, in the whole GB that SageMaker sells; null where the model is not known. */
function estimateMemory({ model }: CostEstimate): Deployment['memoryGiB'] {
  if (model === null) return null;
  return supposed(Math.max(1, Math.ceil((2 * model.parameters * 4) / 2 ** 30)));
}

/** Share of the requests that come when nothing runs, or while it starts. */
function waitingShare({ workload, estimate }: Subject, { platform, estimate: as }: Option): number {
  const seconds = ((estimate.ttftMs ?? 0) + (estimate.tpotMs ?? 0) * workload.outputTokens.value) / 1000;
  const idle = defaultIdleSeconds(platform).value;
  const rate = workload.requestsPerSecond.value;
  const hours = weeklyFactors(workload);
  const waiting = hours.reduce((sum, factor) => {
    const { waiting: share } = sleepAt(rate * factor, seconds + idle, as.coldStart.seconds);
    return sum + share * factor;
  }, 0);
  return waiting / hours.length;
}

function finding(subject: Subject, { platform, estimate: as }: Option, waiting: number): Advice {
  const { deployment, estimate, currency } = subject;
  const title = titles[platform] ?? platform;
  return {
    kind: 'problem',
    ...placeOf(deployment, deployment.replicas.min, deployment.accelerator?.count),
    message: () =>
      `The stated traffic keeps this busy ${formatPercent(estimate.utilization ?? 0)} of the time. On ${title} it would cost about ${formatMoney(as.monthly?.expected ?? 0, currency)} a month instead of ${formatMoney(estimate.monthly?.expected ?? 0, currency)}.`,
    tradeOffs: [
      `${formatPercent(waiting)} of the requests would wait for a cold start of about ${formatDuration(as.coldStart.seconds)}.`,
      'Another platform has other limits on requests, regions and images.',
    ],
    fixes: [],
  };
}
