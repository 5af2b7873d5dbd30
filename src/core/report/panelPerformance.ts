import type { CostEstimate } from '../model/estimate.ts';
import { formatMilliseconds, formatMoney, formatNumber, formatRequestRate } from './format.ts';
import { courseTexts, startText } from './demandText.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelDeployment } from './panelSchema.ts';

/** What the deployment does, as names and values; only what is known. */
export function panelPerformance(
  estimate: CostEstimate,
  context: PanelContext,
): PanelDeployment['performance'] {
  const { currency } = context.analysis.environment;
  const { performance, ttftMs, tpotMs, unit } = estimate;
  const money = (usd: number): string => formatMoney(usd, currency);
  return [
    row('TTFT', ttftMs, formatMilliseconds),
    row('TPOT', tpotMs, formatMilliseconds),
    row('Capacity of a replica', performance?.capacity.requestsPerSecond, formatRequestRate),
    row(
      'Output at capacity',
      performance?.capacity.outputTokensPerSecond,
      (value) => `${formatNumber(value)} tokens/s`,
    ),
    row('Requests at once', performance?.maxConcurrency, formatNumber),
    row('1M input tokens', unit.perMillionInputTokens, money),
    row('1M output tokens', unit.perMillionOutputTokens, money),
    row('1,000 requests', unit.perThousandRequests, money),
    row('1M tokens at capacity', unit.perMillionTokensAtCapacity, money),
    row('Cold start', estimate.coldStart, startText),
    ...courseTexts(estimate.autoscaling, estimate.coldStart).map((value) => [
      { name: 'Over a week', value },
    ]),
    row('Confidence', performance?.confidence, (value) => value),
  ].flat();
}

function row<T>(
  name: string,
  value: T | null | undefined,
  format: (value: T) => string,
): PanelDeployment['performance'] {
  return value === null || value === undefined ? [] : [{ name, value: format(value) }];
}
