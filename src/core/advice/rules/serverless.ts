import { allowedShare } from '../../cost/missed.ts';
import { requestsAsked } from '../gateway.ts';
import { supposed, withAccelerators } from '../../insight/ownMachine.ts';
import type { ServingPlatform, Supply } from '../../model/deployment.ts';
import { sleepAt } from '../../cost/autoscaling/sleep.ts';
import { defaultIdleSeconds } from '../../cost/serverless/defaults.ts';
import { weeklyFactors } from '../../cost/demand.ts';
import type { CostEstimate } from '../../model/estimate.ts';
import { formatDuration, formatMoney, formatPercent } from '../../report/format.ts';
import { hasObjective, trafficIsStated } from '../../cost/workload.ts';
import { placeOf } from '../place.ts';
import type { Advice, Rule, Subject } from '../rule.ts';

/** Replicas that work more of the time than this are cheaper by the hour nearly everywhere. */
const mostlyIdle = 0.15;

/** What serverless capacity must cost at most, as a share of the present month. */
const muchCheaper = 0.6;

/** USD a month that must be saved before a platform is changed. */
const worthMoving = 50;

/** Share of the requests that people may have to wait minutes for where they state no objective. */
const fewRequests = 0.1;

/** Memory of a SageMaker serverless endpoint at most, GB (documentation, 2026). */
const sagemakerMemory = 6;

/** Weights of small models are kept in 32 bits on CPUs; twice that is what a process needs. */
const bytesPerParameter = 4;

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
    'stated traffic keeps the replicas busy less than 15% of the time and the same accelerator by the second (Cloud Run, ' +
    'RunPod, Replicate), or for a small model on a CPU a SageMaker serverless endpoint, would cost less than 60% of the ' +
    'month; with the time of a cold start and how many requests would wait for one. Held back for real-time work, ' +
    'where more requests would wait than the latency objective allows, and without an objective where more than a tenth ' +
    'of them would. There is no edit: it is another platform’s file.',
  consequence: { risk: 'medium', effort: 'days', downtime: 'restart', reversible: true },
  check(subject) {
    const { deployment, estimate, workload } = subject;
    const { kind } = deployment.supply;
    if (kind !== 'replicas' && kind !== 'managed') return [];
    if (!trafficIsStated(subject.workload) || estimate.monthly === null || estimate.lowerBound)
      return [];
    if (estimate.hardware?.purchase.value === 'owned') return [];
    if ((estimate.utilization ?? 1) >= mostlyIdle || deployment.replicas.min.value < 1) return [];
    // A worker of a pair has to reach the other one.
    if (deployment.phase !== undefined) return [];
    if (deployment.podsPerReplica.value > 1 || workload.requestsPerSecond.value <= 0) return [];
    const best = cheapest(subject);
    const month = estimate.monthly.expected;
    if (best === null || best.monthly > muchCheaper * month) return [];
    if (month - best.monthly < worthMoving) return [];
    const reason = reasonAgainst(subject, best);
    return reason === null ? [finding(subject, best)] : [{ kind: 'held-back', reason }];
  },
};

/** A platform and what the traffic would cost there. */
interface Option {
  readonly platform: ServingPlatform;
  /** USD, expected. */
  readonly monthly: number;
  readonly coldStartSeconds: number;
  /** Share of the requests that would wait for a start, 0–1; null where the platform does not say how long it stays up. */
  readonly waiting: number | null;
}

/** Why requests cannot wait for a start; null when they can, as far as is known. */
function reasonAgainst(
  { workload }: Subject,
  { waiting, coldStartSeconds }: Option,
): string | null {
  if (workload.latencyClass.value === 'real-time') {
    return 'real-time work cannot wait for a cold start';
  }
  const start = formatDuration(coldStartSeconds);
  if (!hasObjective(workload)) {
    const isPatient = workload.latencyClass.value === 'batch' || (waiting ?? 0) <= fewRequests;
    return isPatient
      ? null
      : `${formatPercent(waiting ?? 0)} of the requests would wait ${start} for a cold start`;
  }
  if (waiting === null) {
    return 'how long an idle endpoint stays up is not published, so that the latency objective cannot be checked';
  }
  const tolerable = allowedShare(workload);
  return waiting <= tolerable
    ? null
    : `${formatPercent(waiting)} of the requests would wait ${start} for a cold start, and the latency objective allows ${formatPercent(tolerable)} to be late`;
}

/** The cheapest serverless platform that sells what a replica runs on. */
function cheapest(subject: Subject): Option | null {
  const { hardware } = subject.estimate;
  const options = hardware?.accelerator == null ? onCpu(subject) : onAccelerators(subject);
  return [...options].sort((a, b) => a.monthly - b.monthly)[0] ?? null;
}

