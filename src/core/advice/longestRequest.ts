import type { Sourced } from '../model/sourced.ts';
import type { Workload } from '../model/workload.ts';
import { inputAt, outputAt } from '../performance/requestLengths.ts';

/** Times the mean that a request may be where only the mean is stated; no usual distribution of lengths goes further. */
const tail = 4;

/** The percentile that counts as the longest where the spread is stated. */
const longest = 99.9;

/**
 * Tokens, input and output, of the longest requests that somebody has stated; null where either length is only a default:
 * then nobody knows, and no context is too long.
 */
export function longestRequest(workload: Workload): number | null {
  const { inputTokens, outputTokens, inputTokensP95, outputTokensP95 } = workload;
  if (isDefault(inputTokens) || isDefault(outputTokens)) return null;
  const lengths = {
    inputTokens: inputTokens.value,
    outputTokens: outputTokens.value,
    inputTokensP95: inputTokensP95?.value ?? null,
    outputTokensP95: outputTokensP95?.value ?? null,
  };
  const input = inputTokensP95 === null ? tail * inputTokens.value : inputAt(lengths, longest);
  const output = outputTokensP95 === null ? tail * outputTokens.value : outputAt(lengths, longest);
  return Math.ceil(input + output);
}

function isDefault({ origin }: Sourced<unknown>): boolean {
  return origin.kind === 'default';
}
