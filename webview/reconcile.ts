import type { PanelModel } from '../src/core/report/panelSchema.ts';
import type { State } from './state.ts';

/** The state without choices that the new report no longer has. */
export function reconcile(state: State, model: PanelModel): State {
  const fixes = new Set(model.suggestions.map(({ id }) => id));
  const categories = model.month?.categories.map(({ id }) => id) ?? [];
  const isThere = model.deployments.some(({ id }) => id === state.deploymentId);
  return {
    ...state,
    scopeUri: model.scopeUri,
    filter: {
      team: chosenOf(model, 'team'),
      environment: chosenOf(model, 'environment'),
    },
    chosen: state.chosen.filter((id) => fixes.has(id)),
    deploymentId: isThere ? state.deploymentId : dearest(model),
    whatIf: Object.fromEntries(
      Object.entries(state.whatIf).filter(([id]) => model.deployments.some((one) => one.id === id)),
    ),
    category:
      state.category !== null && categories.includes(state.category) ? state.category : null,
  };
}

function chosenOf({ filters }: PanelModel, by: 'team' | 'environment'): string | null {
  return filters.find((filter) => filter.by === by)?.chosen ?? null;
}

/** Where pages about one deployment begin. */
function dearest({ deployments }: PanelModel): string | null {
  const [first] = deployments.toSorted((a, b) => (b.monthly.value ?? -1) - (a.monthly.value ?? -1));
  return first?.id ?? null;
}
