import { rateWithin, timeWithin, type Within } from '../cost/within.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { writesText } from '../performance/writesText.ts';
import { figure } from './reportContext.ts';
import type { PerformanceReport } from './reportModel.ts';

/** Speed of all expected replicas together; null where it is not known or has no meaning for this kind of model. */
export function performanceReport({
  performance,
  replicas,
  utilization,
  ttftMs,
  tpotMs,
  meetsSlo,
}: CostEstimate): PerformanceReport {
  const together = (perReplica: number | undefined): number | null =>
    figure(perReplica === undefined ? null : perReplica * replicas.expected);
  const rate = together(performance?.capacity.requestsPerSecond);
  const writes = writesText(performance);
  return {
    requestsPerSecond: rate,
    outputTokensPerSecond: writes ? together(performance?.capacity.outputTokensPerSecond) : null,
    work:
      performance === null || rate === null
        ? null
        : {
            unit: performance.work.unit,
            perSecond: figure(rate * performance.work.perRequest),
          },
    ttftMs: figure(ttftMs),
    tpotMs: writes ? figure(tpotMs) : null,
    kvTransferMs: figure(performance?.kvTransferMs ?? null),
    utilization: figure(utilization),
    maxConcurrency: figure(performance?.maxConcurrency ?? null),
    meetsSlo,
    confidence: performance?.confidence ?? null,
    within:
      performance === null || rate === null
        ? null
        : {
            requestsPerSecond: plain(rateWithin(rate, performance.band)),
            ttftMs: ttftMs === null ? null : plain(timeWithin(ttftMs, performance.band)),
            tpotMs: tpotMs === null || !writes ? null : plain(timeWithin(tpotMs, performance.band)),
          },
  };
}

function plain({ min, max }: Within): Within {
  return { min: figure(min), max: figure(max) };
}
