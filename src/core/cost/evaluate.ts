import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { ColdStart } from '../model/autoscaling.ts';
import type { Catalog } from '../model/catalog.ts';
import type { CostComponent } from '../model/estimate.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import type { Range } from '../model/sourced.ts';
import type { Workload } from '../model/workload.ts';
import { operatingPoint } from '../performance/performance.ts';
import { replicaTarget, type ReplicaTarget } from './autoscaling/target.ts';
import { coldStart } from './coldStart.ts';
import { allComponents } from './components/components.ts';
import { cpuDevice } from './cpuDevice.ts';
import { measuredSpeeds } from './measuredSpeeds.ts';
import type { ServedModel } from './model.ts';
import { replicaHour, type HardwareOption } from './offer.ts';
import { wholeNodes } from './packing.ts';
import { planReplicas, type ReplicaPlan } from './replicas.ts';
import { operate, requestMs, servingOn, type Operation, type Serving } from './serving.ts';
import type { HardwareChoice } from './supplyHardware.ts';
import { tabularModel } from './tabularModel.ts';
import { total } from './total.ts';
import { plannedCapacity, pricedWorkload, weekDemand, type ReplicaCapacity } from './workload.ts';

/** What does not change from one hardware option to the next. */
export interface EvaluationInputs {
  readonly deployment: Deployment;
  readonly assumptions: ResolvedAssumptions;
  readonly environment: Environment;
  readonly choice: HardwareChoice;
  /** Null when the model is not known. */
  readonly model: ServedModel | null;
}

/** A deployment on one hardware option: what it does and what it costs. */
export interface Evaluation {
  readonly option: HardwareOption | null;
  readonly serving: Serving | null;
  readonly workload: Workload;
  readonly coldStart: ColdStart;
  /** Where the autoscaler acts; null without one, or without knowledge of the speed. */
  readonly target: ReplicaTarget | null;
  readonly plan: ReplicaPlan;
  readonly operation: Operation;
  readonly components: readonly CostComponent[];
  /** USD per month over the known components; null when none is known. */
  readonly monthly: Range | null;
  /** The same if whole nodes are paid; null when that makes no difference or is not known. */
  readonly wholeNodeMonthly: Range | null;
}

/** Prices a deployment on one option; `null` when the hardware is not known. */
export function evaluate(inputs: EvaluationInputs, option: HardwareOption | null): Evaluation {
  const { deployment, assumptions, environment, choice, model } = inputs;
  const accelerator = option?.accelerator ?? cpuDevice(option, deployment, environment.catalog);
  const served = model ?? tabularModel(deployment);
  const serving =
    served === null || accelerator === null
      ? null
      : servingOn(
          accelerator,
          deployment,
          served,
          assumptions.workload,
          measuredSpeeds(assumptions, environment.catalog),
        );
  const performance = serving?.performance ?? null;
  const capacity =
    serving === null || performance === null ? null : capacityOf(inputs, serving, performance);
  const workload = pricedWorkload(deployment, assumptions, model?.facts ?? null, capacity);
  const start = coldStart(deployment, model?.facts ?? null, serving, assumptions.coldStart);
  const demand =
    performance === null || capacity === null ? null : weekDemand(workload, performance, capacity);
  const plan = planReplicas(deployment, demand, assumptions.replicas, start.seconds);
  const operation = operate(serving, workload, plan);
  const components = allComponents({
    deployment,
    assumptions,
    catalog: environment.catalog,
    site: option?.site ?? choice.site,
    option,
    unpriced: option?.node?.price.remark ?? choice.missing[0] ?? null,
    replicas: plan.range,
    workload,
    servedPerSecond: operation.servedPerSecond,
    model: model?.facts ?? null,
    purchase: choice.purchase.value,
    week: plan.week,
    coldStartSeconds: start.seconds,
    secondsPerRequest: secondsPerRequest(operation, workload),
    weightsGiB: model === null ? null : checkpointGiB(model, environment.catalog),
  });
  const monthly = total(components);
  return {
    option,
    serving,
    workload,
    coldStart: start,
    target: capacity?.target ?? null,
    plan,
    operation,
    components,
    monthly,
    wholeNodeMonthly: wholeNodeTotal(option, plan, monthly, assumptions.hoursPerMonth.value),
  };
}

function secondsPerRequest(operation: Operation, { outputTokens }: Workload): number | null {
  const milliseconds = requestMs(operation, outputTokens.value);
  return milliseconds === null ? null : milliseconds / 1000;
}

/** One copy of the weights at the precision they are served in; embeddings that stay at 16 bits are not told apart. */
function checkpointGiB({ facts, quantization }: ServedModel, catalog: Catalog): number {
  const bits = catalog.quantization(quantization.value)?.bitsPerWeight ?? 16;
  return (facts.parameters * bits) / 8 / 2 ** 30;
}

function capacityOf(
  { deployment, assumptions }: EvaluationInputs,
  { configuration, requests }: Serving,
  performance: PerformanceEstimate,
): ReplicaCapacity {
  const { workload } = assumptions;
  const planned = plannedCapacity(performance, workload.latencyClass.value);
  const rateWith = (concurrency: number): number | null => {
    const point = operatingPoint(configuration, requests, concurrency);
    if (point !== null) return point.requestsPerSecond;
    // Little's law, with the time a request takes on the replica as it is planned.
    const { ttftMs } = performance.capacity;
    return ttftMs > 0 ? (concurrency * 1000) / ttftMs : null;
  };
  return {
    planned,
    target: replicaTarget({
      deployment,
      performance,
      most: performance.saturated.requestsPerSecond,
      capacity: planned,
      rateWith,
    }),
  };
}

/** A difference below this share of the total is not worth a word. */
const noticeable = 0.01;

function wholeNodeTotal(
  option: HardwareOption | null,
  plan: ReplicaPlan,
  monthly: Range | null,
  hours: number,
): Range | null {
  const node = option?.node ?? null;
  const hour = replicaHour(node);
  // CPU pods share their nodes with whatever else runs in the cluster.
  if (option === null || node === null || hour === null || option.pod.accelerators === 0) {
    return null;
  }
  if (monthly === null) return null;
  const perHour = node.price.perHour ?? 0;
  const nodes = (replicas: number): number =>
    wholeNodes(replicas, node.packing, option.pod.podsPerReplica);
  const { range, hourly } = plan;
  const expected =
    hourly === null
      ? nodes(range.expected)
      : hourly.reduce((sum, replicas) => sum + awakeNodes(replicas, nodes), 0) / hourly.length;
  const more = (whole: number, replicas: number): number =>
    Math.max(0, whole * perHour - replicas * hour) * hours;
  const result = {
    min: monthly.min + more(nodes(range.min), range.min),
    expected: monthly.expected + more(expected, range.expected),
    max: monthly.max + more(nodes(range.max), range.max),
  };
  const differs =
    result.max > monthly.max * (1 + noticeable) ||
    result.expected > monthly.expected * (1 + noticeable);
  return differs ? result : null;
}

/** A replica that is up for a part of an hour needs its node for that part. */
function awakeNodes(replicas: number, nodes: (replicas: number) => number): number {
  const whole = Math.floor(replicas);
  const part = replicas - whole;
  return (whole > 0 ? nodes(whole) * (1 - part) : 0) + (part > 0 ? nodes(whole + 1) * part : 0);
}
