import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { ChosenHardware, CostComponent, CostEstimate } from '../model/estimate.ts';
import { autoscalingEstimate } from './autoscaling/estimate.ts';
import { attributionOf } from './attribution.ts';
import { assumedInputs } from './assumed.ts';
import { candidateList, widened } from './candidates.ts';
import type { Evaluation, EvaluationInputs } from './evaluate.ts';
import { evaluateAll } from './evaluateAll.ts';
import type { HardwareChoice } from './supplyHardware.ts';
import { parallelismOf } from './model.ts';
import { byCategory, total } from './total.ts';
import { unitCostsOf } from './estimateUnits.ts';

/**
 * What a deployment costs a month and what it gets for it. Never throws: what is not known is null, is listed in
 * `missing`, and makes the total a lower bound.
 */
export function estimateCost(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
): CostEstimate {
  const { inputs, evaluations, chosen } = evaluateAll(deployment, assumptions, environment);
  const { choice, model } = inputs;
  const components = choice.settled ? chosen.components : widened(chosen, evaluations);
  const missing = [...missingPhrases(choice, components), ...unknownReplicas(inputs, chosen)];
  const { serving, operation, option } = chosen;
  const monthly = total(components);
  return {
    deploymentId: deployment.id,
    attribution: attributionOf(deployment, assumptions),
    workload: chosen.workload,
    hoursPerMonth: assumptions.hoursPerMonth.value,
    requestsPerMonth: operation.servedPerSecond * 3600 * assumptions.hoursPerMonth.value,
    components,
    monthly,
    lowerBound: missing.length > 0,
    missing,
    byCategory: byCategory(components),
    wholeNodeMonthly: choice.settled ? chosen.wholeNodeMonthly : null,
    replicas: chosen.plan.range,
    hardware: chosenHardware(choice, chosen),
    candidates: choice.settled ? [] : candidateList(evaluations),
    model: model?.facts ?? null,
    quantization: model?.quantization ?? null,
    kvPrecision: model?.kvPrecision ?? null,
    tensorParallel: parallelismOf(deployment).tensor,
    // What a pod on a CPU may use beyond its request is not in its config.
    memory: option?.accelerator == null ? null : (serving?.memory ?? null),
    performance: serving?.performance ?? null,
    utilization: operation.utilization,
    ttftMs: operation.ttftMs,
    tpotMs: operation.tpotMs,
    meetsSlo: operation.meetsSlo,
    autoscaling: autoscalingEstimate(deployment, chosen, assumptions.hoursPerMonth.value),
    coldStart: chosen.coldStart,
    ...unitCostsOf(inputs, chosen, evaluations, components),
    assumptions: assumedInputs(inputs, chosen),
  };
}

/** What has no price: the reasons of the hardware, and the names of other components. */
function missingPhrases(
  choice: HardwareChoice,
  components: readonly CostComponent[],
): readonly string[] {
  const unpriced = components.filter(({ monthly }) => monthly === null);
  const compute = unpriced.filter(({ category }) => category === 'compute');
  const others = unpriced.filter(({ category }) => category !== 'compute');
  const reasons =
    choice.missing.length > 0 ? choice.missing : compute.map(({ formula }) => formula);
  return [
    ...(compute.length > 0 ? new Set(reasons) : []),
    ...others.map(({ name, quantity, formula }) =>
      quantity === null ? formula : `price of ${name.toLowerCase()}`,
    ),
  ];
}

/**
 * Nothing may run, and nobody knows how much does: what is counted is the least. (With a minimum of one or more, that is
 * taken as what runs.)
 */
function unknownReplicas(
  { deployment, assumptions }: EvaluationInputs,
  { plan }: Evaluation,
): readonly string[] {
  const { supply } = deployment;
  const { expected, max } = plan.range;
  if (supply.kind === 'api' || supply.kind === 'units' || supply.kind === 'serverless') return [];
  if (plan.week !== null || assumptions.replicas !== null || expected > 0 || max <= 0) return [];
  const unit = supply.kind === 'nodes' ? 'nodes' : 'replicas';
  return [`how many ${unit} run between none and ${max}`];
}

function chosenHardware(choice: HardwareChoice, chosen: Evaluation): ChosenHardware | null {
  const { option } = chosen;
  if (option === null) return null;
  return {
    accelerator: option.accelerator,
    instance: option.node?.offer ?? null,
    origin: option.origin,
    purchase: choice.purchase,
    pricePerHour: option.node?.price.perHour ?? null,
    nodeShare: option.node?.packing.nodesPerReplica ?? option.pod.podsPerReplica,
  };
}
