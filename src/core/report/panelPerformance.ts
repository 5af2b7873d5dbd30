import { rateWithin, timeWithin, type Within } from '../cost/within.ts';
import type { CostEstimate, UnitCosts } from '../model/estimate.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import {
  formatMilliseconds,
  formatMoney,
  formatNumber,
  formatRequestRate,
  formatWithin,
  formatWorkRate,
} from './format.ts';
import { courseTexts, startText } from './demandText.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelDeployment } from './panelSchema.ts';

type Rows = PanelDeployment['performance'];

/** What the deployment does and what a unit of it costs, as names and values; only what is known. */
export function panelPerformance(estimate: CostEstimate, context: PanelContext): Rows {
  const { performance } = estimate;
  return [
    ...(performance === null ? [] : speed(performance, estimate)),
    ...unitCosts(estimate, context),
    ...row('Cold start', estimate.coldStart, startText),
    ...courseTexts(estimate.autoscaling, estimate.coldStart).map((value) => ({
      name: 'Over a week',
      value,
    })),
    ...row('Confidence', performance?.confidence, (value) => value),
  ];
}

/** Figures that are extrapolated are shown with the range they are good for. */
function speed(performance: PerformanceEstimate, { ttftMs, tpotMs }: CostEstimate): Rows {
  const { capacity, saturated, work, maxConcurrency, confidence, band } = performance;
  const isGuess = confidence === 'extrapolated';
  const rate = (value: number): Within | null => (isGuess ? rateWithin(value, band) : null);
  const milliseconds = (value: number): string =>
    formatWithin(value, isGuess ? timeWithin(value, band) : null, formatMilliseconds);
  const writes = saturated.outputTokensPerSecond > 0;
  const done = writes
    ? capacity.outputTokensPerSecond
    : capacity.requestsPerSecond * work.perRequest;
  return [
    ...row(writes ? 'TTFT' : 'Latency', ttftMs, milliseconds),
    ...row('TPOT', writes ? tpotMs : null, milliseconds),
    ...row('Capacity of a replica', capacity.requestsPerSecond, (value) =>
      formatWithin(value, rate(value), formatRequestRate),
    ),
    ...row(writes ? 'Output at capacity' : 'At capacity', done, (value) =>
      formatWithin(value, rate(value), (perSecond) => formatWorkRate(perSecond, work.unit)),
    ),
    ...row('Requests at once', maxConcurrency, formatNumber),
  ];
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

function unitCosts({ unit, unitBounds }: CostEstimate, context: PanelContext): Rows {
  const { currency } = context.analysis.environment;
  return unitNames.flatMap(([name, label]) =>
    row(label, unit[name], (usd) => {
      const [min, max] = [unitBounds?.min[name] ?? usd, unitBounds?.max[name] ?? usd];
      return formatWithin(usd, { min, max }, (amount) => formatMoney(amount, currency));
    }),
  );
}

function row<T>(name: string, value: T | null | undefined, format: (value: T) => string): Rows {
  return value === null || value === undefined ? [] : [{ name, value: format(value) }];
}
