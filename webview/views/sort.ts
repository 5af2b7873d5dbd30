import type { PanelDeployment, PanelFigure } from '../../src/core/report/panelSchema.ts';
import type { Column, State } from '../state.ts';
import { inOrder } from './sortHead.ts';

/** The deployments in the order that was asked for. What is not known comes last in both directions. */
export function sorted(
  deployments: readonly PanelDeployment[],
  { column, descending }: State['sort'],
  monthlyOf: (deployment: PanelDeployment) => PanelFigure | null,
): readonly PanelDeployment[] {
  return inOrder(
    deployments,
    (deployment) => sortKey(deployment, column, monthlyOf),
    descending,
    (a, b) => a.id.localeCompare(b.id, 'en'),
  );
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
