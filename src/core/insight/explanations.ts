import type { Deployment } from '../model/deployment.ts';
import type { CostEstimate, NamedInput } from '../model/estimate.ts';
import type { Explanation } from '../model/insight.ts';
import { derivedInput, sourcedInput } from '../cost/inputs.ts';
import { memoryExplanations } from './memoryExplanations.ts';
import { performanceExplanations } from './performanceExplanations.ts';
import { unitExplanations } from './unitExplanations.ts';

/**
 * Every figure of an estimate that a reader meets beside its components, opened: what it is, how it was calculated, and
 * from which inputs, each with its origin. Figures that are not known are listed with the value null, so that a reader
 * sees what would be needed. (Components carry their own formula and inputs.)
 */
export function explanations(
  deployment: Deployment,
  estimate: CostEstimate,
): readonly Explanation[] {
  return [
    month(estimate),
    ...replicas(deployment, estimate),
    ...unitExplanations(estimate),
    ...performanceExplanations(estimate),
    ...memoryExplanations(deployment, estimate),
  ];
}

function month(estimate: CostEstimate): Explanation {
  return {
    figure: 'monthly',
    title: 'Month',
    value: estimate.monthly?.expected ?? null,
    unit: 'USD/month',
    formula: estimate.lowerBound
      ? `sum of the components that have a price; missing: ${estimate.missing.join(', ')}`
      : 'sum of the components',
    inputs: estimate.components.map(({ name, monthly, formula }) =>
      derivedInput(name, monthly?.expected ?? 'not priced', 'USD/month', formula),
    ),
  };
}

function replicas(deployment: Deployment, estimate: CostEstimate): readonly Explanation[] {
  const { min, max, autoscaler } = deployment.replicas;
  const isScaled = autoscaler !== null;
  return [
    {
      figure: 'replicas',
      title: 'Replicas on average',
      value: estimate.replicas.expected,
      unit: '',
      formula: isScaled
        ? 'mean over 168 hours of what the autoscaler runs for the demand, between minimum and maximum'
        : 'as the config states',
      inputs: [
        sourcedInput(isScaled ? 'minimum' : 'replicas', min, ''),
        ...(isScaled && max !== null ? [sourcedInput('maximum', max, '')] : []),
        ...(isScaled ? demandInputs(estimate) : []),
      ],
    },
  ];
}

function demandInputs({ workload, performance }: CostEstimate): readonly NamedInput[] {
  return [
    sourcedInput('requests', workload.requestsPerSecond, 'req/s'),
    sourcedInput('shape', workload.shape, ''),
    ...(performance === null
      ? []
      : [
          derivedInput(
            'capacity of a replica',
            performance.capacity.requestsPerSecond,
            'req/s',
            'see capacity',
          ),
        ]),
  ];
}
