import type { Analysis } from '../analysis.ts';
import { groupNames, knownFilter, type GroupFilter } from '../narrow.ts';
import type { PanelModel } from './panelSchema.ts';

/** By what the panel can be narrowed, and what it is narrowed to; a selector only where there is something to select. */
export function panelFilters(analysis: Analysis, filter: GroupFilter): PanelModel['filters'] {
  const known = knownFilter(analysis, filter);
  return (['team', 'environment'] as const)
    .map((by) => ({ by, names: groupNames(analysis, by), chosen: known[by] }))
    .filter(({ names }) => names.length > 0);
}
