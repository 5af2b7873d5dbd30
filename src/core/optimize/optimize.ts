import type { Analysis } from '../analysis.ts';
import { subjectOf } from '../analysis/advise.ts';
import { createAnalysisCache, type AnalysisCache } from '../analysis/cache.ts';
import type { Evaluated } from '../analysis/evaluate.ts';
import { evaluatedWorld } from '../analyze.ts';
import { nodesToday } from '../advice/emptyNodes.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import type { Sourced } from '../model/sourced.ts';
import { requestMs } from '../cost/serving.ts';
import { siteOf } from '../cost/site.ts';
import { parallelismOf } from '../cost/model.ts';
import { demandOf, withDemand, type Demand } from '../advice/demand.ts';
import { byCost, frontBy } from './fronts.ts';
import {
  defaultSearch,
  type Optimization,
  type Plan,
  type PlanFigures,
  type SearchOptions,
} from './optimization.ts';
import type { Sized } from './price.ts';
import { search } from './search.ts';
import { spaceOf } from './space.ts';
import { written } from './written.ts';

/** Why a deployment cannot be optimised, in a sentence. */
export interface NotOptimized {
  readonly reason: string;
}

/**
 * Searches accelerator × count × parallelism × precision × concurrency × replicas × purchase × region for the cheapest way to
 * run a deployment of an analysis within its limits. What is returned is verified: each plan's edits are applied to the
 * texts in memory, parsed and priced again. Never throws; a deployment that cannot be searched gives a reason.
 */
export function optimizeDeployment(
  analysis: Analysis,
  deploymentId: string,
  options: SearchOptions = defaultSearch,
  cache: AnalysisCache = createAnalysisCache(),
): Optimization | NotOptimized {
  const world = evaluatedWorld(analysis, cache);
  const all = world.evaluated.flatMap(({ deployments }) => deployments);
  const one = all.find(({ read }) => read.deployment.id === deploymentId);
  if (one === undefined) return { reason: 'There is no such deployment.' };
  const { deployment } = one.read;
  if (deployment.broken) return { reason: 'Its text has syntax problems.' };
  const { model } = one.estimate;
  if (model === null) return { reason: 'The model is not known, and so its speed is not.' };
  const demand = demandOf(deployment, one.estimate, options.constraints.spareReplicas);
  if (demand === null) {
    return { reason: 'No traffic is stated, and today’s setup does not say what it could serve.' };
  }
  const subject = subjectOf(one, world.world, all);
  const assumptions = limited(withDemand(one.assumptions, one.estimate), options.limits);
  const space = spaceOf(subject, assumptions, model, options);
  if (space.hardware.length === 0) {
    return { reason: 'Nothing in its files says what it runs on in a way that could be changed.' };
  }
  const { environment } = one;
  const { plans, counts } = search(
    space,
    {
      deployment,
      assumptions,
      environment,
      demand,
      today: nodesToday(one.estimate),
    },
    options,
  );
  const sorted = byCost(plans.map(({ figures, sized }) => ({ ...figures, sized })));
  const known = new Map<Sized, Plan | null>();
  const verify = ({ sized, ...figures }: (typeof sorted)[number]): Plan | null => {
    const found = known.get(sized);
    if (found !== undefined) return found;
    const plan = written({ sized, figures }, subject, world, cache);
    known.set(sized, plan);
    return plan;
  };
  const front = (measure: (plan: PlanFigures) => number): readonly Plan[] =>
    frontBy(sorted, measure).flatMap((each) => verify(each) ?? []);
  const today = figuresOfToday(one, demand);
  // A setup that does not hold the limits is worth any plan that does.
  const now =
    options.limits.ttftMs === null && options.limits.tpotMs === null
      ? one.estimate
      : estimateCost(deployment, assumptions, environment);
  const holdsToday = now.meetsSlo !== false && now.memory?.fits !== false;
  const { workload } = assumptions;
  return {
    deploymentId,
    name: deployment.name,
    today,
    demand: { mean: demand.mean, peak: demand.peak, stated: demand.stated },
    limits: {
      ttftMs: workload.ttftMs?.value ?? null,
      tpotMs: workload.tpotMs?.value ?? null,
      e2eMs: workload.e2eMs?.value ?? null,
      percentile: workload.percentile.value,
    },
    plan: cheaper(firstOf(sorted, verify), holdsToday ? today : null),
    byLatency: front(({ latencyMs }) => latencyMs ?? Infinity),
    byThroughput: front(({ requestsPerSecond }) => -(requestsPerSecond ?? 0)),
    counts,
  };
}

/** How many are tried, cheapest first, until the files can say one. */
const mostTried = 10;

function firstOf<Value>(
  sorted: readonly Value[],
  verify: (plan: Value) => Plan | null,
): Plan | undefined {
  for (const each of sorted.slice(0, mostTried)) {
    const plan = verify(each);
    if (plan !== null) return plan;
  }
  return undefined;
}

/** Null where today, as far as it holds the limits, is as cheap. */
function cheaper(plan: Plan | undefined, today: PlanFigures | null): Plan | null {
  if (plan === undefined || plan.edits.length === 0) return null;
  return today === null || plan.monthly < today.monthly ? plan : null;
}

/** The assumptions with limits beside those that are stated; the tighter one counts. */
function limited(
  assumptions: ResolvedAssumptions,
  { ttftMs, tpotMs }: SearchOptions['limits'],
): ResolvedAssumptions {
  const { workload } = assumptions;
  const tighter = (stated: Sourced<number> | null, limit: number | null): typeof stated =>
    limit === null || (stated !== null && stated.value <= limit)
      ? stated
      : { value: limit, origin: { kind: 'setting', name: 'latency limit of the search' } };
  return {
    ...assumptions,
    workload: {
      ...workload,
      ttftMs: tighter(workload.ttftMs, ttftMs),
      tpotMs: tighter(workload.tpotMs, tpotMs),
    },
  };
}

function figuresOfToday(
  { read: { deployment }, assumptions, estimate, environment }: Evaluated,
  demand: Demand,
): PlanFigures | null {
  const { hardware, monthly, replicas, ttftMs, tpotMs, workload } = estimate;
  if (hardware === null || monthly === null) return null;
  const { tensor, pipeline, data } = parallelismOf(deployment);
  const { settings } = deployment;
  return {
    accelerator: hardware.accelerator?.id ?? null,
    acceleratorCount: deployment.accelerator?.count.value ?? 0,
    instance: hardware.instance?.instance.name ?? null,
    provider:
      hardware.instance?.instance.provider ??
      siteOf(deployment, assumptions, environment.catalog).provider.value,
    region:
      hardware.instance?.region ??
      siteOf(deployment, assumptions, environment.catalog).region.value,
    purchase: hardware.purchase.value,
    tensorParallel: tensor,
    pipelineParallel: pipeline,
    dataParallel: data,
    expertParallel: settings.expertParallel?.value ?? false,
    quantization: estimate.quantization?.value ?? null,
    kvPrecision: estimate.kvPrecision,
    maxSequences: settings.maxSequences?.value ?? null,
    replicas,
    monthly: monthly.expected,
    ttftMs,
    tpotMs,
    latencyMs: requestMs(estimate, workload.outputTokens.value),
    requestsPerSecond: demand.plannedToday === null ? null : demand.plannedToday * replicas.max,
  };
}