function serverlessOn(platform: ServingPlatform, atOnce: number): Supply {
  return {
    kind: 'serverless',
    platform,
    concurrency: supposed(atOnce),
    provisioned: null,
    idleSeconds: null,
  };
}

function onAccelerators(subject: Subject): readonly Option[] {
  const { deployment, estimate } = subject;
  const accelerator = withAccelerators(deployment, estimate.hardware);
  if (accelerator?.slice !== null) return [];
  const atOnce = Math.max(1, Math.floor(estimate.performance?.maxConcurrency ?? 1));
  return withAccelerator.flatMap((platform): Option[] => {
    const as = subject.suppose({
      ...deployment,
      accelerator,
      // What the config asks for of the node is not what the platform gives.
      cpuCores: null,
      memoryGiB: null,
      volumes: [],
      supply: serverlessOn(platform, atOnce),
      replicas: { min: supposed(0), max: null, autoscaler: null },
      placement: { ...deployment.placement, provider: null, region: null, instanceType: null },
    });
    if (as.monthly === null || as.lowerBound || !sleepsMostly(subject, as)) return [];
    const coldStartSeconds = as.coldStart.seconds;
    const waiting = waitingShare(subject, platform, coldStartSeconds);
    return [{ platform, monthly: as.monthly.expected, coldStartSeconds, waiting }];
  });
}

/** Whether instances are billed half the time of the replicas at most: what else is saved, another seller saves. */
function sleepsMostly({ estimate }: Subject, { components }: CostEstimate): boolean {
  const seconds = components.find(({ unit }) => unit === 'instance-seconds')?.quantity ?? Infinity;
  return seconds <= 0.5 * estimate.replicas.expected * estimate.hoursPerMonth * 3600;
}

/**
 * A serverless endpoint of SageMaker for a small model on a CPU: requests × seconds × GB × price. Its processors grow with its
 * memory, about one for each GB (documentation, 2026); fewer than the instance has make a request take longer in proportion.
 */
function onCpu(subject: Subject): readonly Option[] {
  const { deployment, estimate, catalog } = subject;
  const platform = 'aws-sagemaker';
  const { supply, accelerator } = deployment;
  if (accelerator !== null || supply.kind !== 'managed' || supply.platform !== platform) return [];
  const price = catalog.ancillary('aws', 'sagemaker_serverless_compute', 'us-east-1');
  const { model, ttftMs, hardware } = estimate;
  if (price === null || ttftMs === null || model === null) return [];
  const memory = Math.max(1, Math.ceil((2 * model.parameters * bytesPerParameter) / 2 ** 30));
  if (memory > sagemakerMemory) return [];
  const slower = Math.max(1, (hardware?.instance?.instance.vcpus ?? 1) / memory);
  const seconds = (ttftMs / 1000) * slower;
  const beside = (estimate.monthly?.expected ?? 0) - estimate.byCategory.compute;
  const monthly = beside + requestsAsked(subject) * seconds * memory * price.usd;
  const { coldStart } = subject.suppose({ ...deployment, supply: serverlessOn(platform, 1) });
  return [{ platform, monthly, coldStartSeconds: coldStart.seconds, waiting: null }];
}

/** Share of the requests that come when nothing runs, or while it starts. */
function waitingShare(
  { workload, estimate }: Subject,
  platform: ServingPlatform,
  coldStartSeconds: number,
): number {
  const { ttftMs, tpotMs } = estimate;
  const seconds = ((ttftMs ?? 0) + (tpotMs ?? 0) * workload.outputTokens.value) / 1000;
  const up = seconds + defaultIdleSeconds(platform).value;
  const hours = weeklyFactors(workload);
  const waiting = hours.reduce((sum, factor) => {
    const rate = workload.requestsPerSecond.value * factor;
    return sum + sleepAt(rate, up, coldStartSeconds).waiting * factor;
  }, 0);
  return waiting / hours.length;
}

function finding(
  subject: Subject,
  { platform, monthly, coldStartSeconds, waiting }: Option,
): Advice {
  const { deployment, estimate, currency } = subject;
  const title = titles[platform] ?? platform;
  const start = `a cold start of about ${formatDuration(coldStartSeconds)}`;
  return {
    kind: 'problem',
    ...placeOf(deployment, deployment.replicas.min, deployment.accelerator?.count),
    message: () =>
      `The stated traffic keeps this busy ${formatPercent(estimate.utilization ?? 0)} of the time. On ${title} it would cost about ${formatMoney(monthly, currency)} a month instead of ${formatMoney(estimate.monthly?.expected ?? 0, currency)}.`,
    tradeOffs: [
      waiting === null
        ? `The first request after a pause waits for ${start}.`
        : `${formatPercent(waiting)} of the requests would wait for ${start}.`,
      'Another platform has other limits on requests, regions and images.',
    ],
    fixes: [],
  };
}
