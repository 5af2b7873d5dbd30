import type { QuantizationFacts } from '../model/modelFacts.ts';
import { formatNumber } from '../report/format.ts';
import type { Subject } from './rule.ts';

/** `0–0.5 points`, from the typical loss of a method. */
function points([low, high]: readonly [number, number]): string {
  return low === high
    ? `${formatNumber(high)} points`
    : `${formatNumber(low)}–${formatNumber(high)} points`;
}

/** True where the loss is published and its upper end is within the limit of the workload. */
export function isWithinLimit(
  { accuracyLoss }: Pick<QuantizationFacts, 'accuracyLoss'>,
  { workload }: Subject,
): boolean {
  return accuracyLoss !== null && accuracyLoss[1] <= workload.maxAccuracyLoss.value;
}

/** True where somebody stated a limit: only they have agreed to a loss. */
export function lossIsAgreed({ workload }: Subject): boolean {
  return workload.maxAccuracyLoss.origin.kind !== 'default';
}

/** `AWQ loses 1–3 points of accuracy, limit 1`. */
export function overLimit(name: string, facts: QuantizationFacts, { workload }: Subject): string {
  const limit = formatNumber(workload.maxAccuracyLoss.value);
  return facts.accuracyLoss === null
    ? `what ${name} loses in accuracy is not published`
    : `${name} loses ${points(facts.accuracyLoss)} of accuracy, limit ${limit}`;
}

/** The loss against the limit, and who measured it. */
export function accuracyTradeOffs(
  { accuracyLoss, accuracySource }: Pick<QuantizationFacts, 'accuracyLoss' | 'accuracySource'>,
  { workload }: Subject,
): readonly string[] {
  if (accuracyLoss === null) return [];
  const limit = formatNumber(workload.maxAccuracyLoss.value);
  const source = accuracySource === '' ? [] : [`Source of the accuracy loss: ${accuracySource}.`];
  return [`${points(accuracyLoss)} of accuracy (limit ${limit})`, ...source];
}
