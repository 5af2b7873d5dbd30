import { tooLateShare } from '../cost/missed.ts';
import { rateWithin, timeWithin, type Within } from '../cost/within.ts';
import type { CostEstimate, UnitCosts } from '../model/estimate.ts';
import type { DeploymentAnalysis } from '../analysis.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import { firstLatencyName, writesText } from '../performance/writesText.ts';
import {
  formatMilliseconds,
  formatMoney,
  formatMoneyRange,
  formatNumber,
  formatPercent,
  formatRequestRate,
  formatWithin,
  formatWorkRate,
  isSpread,
} from './format.ts';
import { courseTexts, startText } from './demandText.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelDeployment } from './panelSchema.ts';

type Rows = PanelDeployment['performance'];

/** What the deployment does and what a unit of it costs, as names and values; only what is known. */
export function panelPerformance(
  { deployment, estimate }: DeploymentAnalysis,
  context: PanelContext,
): Rows {
  const { performance } = estimate;
  // What is always there for everybody does not start for one.
  const isShared = deployment.supply.kind === 'api' || deployment.supply.kind === 'units';
  return [
    ...(performance === null ? [] : speed(performance, estimate)),
    ...unitCosts(estimate, context),
    ...row('Cold start', isShared ? null : estimate.coldStart, startText),
    ...courseTexts(estimate.autoscaling, estimate.coldStart).map((value) => ({
      name: 'Over a week',
      value,
    })),
    ...row('Confidence', performance?.confidence, (value) => value),
  ];
}

/** Figures that are extrapolated are shown with the range they are good for. */
function speed(performance: PerformanceEstimate, estimate: CostEstimate): Rows {
  const { ttftMs, tpotMs } = estimate;
  const late = tooLateShare(estimate);
  const { capacity, work, maxConcurrency, confidence, band } = performance;
  const isGuess = confidence === 'extrapolated';
  const rate = (value: number): Within | null => (isGuess ? rateWithin(value, band) : null);
  const milliseconds = (value: number): string =>
    formatWithin(value, isGuess ? timeWithin(value, band) : null, formatMilliseconds);
  const writes = writesText(performance);
  const isIdle = !(capacity.requestsPerSecond > 0);
  const done = writes
    ? capacity.outputTokensPerSecond
    : capacity.requestsPerSecond * work.perRequest;
  return [
    ...row(firstLatencyName(performance) === 'TTFT' ? 'TTFT' : 'Latency', ttftMs, (value) =>
      late === null
        ? milliseconds(value)
        : `${milliseconds(value)} at the mean load; ${formatPercent(late)} of the requests queue for longer`,
    ),
    ...row('TPOT', writes ? tpotMs : null, milliseconds),
    ...row('KV transfer', performance.kvTransferMs, formatMilliseconds),
    ...row('Capacity of a replica', capacity.requestsPerSecond, (value) =>
      isIdle
        ? 'none: the latency limit does not hold at any rate'
        : formatWithin(value, rate(value), formatRequestRate),
    ),
    ...row(doneAtCapacity(performance, writes), isIdle ? null : done, (value) =>
      formatWithin(value, rate(value), (perSecond) => formatWorkRate(perSecond, work.unit)),
    ),
    ...row('Requests at once', maxConcurrency, formatNumber),
  ];
}

function doneAtCapacity({ phase }: PerformanceEstimate, writes: boolean): string {
  if (phase === 'prefill') return 'Input at capacity';
  return writes ? 'Output at capacity' : 'At capacity';
}

const unitNames: readonly (readonly [keyof UnitCosts, string])[] = [
  ['perImage', 'One image'],
  ['perAudioHour', 'One hour of audio'],
  ['perThousandPredictions', '1,000 predictions'],
  ['perMillionTokens', '1M tokens'],
  ['perMillionInputTokens', '1M input tokens'],
  ['perMillionOutputTokens', '1M output tokens'],
  ['perThousandRequests', '1,000 requests'],
  ['perMillionTokensAtCapacity', '1M tokens at capacity'],
];

/** Each once: what is the same under another name (all tokens are input, a request is one prediction) is left out. */
function unitCosts({ unit, unitBounds }: CostEstimate, context: PanelContext): Rows {
  const { currency } = context.analysis.environment;
  const shown = new Set<number>();
  return unitNames.flatMap(([name, label]) => {
    const expected = unit[name];
    if (expected === null || shown.has(expected)) return [];
    shown.add(expected);
    const [min, max] = [unitBounds?.min[name] ?? expected, unitBounds?.max[name] ?? expected];
    const range = { min, expected, max };
    const spread = isSpread(range, currency) ? ` (${formatMoneyRange(range, currency)})` : '';
    return [{ name: label, value: `${formatMoney(expected, currency)}${spread}` }];
  });
}

function row<T>(name: string, value: T | null | undefined, format: (value: T) => string): Rows {
  return value === null || value === undefined ? [] : [{ name, value: format(value) }];
}
