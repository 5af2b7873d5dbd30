import type { Analysis } from '../../analysis.ts';
import { createAnalysisCache, type AnalysisCache } from '../../analysis/cache.ts';
import { cacheChoices, precisionChoices } from '../../whatIf/choices.ts';
import type { WhatIfInputId, WhatIfInputs } from '../../whatIf/inputs.ts';
import { whatIf, type WhatIf } from '../../whatIf/whatIf.ts';
import { comparisonRows, remarksOf, summaryText } from './comparison.ts';
import { controlGroups } from './controls.ts';
import type { PanelWhatIf } from './panelWhatIfSchema.ts';

/** A deployment with other inputs, for the panel; null when the analysis does not have it. */
export function getPanelWhatIf(
  analysis: Analysis,
  deploymentId: string,
  inputs: WhatIfInputs,
  cache: AnalysisCache = createAnalysisCache(),
): PanelWhatIf | null {
  const looked = whatIf(analysis, deploymentId, inputs, cache);
  if (looked === null) return null;
  const { currency } = analysis.environment;
  const homes = [...looked.homes.values()];
  const count = (place: 'file' | 'assumptions'): number =>
    homes.filter(({ kind }) => kind === place).length;
  return {
    deploymentId,
    groups: controlGroups(looked, currency),
    rows: comparisonRows(looked, currency),
    summary: summaryText(looked, currency),
    remarks: [...remarksOf(looked), ...needsOf(looked)],
    changed: Object.keys(looked.changed) as WhatIfInputId[],
    writable: { file: count('file'), assumptions: count('assumptions') },
  };
}

/** What it takes besides the edit, and what it may cost. */
function needsOf({ changed, subject }: WhatIf): readonly string[] {
  const precisions = [
    ...(changed.precision === undefined ? [] : precisionChoices(subject)),
    ...(changed.kvPrecision === undefined ? [] : cacheChoices(subject)),
  ].flatMap(({ value, needs }) =>
    needs !== null && (value === changed.precision || value === changed.kvPrecision) ? [needs] : [],
  );
  return [
    ...precisions,
    ...(changed.purchase === 'spot'
      ? ['Spot replicas can be taken back at short notice (30 s to 2 min, by provider).']
      : []),
  ];
}
