/** How an assumption of the panel is stated in the assumptions file. */
export interface StatedAs {
  /** Keys from the block of a deployment to the value. */
  readonly path: readonly string[];
  readonly kind: 'number' | 'word';
}

const number = (...path: readonly string[]): StatedAs => ({ path, kind: 'number' });
const word = (...path: readonly string[]): StatedAs => ({ path, kind: 'word' });

/** By the name under which an estimate lists it. What is not here follows from other values, or has no key of its own. */
const statements: Readonly<Record<string, StatedAs>> = {
  requests: number('workload', 'requestsPerSecond'),
  'input tokens': number('workload', 'inputTokens'),
  'output tokens': number('workload', 'outputTokens'),
  shape: word('workload', 'shape'),
  'peak factor': number('workload', 'peakFactor'),
  growth: number('workload', 'growthPerMonth'),
  'TTFT limit': number('workload', 'latency', 'ttftMs'),
  'TPOT limit': number('workload', 'latency', 'tpotMs'),
  percentile: number('workload', 'latency', 'percentile'),
  accelerator: word('accelerator'),
  'instance type': word('instanceType'),
  provider: word('provider'),
  region: word('region'),
  purchase: word('purchase'),
};

/** Null for an assumption that cannot be stated by itself. */
export function statedAs(name: string): StatedAs | null {
  return Object.hasOwn(statements, name) ? (statements[name] ?? null) : null;
}
