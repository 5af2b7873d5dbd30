import { mainUnit } from '../cost/mainUnit.ts';
import { hourlyPrice } from '../cost/purchase.ts';
import { requestMs } from '../cost/serving.ts';
import { plannedCapacity } from '../cost/workload.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Catalog, PricedInstance } from '../model/catalog.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { listedPurchases, type HourlyPrices, type InstanceFigures } from './comparison.ts';

/** The figures of an estimate that machines are compared by; null where it has no month. */
export function figuresOf(estimate: CostEstimate): InstanceFigures | null {
  const { monthly, performance, workload, unit, replicas } = estimate;
  if (monthly === null) return null;
  const { saturated } = performance ?? {};
  const each = performance && plannedCapacity(performance, workload.latencyClass.value);
  const tokens =
    saturated === undefined || saturated.requestsPerSecond <= 0
      ? null
      : saturated.outputTokensPerSecond / saturated.requestsPerSecond;
  return {
    monthly,
    lowerBound: estimate.lowerBound,
    wholeNodeMonthly: estimate.wholeNodeMonthly,
    replicas,
    unit: mainUnit(unit, estimate.unitBounds),
    perMillionTokens: unit.perMillionTokens,
    perRequest: unit.perThousandRequests === null ? null : unit.perThousandRequests / 1000,
    ttftMs: estimate.ttftMs,
    // What answers in one pass has no further tokens.
    tpotMs: estimate.tpotMs === 0 ? null : estimate.tpotMs,
    requestMs: requestMs(estimate, workload.outputTokens.value),
    requestsPerSecondPerReplica: each,
    outputTokensPerSecondPerReplica: each !== null && tokens !== null ? each * tokens : null,
    requestsPerSecond: each === null ? null : each * replicas.max,
    utilization: estimate.utilization,
    meetsSlo: estimate.meetsSlo,
  };
}

/** An hour of the whole machine in each way it is sold. */
export function hourlyPrices(
  place: PricedInstance | null,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): HourlyPrices {
  const prices = listedPurchases.map((way) => [
    way,
    place && hourlyPrice(place.instance, place.price, way, assumptions, catalog).perHour,
  ]);
  return Object.fromEntries(prices) as HourlyPrices;
}
