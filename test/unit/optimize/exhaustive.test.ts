import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/core/analysis/atOnce.ts';
import { nodesToday } from '../../../src/core/advice/emptyNodes.ts';
import { withChanges } from '../../../src/core/advice/consider.ts';
import { evaluatedWorld } from '../../../src/core/analyze.ts';
import { subjectOf } from '../../../src/core/analysis/advise.ts';
import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { estimateCost } from '../../../src/core/cost/estimateCost.ts';
import { weeklyPeak } from '../../../src/core/cost/demand.ts';
import type { CostEstimate } from '../../../src/core/model/estimate.ts';
import {
  changesOf,
  waysOf,
  withAssumed,
  type Terms,
} from '../../../src/core/optimize/candidates.ts';
import { demandOf, withDemand } from '../../../src/core/advice/demand.ts';
import { frontBy, noise } from '../../../src/core/optimize/fronts.ts';
import {
  defaultSearch,
  noConstraints,
  type SearchOptions,
} from '../../../src/core/optimize/optimization.ts';
import { band, search } from '../../../src/core/optimize/search.ts';
import { spaceOf, type Space } from '../../../src/core/optimize/space.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

interface Point {
  readonly monthly: number;
  readonly latencyMs: number;
  readonly requestsPerSecond: number;
}

/** What a search starts from, as `optimizeDeployment` sets it up. */
function setUp(text: string, assumptions: string, options: SearchOptions) {
  const analysis = analysisOf(text, assumptions);
  const world = evaluatedWorld(analysis, createAnalysisCache());
  const all = world.evaluated.flatMap(({ deployments }) => deployments);
  const [one] = all;
  if (one?.estimate.model == null) throw new Error('no deployment with a model');
  const { deployment } = one.read;
  const demand = demandOf(deployment, one.estimate, options.constraints.spareReplicas);
  if (demand === null) throw new Error('no demand');
  const subject = subjectOf(one, world.world, all);
  const stated = withDemand(one.assumptions, one.estimate);
  const terms: Terms = {
    deployment,
    assumptions: stated,
    environment: world.world.environment,
    demand,
    today: nodesToday(one.estimate),
  };
  return { terms, space: spaceOf(subject, stated, one.estimate.model, options), one };
}

/** The rules of a plan, said once more: no bound, no order, every number of replicas. */
function holds(
  estimate: CostEstimate,
  replicas: number,
  purchase: string,
  { demand, today }: Terms,
): boolean {
  const { memory, performance, meetsSlo, wholeNodeMonthly, monthly, hardware } = estimate;
  if (memory?.fits !== true || performance === null || meetsSlo === false) return false;
  const peak = estimate.workload.requestsPerSecond.value * weeklyPeak(estimate.workload);
  if (replicas * performance.capacity.requestsPerSecond < peak * (1 - 1e-9)) return false;
  if (replicas < demand.floor || monthly === null) return false;
  if (purchase === 'spot' && replicas < 2) return false;
  // Of the nodes that it brings up a quarter may stay empty; of those of today as much as today.
  const isThere = hardware?.instance?.instance.name === today?.instance;
  const allowed = isThere ? Math.max(0.25, today?.empty ?? 0) : 0.25;
  const compute = estimate.byCategory.compute;
  const whole = (wholeNodeMonthly?.expected ?? monthly.expected) - monthly.expected + compute;
  return 1 - compute / whole <= allowed + 1e-6;
}

/** Every combination of the space with every number of replicas, priced as the report prices it. */
function exhaustive(space: Space, terms: Terms, mostReplicas: number): readonly Point[] {
  const points: Point[] = [];
  const { catalog } = terms.environment;
  for (const hardware of space.hardware) {
    for (const way of waysOf(hardware, space, terms)) {
      if (way.weights.loss + way.cache.loss > terms.assumptions.workload.maxAccuracyLoss.value) {
        continue;
      }
      for (const offer of hardware.offers) {
        for (let replicas = 1; replicas <= mostReplicas; replicas++) {
          const changed = withChanges(
            terms.deployment,
            [...changesOf(way, offer), { kind: 'set-replicas', min: replicas }],
            catalog,
          );
          const assumptions = withAssumed(terms.assumptions, offer.assumed);
          const estimate = estimateCost(changed, assumptions, terms.environment);
          const { ttftMs, tpotMs, workload, monthly, performance } = estimate;
          if (!holds(estimate, replicas, offer.purchase, terms)) continue;
          points.push({
            monthly: monthly?.expected ?? NaN,
            latencyMs: (ttftMs ?? NaN) + (tpotMs ?? 0) * workload.outputTokens.value,
            requestsPerSecond: replicas * (performance?.capacity.requestsPerSecond ?? NaN),
          });
          // More of the same costs more; they are no other plan.
          break;
        }
      }
    }
  }
  return points;
}

