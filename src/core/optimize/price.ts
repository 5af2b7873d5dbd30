import { evaluate, type Evaluation } from '../cost/evaluate.ts';
import { measuredSpeeds } from '../cost/measuredSpeeds.ts';
import type { ServedModel } from '../cost/model.ts';
import { requestMs, servingOn, type Serving } from '../cost/serving.ts';
import { plannedCapacity } from '../cost/workload.ts';
import { withChanges } from '../advice/consider.ts';
import { leavesNodesEmpty } from '../advice/emptyNodes.ts';
import type { Change } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import { pointAtRate } from '../performance/performance.ts';
import {
  changesOf,
  deploymentWith,
  lossOf,
  modelWith,
  survivingReplicas,
  type Candidate,
  type Terms,
} from './candidates.ts';
import { replicaChanges, replicasFor } from '../advice/demand.ts';
import type { Effort } from './fronts.ts';
import type { DropReason, PlanFigures, SearchOptions } from './optimization.ts';

/** At least and at most; null = no upper limit. */
interface Replicas {
  readonly min: number;
  readonly max: number | null;
}

/** A candidate whose speed is known, and with it its replicas. */
export interface Sized {
  readonly candidate: Candidate;
  readonly deployment: Deployment;
  readonly model: ServedModel;
  readonly changes: readonly Change[];
  readonly planned: number;
  readonly replicas: Replicas;
  /** What it costs at least, serves, and takes to answer; latency null where only pricing it tells. */
  readonly cost: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: number | null;
}

/** Sizes a candidate for the demand, or says why it cannot be. */
export function sized(
  candidate: Candidate,
  terms: Terms,
  options: SearchOptions,
): Sized | DropReason {
  const { way, priced } = candidate;
  const { demand, environment } = terms;
  const single = deploymentWith(way, priced.offer, terms);
  const model = modelWith(single, terms);
  if (model === null) return 'memory';
  const serving = servingOn(
    way.hardware.accelerator,
    single,
    model,
    terms.assumptions.workload,
    measuredSpeeds(terms.assumptions, environment.catalog),
  );
  const { performance } = serving;
  if (performance === null) return 'memory';
  const planned = plannedCapacity(performance, terms.assumptions.workload.latencyClass.value);
  const needed = replicasFor(terms.deployment, demand, performance, planned);
  if (needed === null) return 'slo';
  const replicas = enough(needed, candidate, terms, options);
  if (typeof replicas === 'string') return replicas;
  const most = replicas.max ?? replicas.min;
  const limit = options.constraints.quota[way.hardware.accelerator.id];
  if (limit !== undefined && most * way.hardware.count > limit) return 'quota';
  const more = replicaChanges(terms.deployment, replicas);
  const isFixed = terms.deployment.replicas.autoscaler === null;
  const hours = priced.assumptions.hoursPerMonth.value;
  return {
    candidate,
    deployment: withChanges(single, more, environment.catalog),
    model,
    changes: [...changesOf(way, priced.offer), ...more],
    planned,
    replicas,
    cost: Math.max(candidate.bound, replicas.min * priced.hour * hours),
    requestsPerSecond: most * planned,
    latencyMs: isFixed ? latencyAt(serving, replicas.min, terms) : null,
  };
}

/**
 * Replicas that also survive what the offer means, and leave no bought node empty: of fixed ones, as many more as that takes.
 */
function enough(
  { min, max }: Replicas,
  { priced }: Candidate,
  { deployment, assumptions, today }: Terms,
  { sharedNodes }: SearchOptions,
): Replicas | DropReason {
  const least = survivingReplicas(priced.offer, assumptions);
  if (least === null) return 'availability';
  const [option] = priced.choice.options;
  const node = option?.node ?? null;
  // Platforms sell each replica a whole instance.
  const isWhole = deployment.supply.kind !== 'replicas';
  const isShared = sharedNodes || isWhole || assumptions.nodeShare !== null;
  const leavesEmpty = (count: number): boolean =>
    node !== null &&
    !isShared &&
    leavesNodesEmpty(node.offer.instance.name, node.packing, count, today);
  if (deployment.replicas.autoscaler !== null) {
    if (min < least) return 'availability';
    return leavesEmpty(min) ? 'empty-nodes' : { min, max };
  }
  const first = Math.max(min, least);
  const perNode = node?.packing.podsPerNode ?? 1;
  for (let count = first; count < first + perNode; count++) {
    if (!leavesEmpty(count)) return { min: count, max: count };
  }
  return 'empty-nodes';
}

/** Mean time of a request on fixed replicas that share the mean rate evenly; null where a rate limit refuses some of it. */
function latencyAt(
  { configuration, requests }: Serving,
  replicas: number,
  { assumptions, demand }: Terms,
): number | null {
  const { workload } = assumptions;
  if (workload.maxRequestsPerSecond !== null || assumptions.replicas !== null) return null;
  const point = pointAtRate(configuration, requests, demand.mean / replicas);
  if (point === null) return null;
  const ttftMs = configuration.phase === 'decode' ? null : point.ttftMs;
  return requestMs({ ...point, ttftMs }, workload.outputTokens.value);
}

/** A combination that holds, priced as the report prices it. */
export interface Priced {
  readonly sized: Sized;
  readonly figures: PlanFigures & Effort;
}

/** Share of the requests that may be lost where no objective says how many. */
const mostDropped = 0.01;

/** Prices it in full, or says why it does not hold after all. */
export function price(one: Sized, terms: Terms): Priced | DropReason {
  const { candidate, deployment, model } = one;
  const { assumptions, choice } = candidate.priced;
  const evaluation = evaluate(
    { deployment, assumptions, environment: terms.environment, choice, model },
    choice.options[0] ?? null,
  );
  const { operation, plan, monthly } = evaluation;
  if (monthly === null) return 'no-price';
  if (operation.meetsSlo === false) return 'slo';
  const { week } = plan;
  if (week === null) return 'slo';
  if (week.dropped > mostDropped * (week.offered - week.refused)) return 'slo';
  return { sized: one, figures: figuresOf(one, evaluation, monthly.expected, terms) };
}

function figuresOf(
  { candidate, deployment, model, requestsPerSecond }: Sized,
  { operation, plan, option }: Evaluation,
  monthly: number,
  { assumptions }: Terms,
): PlanFigures & Effort {
  const { way, priced } = candidate;
  const { layout } = way.layout;
  const { ttftMs, tpotMs } = operation;
  return {
    loss: lossOf(way),
    changeCount: candidate.changeCount,
    accelerator: way.hardware.accelerator.id,
    acceleratorCount: way.hardware.count,
    instance: option?.node?.offer.instance.name ?? null,
    provider: option?.node?.offer.instance.provider ?? priced.choice.site.provider.value,
    region: option?.site.region.value ?? priced.choice.site.region.value,
    purchase: priced.choice.purchase.value,
    tensorParallel: layout.tensor,
    pipelineParallel: layout.pipeline,
    dataParallel: layout.data,
    expertParallel: layout.expert,
    quantization: model.quantization.value,
    kvPrecision: model.kvPrecision,
    maxSequences: deployment.settings.maxSequences?.value ?? null,
    replicas: plan.range,
    monthly,
    ttftMs,
    tpotMs,
    latencyMs: requestMs(operation, assumptions.workload.outputTokens.value),
    requestsPerSecond,
  };
}
