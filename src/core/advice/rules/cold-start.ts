import { trafficIsStated } from '../../cost/workload.ts';
import type { CostEstimate } from '../../model/estimate.ts';
import { formatDuration, formatPercent } from '../../report/format.ts';
import { allowedShare } from '../../cost/missed.ts';
import { changing } from '../fixes.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';

/** Seconds after which proxies in front give up by default (nginx `proxy_read_timeout`, AWS load balancers). */
const proxyTimeout = 60;

/** Starts that callers wait for: those of a deployment that scales to zero and does not answer to a queue. */
export const coldStart: Rule = {
  code: 'cold-start',
  title: 'Callers wait for a cold start',
  level: 'information',
  explanation:
    'A deployment that scales to zero makes the first request wait for a node, the image, the weights and the engine. ' +
    'Said where that takes more than a minute, after which proxies give up by default, and people wait for the answer; ' +
    'a warning where by the stated demand more requests wait than the latency limits allow. Proposed: a minimum of one ' +
    'replica, at its price. The message names the longest part of the start, which a model cache on the node, a ' +
    'smaller image or a warm node shortens. Nothing is said about batch work.',
  consequence: { risk: 'none', effort: 'minutes', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment, estimate, workload } = subject;
    if (deployment.replicas.min.value >= 1 || workload.latencyClass.value === 'batch') return [];
    if (deployment.supply.kind !== 'replicas' && deployment.supply.kind !== 'managed') return [];
    if (estimate.coldStart.seconds < proxyTimeout || estimate.memory?.fits === false) return [];
    const stated = trafficIsStated(subject.workload);
    // A platform keeps images and machines ready: without a demand that is stated nothing is certain there.
    if (!stated && deployment.inCluster === false) return [];
    const waiting = stated ? (estimate.autoscaling?.waitingShare ?? null) : null;
    // By the stated demand it never sleeps.
    if (waiting !== null && waiting < 0.001) return [];
    return [draft(subject, waiting)];
  },
};

function draft(subject: Subject, waiting: number | null): FindingDraft {
  const { deployment, estimate, workload } = subject;
  const { min, max } = deployment.replicas;
  const start = `${estimate.coldStart.lowerBound ? 'at least ' : ''}${formatDuration(estimate.coldStart.seconds)}`;
  const who =
    waiting === null
      ? 'the first request after a pause waits'
      : `${formatPercent(waiting)} of the requests wait`;
  const isLate =
    waiting !== null && estimate.meetsSlo === false && waiting > allowedShare(workload);
  return {
    kind: 'problem',
    ...placeOf(deployment, min, max),
    ...(isLate ? { level: 'warning' as const } : {}),
    message: () => `It scales to zero, and ${who} ${start} for a start: ${longestPart(estimate)}.`,
    tradeOffs: [
      'A replica that always runs costs its price in every hour; a model cache on the node, a smaller image or a warm node shorten the start instead.',
    ],
    // What an always running replica adds to the bill depends on how long it sleeps now.
    fixes: waiting === null ? [] : fixes(subject),
  };
}

function longestPart({ coldStart: { parts } }: CostEstimate): string {
  const longest = parts.reduce((a, b) => (Number(b.value) > Number(a.value) ? b : a));
  return `${longest.name} takes ${formatDuration(Number(longest.value))} of it`;
}

function fixes(subject: Subject): readonly FixDraft[] {
  return changing(subject, [{ kind: 'set-replicas', min: 1 }], {
    variant: 'min-1',
    title: 'Keep one replica running',
    safe: false,
    needs: null,
    accepts: ({ estimate }) => (estimate.autoscaling?.waitingShare ?? 0) === 0,
  });
}
