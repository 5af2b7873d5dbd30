import type { PanelDeployment, PanelFigure } from '../../src/core/report/panelSchema.ts';
import { element, spoken, type Child } from '../dom.ts';
import type { Column } from '../state.ts';
import type { View, ViewContext } from '../view.ts';
import { lengthBar } from './lengthBar.ts';
import { placeLink } from './links.ts';
import { sorted } from './sort.ts';

interface ColumnHead {
  readonly column: Column;
  readonly title: string;
  readonly numeric: boolean;
  /** Left out where there is little room. */
  readonly optional: boolean;
}

const heads: readonly ColumnHead[] = [
  { column: 'name', title: 'Deployment', numeric: false, optional: false },
  { column: 'hardware', title: 'Hardware', numeric: false, optional: true },
  { column: 'monthly', title: 'Monthly', numeric: true, optional: false },
  { column: 'unitCost', title: 'Unit cost', numeric: true, optional: true },
  { column: 'utilization', title: 'Busy', numeric: true, optional: true },
  { column: 'saving', title: 'Saving', numeric: true, optional: false },
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
      element(
        'div',
        {
          class: 'scroll',
          attributes: { tabindex: 0, role: 'region', 'aria-label': 'Deployments' },
        },
        element(
          'table',
          {},
          element('thead', {}, element('tr', {}, ...heads.map((head) => headCell(head, context)))),
          element('tbody', {}, ...shown.map((deployment) => row(deployment, context))),
        ),
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

function headCell(
  { column, title, numeric, optional }: ColumnHead,
  context: ViewContext,
): HTMLElement {
  const { sort } = context.state;
  const isSorted = sort.column === column;
  const direction = sort.descending ? 'descending' : 'ascending';
  return element(
    'th',
    {
      class: [numeric ? 'number' : '', optional ? 'optional' : ''].join(' ').trim(),
      attributes: { scope: 'col', 'aria-sort': isSorted ? direction : null },
    },
    element(
      'button',
      {
        class: 'sort',
        key: `sort:${column}`,
        attributes: { type: 'button' },
        on: {
          click: () => {
            const descending = isSorted ? !sort.descending : numeric;
            context.update({ sort: { column, descending } });
          },
        },
      },
      title,
      element(
        'span',
        { class: 'direction', attributes: { 'aria-hidden': 'true' } },
        isSorted ? (sort.descending ? '↓' : '↑') : '',
      ),
    ),
  );
}

function row(deployment: PanelDeployment, context: ViewContext): HTMLElement {
  const monthly = monthlyOf(deployment, context) ?? deployment.monthly;
  return element(
    'tr',
    {},
    element(
      'th',
      { attributes: { scope: 'row' } },
      element(
        'button',
        {
          class: 'name',
          key: `deployment:${deployment.id}`,
          attributes: { type: 'button' },
          on: {
            click: () => {
              context.update({ page: 'deployment', deploymentId: deployment.id });
            },
          },
        },
        deployment.name,
      ),
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
