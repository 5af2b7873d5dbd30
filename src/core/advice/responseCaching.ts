import { cacheHits } from '../cost/hosted/cacheHits.ts';
import { supposed } from '../insight/ownMachine.ts';
import type { ResponseCache } from '../model/deployment.ts';
import type { Workload } from '../model/workload.ts';
import { formatMoney, formatNumber, formatPercent, formatQuantity } from '../report/format.ts';
import { replicasNeeded } from './hold.ts';
import { placeOf } from './place.ts';
import type { Advice, Subject } from './rule.ts';
import { spareReplicas } from './statedDemand.ts';

type Mode = ResponseCache['mode']['value'];

/** Seconds for which answers are proposed to be kept: a day, after which most of what is asked again has been. */
export const keptFor = 86_400;

/** Kinds of cache that would answer something, the plain one first. */
export function cachesOf({ cacheableShare, semanticShare }: Workload): readonly Mode[] {
  const exact = cacheableShare?.value ?? 0;
  const semantic = semanticShare?.value ?? 0;
  return [
    ...(exact > 0 ? (['exact'] as const) : []),
    ...(semantic > 0 ? (['semantic'] as const) : []),
  ];
}

/** A cache in a server of its own, to be looked at. */
export function supposedCache(mode: Mode, seconds: number): ResponseCache {
  return {
    mode: supposed(mode),
    keptFor: supposed(seconds),
    store: 'server',
    sharedBy: 1,
    embedding: null,
  };
}

/** USD a month below which nobody puts a gateway in front of a deployment. */
const worthAGateway = 100;

/**
 * What a cache in front of a deployment of one's own would save: replicas that the requests it answers no longer need, less
 * its server. Said without an edit, since what stands in front is not in the files; nothing where a gateway that caches is.
 */
export function behindOwnCache(subject: Subject): readonly Advice[] {
  const { deployment, workload, estimate, currency } = subject;
  const { kind } = deployment.supply;
  if (kind !== 'replicas' && kind !== 'managed') return [];
  const exact = supposedCache('exact', keptFor);
  const hits = cacheHits(workload, exact)?.value ?? 0;
  if (hits <= 0 || estimate.monthly === null) return [];
  if (subject.others().some(({ deployment: other }) => other.route?.cache != null)) return [];
  const without = withFewer(subject, hits);
  const cost = cacheCost(subject, exact);
  if (without === null || cost === null) return [];
  const saved = without.saved - cost;
  if (saved < Math.max(worthAGateway, 0.02 * estimate.monthly.expected)) return [];
  const gateway = subject
    .others()
    .find(({ deployment: other }) => other.route?.endpoint != null)?.deployment;
  const place = placeOf(deployment, deployment.replicas.min);
  return [
    {
      kind: 'problem',
      ...place,
      message: () =>
        `A response cache in front could answer ${formatPercent(hits)} of the requests (workload.cacheableShare): ${formatQuantity(without.replicas, 'replica')} would do instead of ${formatNumber(without.now)}, about ${formatMoney(saved, currency)} a month less with ${formatMoney(cost, currency)} for the cache.`,
      tradeOffs: [
        gateway === undefined
          ? 'It takes a gateway that caches (LiteLLM, Portkey) between callers and this deployment, and fewer replicas afterwards.'
          : 'Switch on the cache of the gateway in front, and lower the replicas afterwards.',
        'Answers live as long as the model that gave them: empty the cache with every new version.',
      ],
      fixes: [],
    },
  ];
}

/** What the replicas cost that are not needed when a share of the requests stays away; null when all are needed. */
function withFewer(
  subject: Subject,
  hits: number,
): { readonly now: number; readonly replicas: number; readonly saved: number } | null {
  const { deployment, estimate } = subject;
  const { min, autoscaler } = deployment.replicas;
  const needed = replicasNeeded(estimate, estimate.workload.requestsPerSecond.value);
  const month = estimate.monthly?.expected ?? 0;
  if (needed === null || min.value <= spareReplicas || autoscaler !== null) return null;
  const replicas = Math.max(
    spareReplicas,
    Math.ceil(min.value * (1 - hits)),
    Math.ceil(needed * (1 - hits)),
  );
  if (replicas >= min.value) return null;
  const after = subject.consider([{ kind: 'set-replicas', min: replicas, max: replicas }]).monthly;
  return after === null ? null : { now: min.value, replicas, saved: month - after.expected };
}

/** USD a month of a cache server for this traffic; null where it has no price. */
function cacheCost(subject: Subject, cache: ResponseCache): number | null {
  const { deployment, estimate } = subject;
  const route = {
    group: supposed(deployment.name),
    endpoint: null,
    fallbackOnly: false,
    fallbacks: [],
    cache,
    requestsPerMinute: null,
    tokensPerMinute: null,
    budget: null,
    price: null,
  };
  const month = subject.suppose({ ...deployment, route }).monthly;
  return month === null || estimate.monthly === null
    ? null
    : month.expected - estimate.monthly.expected;
}
