import type { PanelDeployment, PanelFigure } from '../../src/core/report/panelSchema.ts';
import type { Column, State } from '../state.ts';

/** The deployments in the order that was asked for. What is not known comes last in both directions. */
export function sorted(
  deployments: readonly PanelDeployment[],
  { column, descending }: State['sort'],
  monthlyOf: (deployment: PanelDeployment) => PanelFigure | null,
): readonly PanelDeployment[] {
  const sign = descending ? -1 : 1;
  return [...deployments].sort((a, b) => {
    const left = sortKey(a, column, monthlyOf);
    const right = sortKey(b, column, monthlyOf);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), 'en', { numeric: true });
    return sign * order || a.id.localeCompare(b.id);
  });
}

function sortKey(
  deployment: PanelDeployment,
  column: Column,
  monthlyOf: (deployment: PanelDeployment) => PanelFigure | null,
): string | number | null {
  switch (column) {
    case 'name':
    case 'hardware':
      return deployment[column];
    case 'monthly':
      return monthlyOf(deployment)?.value ?? null;
    case 'unitCost':
    case 'utilization':
    case 'saving':
      return deployment[column].value;
  }
}
