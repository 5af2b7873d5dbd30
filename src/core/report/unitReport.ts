import { mainUnit } from '../cost/mainUnit.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { ReportContext } from './reportContext.ts';
import type { UnitReport } from './reportModel.ts';

/** Unit costs in the currency of the report. */
export function unitReport({ unit, unitBounds }: CostEstimate, context: ReportContext): UnitReport {
  return {
    perMillionTokens: context.money(unit.perMillionTokens),
    perMillionInputTokens: context.money(unit.perMillionInputTokens),
    perMillionOutputTokens: context.money(unit.perMillionOutputTokens),
    perThousandRequests: context.money(unit.perThousandRequests),
    perImage: context.money(unit.perImage),
    perAudioHour: context.money(unit.perAudioHour),
    perThousandPredictions: context.money(unit.perThousandPredictions),
    main: context.mainUnit(mainUnit(unit, unitBounds)),
    perMillionTokensAtCapacity: context.money(unit.perMillionTokensAtCapacity),
  };
}
