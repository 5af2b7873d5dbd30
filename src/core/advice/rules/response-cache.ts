import { cacheHits } from '../../cost/hosted/cacheHits.ts';
import { trafficIsStated } from '../../cost/workload.ts';
import type { Change } from '../../model/change.ts';
import type { Deployment, ResponseCache } from '../../model/deployment.ts';
import { formatMoney, formatNumber, formatPercent } from '../../report/format.ts';
import { behindSameGateway, isFirst } from '../gateway.ts';
import { asPhrase } from '../phrase.ts';
import { placeOf } from '../place.ts';
import type { Advice, FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';
import { behindOwnCache, cachesOf, keptFor, supposedCache } from '../responseCaching.ts';

/** USD a month of a gateway below which nobody sets up a cache server to find out. */
const worthAsking = 500;

/** Share of repeated requests that nearly every service has: a cache that pays from there on is worth a question. */
const usualRepeats = 0.05;

/** Answers that are paid for again. */
export const responseCache: Rule = {
  code: 'response-cache',
  title: 'Cache responses',
  level: 'information',
  scope: 'all',
  explanation:
    'Requests that repeat earlier ones need no model. Proposed where workload.cacheableShare says how many do: the ' +
    'gateway’s own response cache, exact, or semantic where that answers more. Its server is sized by the traffic and the ' +
    'time answers are kept and counted against what is saved, for a semantic cache also the vector of each request; ' +
    'updates of the model (workload.updatesPerMonth) empty it and lower its hits. Where nobody states the share, a large ' +
    'bill is told from which share on a cache would pay. A deployment that no gateway stands before is told what a ' +
    'cache would save, without an edit. Silent when nothing is saved.',
  consequence: { risk: 'low', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    const { route } = subject.deployment;
    if (!trafficIsStated(subject.workload) || (subject.estimate.monthly?.expected ?? 0) <= 0)
      return [];
    if (route === undefined) return behindOwnCache(subject);
    if (route.cache !== null || route.endpoint !== null || route.fallbackOnly) return [];
    const members = behindSameGateway(subject).filter(({ workload }) => trafficIsStated(workload));
    const { cacheableShare, semanticShare } = subject.workload;
    const stated = ({ workload }: Subject): boolean =>
      (workload.semanticShare ?? workload.cacheableShare) !== null;
    const paid = ({ estimate }: Subject): number => estimate.monthly?.expected ?? 0;
    const saved = (one: Subject): number =>
      paid(one) * (one.workload.semanticShare ?? one.workload.cacheableShare ?? { value: 0 }).value;
    if (!members.some(stated)) {
      return isFirst(subject, members, paid) ? ask(subject, members) : [];
    }
    // One cache for all of them: said where it saves most.
    if ((semanticShare ?? cacheableShare) === null || !isFirst(subject, members, saved)) return [];
    return [proposal(subject)].flat();
  },
};

function proposal(subject: Subject): readonly Advice[] {
  const { deployment, workload } = subject;
  const modes = cachesOf(workload);
  const refused: string[] = [];
  const fixes = modes.flatMap((mode, index): FixDraft[] => {
    // One that answers no more than the one before it is only worth it where that cannot be written.
    if (index > 0 && answers(subject, mode) <= answers(subject, 'exact') && refused.length === 0) {
      return [];
    }
    const changes: readonly Change[] = [{ kind: 'cache-responses', mode, keptFor }];
    const written = subject.propose(changes);
    if ('refused' in written) {
      refused.push(written.refused);
      return [];
    }
    return [
      {
        variant: mode,
        title: mode === 'exact' ? 'Cache responses' : 'Cache responses by meaning',
        edits: written.edits,
        changes,
        safe: false,
        needs: needsOf(deployment, mode),
        accepts: () => true,
      },
    ];
  });
  if (fixes.length === 0) {
    const [reason] = refused;
    return reason === undefined ? [] : [{ kind: 'held-back', reason: asPhrase(reason) }];
  }
  const written = modes.filter((mode) => fixes.some(({ variant }) => variant === mode));
  return [draft(subject, written, fixes)];
}

function answers({ workload }: Subject, mode: 'exact' | 'semantic'): number {
  return (mode === 'semantic' ? workload.semanticShare : workload.cacheableShare)?.value ?? 0;
}

function draft(
  subject: Subject,
  modes: readonly ResponseCache['mode']['value'][],
  fixes: readonly FixDraft[],
): FindingDraft {
  const { deployment, workload } = subject;
  const best = modes.includes('semantic') ? 'semantic' : 'exact';
  const stated = answers(subject, best);
  const hits = cacheHits(workload, supposedCache(best, keptFor))?.value;
  const answered =
    hits === stated
      ? 'them'
      : `${formatPercent(hits ?? 0)}, since new versions of the model empty it`;
  const repeats = best === 'semantic' ? 'mean the same as' : 'repeat';
  return {
    kind: 'saving',
    ...placeOf(deployment, deployment.route?.group),
    message: () =>
      `${formatPercent(stated)} of the requests ${repeats} an earlier one and are paid for again; a response cache would answer ${answered}. Its own cost is counted.`,
    tradeOffs: tradeOffsOf(workload.updatesPerMonth?.value ?? null, modes),
    consequence:
      best === 'semantic'
        ? { ...responseCache.consequence, risk: 'medium' }
        : responseCache.consequence,
    fixes,
  };
}

function needsOf({ format }: Deployment, mode: 'exact' | 'semantic'): string | null {
  if (format === 'litellm') {
    return mode === 'exact'
      ? 'A Redis server, and its address in the environment of the proxy (REDIS_HOST, REDIS_PASSWORD).'
      : 'A Redis server with vector search, and its address in the environment of the proxy (REDIS_HOST, REDIS_PASSWORD).';
  }
  return mode === 'exact' ? null : 'A plan of the gateway that includes semantic caching.';
}

function tradeOffsOf(
  updatesPerMonth: number | null,
  modes: readonly ResponseCache['mode']['value'][],
): readonly string[] {
  const often =
    updatesPerMonth === null ? '' : ` (${formatNumber(updatesPerMonth)} a month are counted)`;
  return [
    `Answers live as long as the model that gave them: empty the cache, or change its namespace, with every new version of the model or its prompt${often}.`,
    'Whoever asks the same gets the same answer: requests with personal data or live facts have to opt out.',
    ...(modes.includes('semantic')
      ? [
          'A semantic cache gives an answer to a request that only resembles its own: it suits single questions, not conversations.',
        ]
      : []),
  ];
}

/** Nobody says how much repeats: from which share on a cache would pay. */
function ask(subject: Subject, members: readonly Subject[]): readonly Advice[] {
  const { deployment, estimate, currency } = subject;
  const bill = members.reduce((sum, one) => sum + (one.estimate.monthly?.expected ?? 0), 0);
  const changes = [{ kind: 'cache-responses', mode: 'exact', keptFor }] as const;
  const own = estimate.monthly?.expected ?? 0;
  const cost = (subject.consider(changes).monthly?.expected ?? own) - own;
  if (bill < worthAsking || !(cost > 0) || cost / bill > usualRepeats) return [];
  if ('refused' in subject.propose(changes)) return [];
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.route?.group),
      message: () =>
        `A response cache for these requests costs about ${formatMoney(cost, currency)} a month and pays once ${formatPercent(cost / bill)} of them repeat. State workload.cacheableShare to see what it saves.`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}
