import type { LatencyClass, DemandShape } from '../model/workload.ts';
import type { Sourced } from '../model/sourced.ts';

/** Every value that stands in for one nobody stated, each with the reason why it is this one. */

/** A value of the product’s own, with the reason why it is this one. */
export function byDefault<T>(name: string, value: T, reason: string): Sourced<T> {
  return { value, origin: { kind: 'default', name, reason } };
}

export const defaultShape: Sourced<DemandShape> = byDefault(
  'shape',
  'diurnal',
  'traffic of services that people use follows the day',
);

export const defaultLatencyClass: Sourced<LatencyClass> = byDefault(
  'latencyClass',
  'interactive',
  'a person waits for the answer, as with most serving',
);

export const defaultPercentile = byDefault('percentile', 95, 'the percentile most objectives name');

export const realTimeTtftMs = byDefault(
  'latency.ttftMs',
  200,
  'a real-time workload states no limit; answers within 200 ms are what the class means',
);

export const defaultPeakFactor = byDefault(
  'peakFactor',
  1,
  'no bursts within the hour are stated; the headroom of the capacity covers random arrivals',
);

export const defaultMaxAccuracyLoss = byDefault(
  'maxAccuracyLoss',
  1,
  'a loss of one point is within the spread of most benchmark runs',
);

export const defaultHoursPerMonth = byDefault(
  'hoursPerMonth',
  730,
  '8,760 hours a year in 12 months, as clouds bill',
);

export const defaultMaxPriceAgeDays = byDefault(
  'maxPriceAgeDays',
  180,
  'list prices of accelerators changed once or twice a year (AWS cut those of P4 and P5 in June 2025)',
);

interface TokenLengths {
  readonly input: Sourced<number>;
  readonly output: Sourced<number>;
}

function lengths(input: number, output: number, reason: string): TokenLengths {
  return {
    input: byDefault('inputTokens', input, reason),
    output: byDefault('outputTokens', output, reason),
  };
}

const generation = lengths(
  1000,
  250,
  'near the conversation trace of Azure’s LLM service published with Splitwise (2024; median 1,020 in, 129 out), at the 4 : 1 ratio GKE prices with',
);
const passages = lengths(256, 0, 'a passage of about 200 words; the answer is a vector or a score');
const notTokens = lengths(0, 0, 'this kind of model is not counted in tokens');

/** Tokens of a request by what the model does (`modality` of the catalogue; null = unknown). */
export function defaultTokenLengths(modality: string | null): TokenLengths {
  switch (modality) {
    case 'text-generation':
    case null:
      return generation;
    case 'embedding':
    case 'rerank':
      return passages;
    default:
      return notTokens;
  }
}
