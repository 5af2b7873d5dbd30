import type { AcceleratorCandidate, CostComponent } from '../model/estimate.ts';
import type { Evaluation } from './evaluate.ts';
import { runsMethod } from '../performance/methodSupport.ts';

/** True unless it is known that the model does not fit, or cannot run there as it is quantized. */
function fits({ serving }: Evaluation): boolean {
  if (serving === null) return true;
  const { accelerator, quantization } = serving.configuration;
  return serving.memory.fits && runsMethod(accelerator, quantization);
}

/** The options on which the model fits; all of them, when it fits on none. */
export function possible(evaluations: readonly Evaluation[]): readonly Evaluation[] {
  const fitting = evaluations.filter(fits);
  return fitting.length > 0 ? fitting : evaluations;
}

function meetsSlo(evaluation: Evaluation): boolean {
  return evaluation.operation.meetsSlo ?? true;
}

/**
 * The option that counts as expected: the cheapest on which the model fits and the objective holds; else the cheapest on
 * which it fits; else the one with the smallest shortfall. `evaluations` holds at least one.
 */
export function expectedOf(evaluations: readonly Evaluation[]): Evaluation | null {
  const fitting = cheapestFirst(evaluations.filter(fits));
  return (
    fitting.find(meetsSlo) ??
    fitting[0] ??
    cheapestFirst(evaluations).toSorted((a, b) => shortfall(a) - shortfall(b))[0] ??
    null
  );
}

function shortfall(evaluation: Evaluation): number {
  return evaluation.serving?.memory.shortfallGiB ?? 0;
}

/** By expected month; options without a known one last. */
function cheapestFirst(evaluations: readonly Evaluation[]): readonly Evaluation[] {
  const month = (evaluation: Evaluation): number => evaluation.monthly?.expected ?? Infinity;
  return evaluations.toSorted((a, b) => month(a) - month(b));
}

/** What each option would come to, cheapest first. */
export function candidateList(evaluations: readonly Evaluation[]): readonly AcceleratorCandidate[] {
  return cheapestFirst(evaluations).flatMap((evaluation) => {
    const { option } = evaluation;
    if (option?.accelerator == null || option.node === null) return [];
    return {
      accelerator: option.accelerator.id,
      instance: option.node.offer,
      monthly: evaluation.monthly,
      fits: fits(evaluation),
      meetsSlo: meetsSlo(evaluation),
    };
  });
}

/**
 * The components of the expected option, with compute widened to the range over all options on which the model fits
 * (over all, when it fits on none): the accelerator is not named, so neither is the price.
 */
export function widened(
  expected: Evaluation,
  evaluations: readonly Evaluation[],
): readonly CostComponent[] {
  const over = possible(evaluations);
  if (over.length <= 1) return expected.components;
  // Every option has the same lines of compute, in the same order.
  return expected.components.map((component, index) => {
    const others = over.flatMap(({ components }) => components[index]?.monthly ?? []);
    if (component.category !== 'compute' || component.monthly === null) return component;
    return {
      ...component,
      monthly: {
        min: Math.min(...others.map((range) => range.min)),
        expected: component.monthly.expected,
        max: Math.max(...others.map((range) => range.max)),
      },
      formula: `${component.formula}; at least and at most: over ${over.length} accelerators it could be`,
    };
  });
}