const rounded = (points: readonly Point[], by: (point: Point) => number) =>
  points.map((point) => [Number(point.monthly.toPrecision(5)), Number(by(point).toPrecision(9))]);

const only = (...allowedAccelerators: readonly string[]): SearchOptions => ({
  ...defaultSearch,
  constraints: { ...noConstraints, allowedAccelerators },
});

const workload = (text: string): string => `version: 1\nworkload:\n${text}`;
const chat = 'meta-llama/Llama-3.1-8B-Instruct';

const cases: Readonly<Record<string, readonly [string, string, SearchOptions]>> = {
  'a small model under an SLO, on labels of GKE': [
    vllmDeployment({
      model: chat,
      replicas: 4,
      args: ['--max-model-len=8192'],
      selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
    }),
    workload('  requestsPerSecond: 4\n  latency: { ttftMs: 800, tpotMs: 60 }\n'),
    only('L4', 'A100-SXM-40'),
  ],
  'a 70B on instance types, sized for its own traffic': [
    vllmDeployment({
      model: 'meta-llama/Llama-3.1-70B-Instruct',
      gpus: 8,
      replicas: 2,
      args: ['--tensor-parallel-size=8', '--max-model-len=8192'],
      selector: { 'node.kubernetes.io/instance-type': 'p4de.24xlarge' },
    }),
    workload('  inputTokens: 600\n'),
    only('L40S', 'A100-SXM-80'),
  ],
  'nothing named, the accelerator assumed, little accuracy to lose': [
    vllmDeployment({ model: chat, replicas: 1, args: ['--max-model-len=8192'] }),
    `${workload('  requestsPerSecond: 9\n  latency: { tpotMs: 40 }\n  maxAccuracyLoss: 0.5\n')}accelerator: A10G\n`,
    only('A10G', 'L40S'),
  ],
  'experts over an instance with eight accelerators': [
    vllmDeployment({
      model: 'Qwen/Qwen3-30B-A3B',
      gpus: 4,
      replicas: 2,
      args: ['--tensor-parallel-size=4', '--max-model-len=8192'],
      selector: { 'node.kubernetes.io/instance-type': 'g6e.12xlarge' },
    }),
    workload('  requestsPerSecond: 20\n  latency: { ttftMs: 500 }\n'),
    only('L40S', 'H100-SXM'),
  ],
};

describe('the search', () => {
  it.each(Object.entries(cases))(
    'finds what looking at everything finds: %s',
    (_, given) => {
      const [text, assumptions, options] = given;
      const { terms, space } = setUp(text, assumptions, options);
      const found = atOnce(search(space, terms, options));
      const all = [...exhaustive(space, terms, 12)].sort((a, b) => a.monthly - b.monthly);
      const [best] = all;
      expect(best).toBeDefined();
      const least = best?.monthly ?? NaN;
      expect(
        Math.abs(Math.min(...found.plans.map(({ figures }) => figures.monthly)) - least),
      ).toBeLessThan(noise * least);
      const within = all.filter(({ monthly }) => monthly <= band * (best?.monthly ?? 0));
      const plans = found.plans.map(({ figures }) => ({
        monthly: figures.monthly,
        latencyMs: figures.latencyMs ?? NaN,
        requestsPerSecond: figures.requestsPerSecond ?? NaN,
      }));
      for (const by of [
        ({ latencyMs }: Point) => latencyMs,
        ({ requestsPerSecond }: Point) => -requestsPerSecond,
      ]) {
        expect(rounded(frontBy(byCost(plans, by), by), by)).toEqual(
          rounded(frontBy(byCost(within, by), by), by),
        );
      }
      const { considered, pruned, priced, dropped } = found.counts;
      const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
      expect(considered).toBeGreaterThan(500);
      expect(pruned + priced + lost).toBeGreaterThanOrEqual(considered);
      expect(priced).toBeLessThan(0.2 * considered);
    },
    120_000,
  );
});

/** Of equal cost the better first, so that ties read the same whoever made the list. */
function byCost(points: readonly Point[], by: (point: Point) => number): readonly Point[] {
  const shown = ({ monthly }: Point): number => Number(monthly.toPrecision(5));
  return [...points].sort((a, b) => shown(a) - shown(b) || by(a) - by(b));
}
