import type { Analysis } from '../analysis.ts';
import { subjectOf } from '../analysis/advise.ts';
import { createAnalysisCache, type AnalysisCache } from '../analysis/cache.ts';
import type { Evaluated } from '../analysis/evaluate.ts';
import { evaluatedWorld } from '../analyze.ts';
import { siteOf } from '../cost/site.ts';
import { parallelismOf } from '../cost/model.ts';
import { demandOf, withDemand, type Demand } from './demand.ts';
import { frontBy } from './fronts.ts';
import {
  defaultSearch,
  type Optimization,
  type Plan,
  type PlanFigures,
  type SearchOptions,
} from './optimization.ts';
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
  const assumptions = withDemand(one.assumptions, one.estimate);
  const space = spaceOf(subject, assumptions, model, options);
  if (space.hardware.length === 0) {
    return { reason: 'Nothing in its files says what it runs on in a way that could be changed.' };
  }
  const { environment } = world.world;
  const { plans, counts } = search(
    space,
    {
      deployment,
      assumptions,
      environment,
      demand,
      instanceToday: one.estimate.hardware?.instance?.instance.name ?? null,
    },
    options,
  );
  const verified = plans.flatMap((plan) => written(plan, subject, world, cache) ?? []);
  verified.sort((a, b) => a.monthly - b.monthly);
  const today = figuresOfToday(one, demand, analysis);
  return {
    deploymentId,
    name: deployment.name,
    today,
    demand: { mean: demand.mean, peak: demand.peak, stated: demand.stated },
    plan: cheaper(verified[0], today),
    byLatency: frontBy(verified, ({ latencyMs }) => latencyMs ?? Infinity),
    byThroughput: frontBy(verified, ({ requestsPerSecond }) => -(requestsPerSecond ?? 0)),
    counts,
  };
}

/** Null where today is as cheap; a setup that does not hold its limits is worth any plan that does. */
function cheaper(plan: Plan | undefined, today: PlanFigures | null): Plan | null {
  if (plan === undefined || plan.edits.length === 0) return null;
  return today === null || plan.monthly < today.monthly ? plan : null;
}

function figuresOfToday(
  { read: { deployment }, assumptions, estimate }: Evaluated,
  demand: Demand,
  { environment }: Analysis,
): PlanFigures | null {
  const { hardware, monthly, replicas, ttftMs, tpotMs, workload } = estimate;
  if (hardware === null || monthly === null) return null;
  const { tensor, pipeline, data } = parallelismOf(deployment);
  const { settings } = deployment;
  return {
    accelerator: hardware.accelerator?.id ?? null,
    acceleratorCount: deployment.accelerator?.count.value ?? 0,
    instance: hardware.instance?.instance.name ?? null,
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
    latencyMs: ttftMs === null ? null : ttftMs + (tpotMs ?? 0) * workload.outputTokens.value,
    requestsPerSecond: demand.plannedToday === null ? null : demand.plannedToday * replicas.max,
  };
}
