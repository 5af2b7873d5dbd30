import type { PlanFigures } from '../optimize/optimization.ts';
import { formatCountRange, formatMilliseconds, formatRequestRate, UNKNOWN } from './format.ts';

/** What a plan runs on: `2 × 4 L4 (g6.12xlarge)`; one accelerator goes without its number. */
export function hardwareText({
  replicas,
  acceleratorCount,
  accelerator,
  instance,
}: PlanFigures): string {
  const count = formatCountRange({
    min: replicas.min,
    expected: replicas.expected,
    max: replicas.max,
  });
  const each = accelerator === null ? '' : `${acceleratorCount} ${accelerator}`;
  const machine = instance === null ? '' : accelerator === null ? instance : ` (${instance})`;
  return `${count} × ${each}${machine}`;
}

/** How a plan serves: `TP 4, fp8 weights, fp8 KV cache, 64 sequences, spot`. */
export function wayText(plan: PlanFigures): string {
  const ranks: readonly (readonly [string, number])[] = [
    ['TP', plan.tensorParallel],
    ['PP', plan.pipelineParallel],
    ['DP', plan.dataParallel],
  ];
  return [
    ...ranks.flatMap(([name, size]) => (size > 1 ? `${name} ${size}` : [])),
    ...(plan.expertParallel ? ['EP'] : []),
    ...(plan.quantization === null ? [] : [`${plan.quantization} weights`]),
    ...(plan.kvPrecision === null || plan.kvPrecision === 'bf16'
      ? []
      : [`${plan.kvPrecision} KV cache`]),
    ...(plan.maxSequences === null ? [] : [`${plan.maxSequences} sequences`]),
    plan.purchase,
  ].join(', ');
}

/** `TTFT 229 ms, TPOT 25 ms, 8.4 req/s`. */
export function speedText({ ttftMs, tpotMs, requestsPerSecond }: PlanFigures): string {
  return [
    `TTFT ${latencyText(ttftMs)}`,
    ...(tpotMs === null ? [] : [`TPOT ${latencyText(tpotMs)}`]),
    requestsPerSecond === null ? UNKNOWN : formatRequestRate(requestsPerSecond),
  ].join(', ');
}

export function latencyText(milliseconds: number | null): string {
  return milliseconds === null ? UNKNOWN : formatMilliseconds(milliseconds);
}

/** In words what is different about a plan: `A100-SXM-80 → L40S, 8 → 4 accelerators, 3 → 2 replicas`. */
export function differenceText(plan: PlanFigures, today: PlanFigures | null): string {
  if (today === null) return `${hardwareText(plan)}, ${wayText(plan)}`;
  const parts = fields.flatMap(([of, suffix]) => {
    const [before, after] = [of(today), of(plan)];
    if (before === after) return [];
    return `${before ?? 'default'} → ${after ?? 'default'}${suffix}`;
  });
  return parts.length === 0 ? 'as today' : parts.join(', ');
}

type Field = readonly [(plan: PlanFigures) => string | number | null, suffix: string];

const fields: readonly Field[] = [
  [({ accelerator }) => accelerator, ''],
  [({ acceleratorCount }) => acceleratorCount, ' accelerators each'],
  [({ replicas }) => formatCountRange({ ...replicas }), ' replicas'],
  [({ tensorParallel }) => tensorParallel, ' tensor parallel'],
  [({ pipelineParallel }) => pipelineParallel, ' pipeline parallel'],
  [({ dataParallel }) => dataParallel, ' data parallel'],
  [({ expertParallel }) => (expertParallel ? 'on' : 'off'), ' expert parallel'],
  [({ quantization }) => quantization, ' weights'],
  [({ kvPrecision }) => kvPrecision, ' KV cache'],
  [({ maxSequences }) => maxSequences, ' sequences at most'],
  [({ purchase }) => purchase, ''],
  [({ provider }) => provider, ''],
  [({ region }) => region, ''],
];
