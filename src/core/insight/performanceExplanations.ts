import { measuredSpeedName } from '../cost/assumed.ts';
import type { CostEstimate, NamedInput } from '../model/estimate.ts';
import type { Explanation } from '../model/insight.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import { kvTransferInput } from '../performance/kvTransfer.ts';
import { firstLatencyName, firstLimitName, writesText } from '../performance/writesText.ts';
import { derivedInput, sourcedInput } from '../cost/inputs.ts';

const limits = {
  'slo-ttft': 'the highest rate at which the TTFT limit holds at the percentile',
  'slo-tpot': 'the highest rate at which the TPOT limit holds at the percentile',
  'slo-e2e': 'the highest rate at which the end-to-end limit holds at the percentile',
  'target-utilization': '75% of the most a replica can serve; no latency limit is stated',
  saturated: 'the most a replica can serve; the latency limits hold even then',
} as const;

/** Capacity, latency and how busy the replicas are; empty where nothing is known of the speed. */
export function performanceExplanations(estimate: CostEstimate): readonly Explanation[] {
  const { performance, workload, replicas } = estimate;
  if (performance === null) return [];
  const lengths = [
    sourcedInput('input tokens', workload.inputTokens, 'tokens/request'),
    sourcedInput('output tokens', workload.outputTokens, 'tokens/request'),
  ].filter(({ value }) => value !== 0);
  const { low, high } = performance.band;
  const trust = derivedInput(
    'trust',
    performance.confidence,
    '',
    `80% of comparable measurements lie between ${percent(low)} and ${percent(high)} of the figure`,
  );
  const hardware = hardwareInputs(estimate);
  const perReplica = workload.requestsPerSecond.value / replicas.expected;
  const load = derivedInput(
    'requests of a replica',
    Number.isFinite(perReplica) ? perReplica : 'none runs',
    Number.isFinite(perReplica) ? 'req/s' : '',
    'requests ÷ replicas',
  );
  const { limit, capacity, saturated } = performance;
  const measured = estimate.assumptions.filter(({ name }) => name.startsWith(measuredSpeedName));
  const writes = writesText(performance);
  const isFirst = firstLatencyName(performance) === 'TTFT';
  return [
    {
      figure: 'capacity',
      title: 'Capacity of a replica',
      value: capacity.requestsPerSecond,
      unit: 'req/s',
      formula:
        limit === 'slo-ttft' && !isFirst
          ? 'the highest rate at which the latency limit holds at the percentile'
          : limits[limit],
      inputs: [...hardware, ...lengths, ...latencyLimits(estimate), ...measured, trust],
    },
    {
      figure: 'saturated',
      title: 'Most a replica can serve',
      value: saturated.requestsPerSecond,
      unit: 'req/s',
      formula: mostFormula(performance),
      inputs: [
        derivedInput(
          'requests at once',
          performance.maxConcurrency,
          '',
          'what KV cache and engine allow',
        ),
        ...hardware,
        ...lengths,
        ...measured,
        trust,
      ],
    },
    {
      figure: 'ttftMs',
      title: isFirst ? 'Time to first token' : 'Time of an answer',
      value: estimate.ttftMs,
      unit: 'ms',
      formula: firstFormula(performance),
      inputs: [load, ...hardware, ...lengths, ...measured, trust],
    },
    {
      figure: 'tpotMs',
      title: 'Time per output token',
      value: writes ? estimate.tpotMs : null,
      unit: 'ms',
      formula:
        performance.phase === 'decode'
          ? 'step time of the requests in flight; prompts are prefilled elsewhere'
          : 'step time of the requests in flight + prefills of others in between',
      inputs: [load, ...hardware, ...lengths, ...measured, trust],
    },
    ...(performance.kvTransferMs === undefined
      ? []
      : [
          {
            figure: 'kvTransferMs',
            title: 'Transfer of a KV cache',
            value: performance.kvTransferMs,
            unit: 'ms',
            formula:
              'bytes of the prompt’s KV cache on one accelerator ÷ rate of the network; the other end may have fewer',
            inputs: [kvTransferInput, ...lengths.slice(0, 1)],
          },
        ]),
    {
      figure: 'utilization',
      title: 'Busy share',
      value: estimate.utilization,
      unit: 'share',
      formula: 'requests of a replica ÷ the most a replica can serve',
      inputs: [
        load,
        derivedInput('most a replica can serve', saturated.requestsPerSecond, 'req/s', 'see above'),
      ],
    },
  ];
}

function mostFormula(performance: PerformanceEstimate): string {
  if (performance.phase === 'decode') {
    return 'requests at once ÷ (output tokens × step time + transfer of the KV cache), the queue never empty';
  }
  return writesText(performance)
    ? 'requests at once ÷ (output tokens × step time + prefill), the queue never empty'
    : 'requests of a full pass ÷ time of the pass, the queue never empty';
}

function firstFormula(performance: PerformanceEstimate): string {
  if (performance.phase === 'prefill') {
    return 'arrival + waiting for a pass + prefill + transfer of the KV cache, at the mean rate of a replica';
  }
  return writesText(performance)
    ? 'arrival + prefill + waiting for other prefills, at the mean rate of a replica'
    : 'waiting for a pass + the pass, at the mean rate of a replica';
}

function hardwareInputs({ hardware, model }: CostEstimate): readonly NamedInput[] {
  const facts = hardware?.accelerator ?? null;
  return [
    ...(model === null
      ? []
      : [
          {
            name: 'active parameters',
            value: model.activeParameters,
            unit: '',
            origin: { kind: 'catalog', entry: model.id, source: model.source, asOf: model.asOf },
          } as const,
        ]),
    ...(facts === null
      ? []
      : [
          {
            name: 'memory bandwidth',
            value: facts.bandwidth / 1e9,
            unit: 'GB/s',
            origin: { kind: 'catalog', entry: facts.id, source: facts.source, asOf: facts.asOf },
          } as const,
        ]),
  ];
}

function latencyLimits({ workload, performance }: CostEstimate): readonly NamedInput[] {
  const { ttftMs, tpotMs, percentile } = workload;
  return [
    ...(ttftMs === null ? [] : [sourcedInput(firstLimitName(performance), ttftMs, 'ms')]),
    ...(tpotMs === null ? [] : [sourcedInput('TPOT limit', tpotMs, 'ms')]),
    ...(ttftMs === null && tpotMs === null ? [] : [sourcedInput('percentile', percentile, '')]),
  ];
}

function percent(factor: number): string {
  return `${Math.round(factor * 100)}%`;
}
