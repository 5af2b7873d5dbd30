import type { CostEstimate, NamedInput } from '../model/estimate.ts';
import type { Explanation } from '../model/insight.ts';
import type { WorkUnit } from '../model/performance.ts';
import { derivedInput, sourcedInput } from '../cost/inputs.ts';

/** Unit costs of what a deployment serves; those of other kinds of models are left out. */
export function unitExplanations(estimate: CostEstimate): readonly Explanation[] {
  const served = estimate.performance?.work.unit ?? 'tokens';
  const inTokens = served === 'tokens' || estimate.unit.perMillionTokens !== null;
  return [
    ...(served === 'tokens' ? [] : [byWork(served, estimate)]),
    ...(inTokens ? byToken(estimate) : []),
    {
      figure: 'perThousandRequests',
      title: '1,000 requests',
      value: estimate.unit.perThousandRequests,
      unit: 'USD',
      formula: 'expected month ÷ requests × 1,000',
      inputs: paidAndAnswered(estimate),
    },
  ];
}

function paidAndAnswered({ monthly, requestsPerMonth }: CostEstimate): readonly NamedInput[] {
  return [
    derivedInput(
      'expected month',
      monthly?.expected ?? 'not known',
      'USD/month',
      'sum of the components',
    ),
    derivedInput(
      'requests answered',
      requestsPerMonth,
      'requests/month',
      'requests answered a second × 3,600 × hours',
    ),
  ];
}

/** Title, formula and the words of the quantity of one request, by what requests are counted in. */
const works = {
  images: {
    figure: 'perImage',
    title: 'One image',
    formula: 'expected month ÷ (requests × images of a request)',
    quantity: 'images of a request',
    unit: 'images/request',
  },
  'audio-seconds': {
    figure: 'perAudioHour',
    title: 'One hour of audio',
    formula: 'expected month ÷ (requests × seconds of audio of a request) × 3,600',
    quantity: 'audio of a request',
    unit: 's/request',
  },
  predictions: {
    figure: 'perThousandPredictions',
    title: '1,000 predictions',
    formula: 'expected month ÷ (requests × predictions of a request) × 1,000',
    quantity: 'predictions of a request',
    unit: 'predictions/request',
  },
} as const satisfies Record<Exclude<WorkUnit, 'tokens'>, object>;

function byWork(served: keyof typeof works, estimate: CostEstimate): Explanation {
  const { figure, title, formula, quantity, unit } = works[served];
  const perRequest = estimate.performance?.work.perRequest ?? 1;
  return {
    figure,
    title,
    value: estimate.unit[figure],
    unit: 'USD',
    formula,
    inputs: [
      ...paidAndAnswered(estimate),
      derivedInput(quantity, perRequest, unit, 'as stated, else one, or 30 s of audio'),
    ],
  };
}

function byToken(estimate: CostEstimate): readonly Explanation[] {
  const { unit, workload, performance } = estimate;
  const phase = performance?.phase;
  const paid = paidAndAnswered(estimate);
  const input = sourcedInput('input tokens', workload.inputTokens, 'tokens/request');
  const output = sourcedInput('output tokens', workload.outputTokens, 'tokens/request');
  const split =
    performance === null
      ? []
      : [
          derivedInput(
            'share of prefill',
            performance.prefillShare,
            'share',
            phase === undefined
              ? 'time an accelerator spends on prefill ÷ time it is busy, at full load; the rest is decoding'
              : `a ${phase} worker does nothing else`,
          ),
        ];
  const all: readonly Explanation[] = [
    {
      figure: 'perMillionTokens',
      title: '1M tokens, input and output',
      value: unit.perMillionTokens,
      unit: 'USD',
      formula: 'expected month ÷ (requests × (input + output tokens)) × 1,000,000',
      inputs: [...paid, input, output],
    },
    {
      figure: 'perMillionInputTokens',
      title: '1M input tokens',
      value: unit.perMillionInputTokens,
      unit: 'USD',
      formula: 'expected month × share of prefill ÷ (requests × input tokens) × 1,000,000',
      inputs: [...paid, input, ...split],
    },
    {
      figure: 'perMillionOutputTokens',
      title: '1M output tokens',
      value: unit.perMillionOutputTokens,
      unit: 'USD',
      formula: 'expected month × (1 − share of prefill) ÷ (requests × output tokens) × 1,000,000',
      inputs: [...paid, output, ...split],
    },
  ];
  // What a worker does not do has no cost there.
  const done = phase === 'prefill' ? 'perMillionInputTokens' : 'perMillionOutputTokens';
  return phase === undefined ? all : all.filter(({ figure }) => figure === done);
}
