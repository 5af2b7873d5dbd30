import type { PanelDeployment, PanelFigure } from '../../src/core/report/panelSchema.ts';
import { element, spoken, type Child } from '../dom.ts';
import type { Column } from '../state.ts';
import type { View, ViewContext } from '../view.ts';
import { lengthBar } from './lengthBar.ts';
import { deploymentButton, placeLink } from './links.ts';
import { sorted } from './sort.ts';
import { sortHead, type SortColumn } from './sortHead.ts';
import { scrollingTable } from './table.ts';

interface ColumnHead extends SortColumn {
  readonly id: Column;
}

const words = { isNumber: false } as const;
const figures = { isNumber: true, startsDescending: true } as const;

const heads: readonly ColumnHead[] = [
  { id: 'name', title: 'Deployment', ...words },
  { id: 'hardware', title: 'Hardware', ...words, isOptional: true },
  { id: 'monthly', title: 'Monthly', ...figures },
  { id: 'unitCost', title: 'Unit cost', ...figures, isOptional: true },
  { id: 'utilization', title: 'Busy', ...figures, isOptional: true },
  { id: 'saving', title: 'Saving', ...figures },
];

/** All deployments in a table that sorts; a row leads to the page of the deployment. */
export const deploymentsView: View = {
  id: 'deployments',
  depends: ({ model, state }) => [model.deployments, state.sort, state.category],
  render: (context) => {
    const { model, state } = context;
    if (model.deployments.length === 0) return [];
    const shown = sorted(
      model.deployments.filter((deployment) => monthlyOf(deployment, context) !== null),
      state.sort,
      (deployment) => monthlyOf(deployment, context),
    );
    return [
      element('h2', {}, `Deployments (${shown.length})`),
      scrollingTable(
        'Deployments',
        heads.map((head) => headCell(head, context)),
        shown.map((deployment) => row(deployment, context)),
      ),
    ];
  },
};

/** What the table shows as monthly: the total, or the chosen category; null when the category costs nothing here. */
function monthlyOf(deployment: PanelDeployment, { state }: ViewContext): PanelFigure | null {
  return state.category === null
    ? deployment.monthly
    : (deployment.byCategory[state.category] ?? null);
}

function headCell(head: ColumnHead, { state, update }: ViewContext): HTMLElement {
  return sortHead(head, 'sort', state.sort, ({ descending }) => {
    update({ sort: { column: head.id, descending } });
  });
}

function row(deployment: PanelDeployment, context: ViewContext): HTMLElement {
  const monthly = monthlyOf(deployment, context) ?? deployment.monthly;
  return element(
    'tr',
    {},
    element(
      'th',
      { attributes: { scope: 'row' } },
      deploymentButton(deployment, 'deployment', context),
      placeLink(deployment.place, context),
    ),
    element('td', { class: 'hardware optional' }, deployment.hardware),
    element(
      'td',
      { class: 'number' },
      element('span', {}, monthly.text),
      monthlyBar(monthly, context),
      deployment.range === null || context.state.category !== null
        ? null
        : element('span', { class: 'range' }, deployment.range),
    ),
    element('td', { class: 'number optional' }, deployment.unitCost.text),
    element('td', { class: 'number optional' }, ...utilization(deployment)),
    element('td', { class: 'number' }, deployment.saving.text),
  );
}

/** As long as what is shown beside the dearest; no bar where nothing is to compare. */
function monthlyBar({ value }: PanelFigure, context: ViewContext): Child {
  const most = Math.max(
    ...context.model.deployments.map((one) => monthlyOf(one, context)?.value ?? 0),
  );
  return value === null || most <= 0 || context.model.deployments.length < 2
    ? null
    : lengthBar(value / most);
}

function utilization({ utilization, slo }: PanelDeployment): Child[] {
  const sloWords = { met: 'SLO met', missed: 'SLO missed', none: '' }[slo];
  return [
    utilization.text,
    slo === 'none'
      ? null
      : element(
          'span',
          { class: `slo ${slo}`, attributes: { title: sloWords } },
          element('span', { attributes: { 'aria-hidden': 'true' } }, slo === 'met' ? '✓' : '✗'),
          spoken(sloWords),
        ),
    utilization.value === null
      ? null
      : element('span', {
          class: utilization.value > 1 ? 'bar overloaded' : 'bar busy',
          attributes: { 'aria-hidden': 'true' },
          properties: { '--share': String(utilization.share) },
        }),
  ];
}
