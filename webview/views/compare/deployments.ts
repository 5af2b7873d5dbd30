import type { PanelCompare } from '../../../src/core/report/panelCompareSchema.ts';
import { element } from '../../dom.ts';
import type { View, ViewContext } from '../../view.ts';
import { answerOf } from './question.ts';
import { deploymentButton } from '../links.ts';
import { inOrder, sortHead, type SortColumn } from '../sortHead.ts';
import { scrollingTable } from '../table.ts';

type Row = PanelCompare['deployments'][number];

interface Column extends SortColumn {
  readonly text: (row: Row) => string;
  readonly value: (row: Row) => string | number | null;
}

const words = (id: 'model' | 'hardware' | 'fits' | 'slo', title: string): Column => ({
  id,
  title,
  isNumber: false,
  text: (row) => row[id],
  value: (row) => row[id],
});

const number = (
  id:
    | 'monthly'
    | 'perMillionTokens'
    | 'perMillionTokensAtCapacity'
    | 'perThousandRequests'
    | 'utilization',
  title: string,
  long?: string,
): Column => ({
  id,
  title,
  ...(long === undefined ? {} : { long }),
  isNumber: true,
  text: (row) => row[id].text,
  value: (row) => row[id].value,
});

const columns: readonly Column[] = [
  words('model', 'Model'),
  words('hardware', 'Runs on'),
  number('monthly', 'Monthly'),
  number('perMillionTokens', '1M tokens', 'Cost of a million tokens at today’s traffic'),
  number(
    'perMillionTokensAtCapacity',
    '1M tokens, full',
    'Cost of a million tokens when every replica runs at capacity',
  ),
  number('perThousandRequests', '1k requests', 'Cost of a thousand requests'),
  number('utilization', 'Busy'),
  words('fits', 'Fits'),
  words('slo', 'SLO'),
];

/** The deployments of the report side by side, at the same units. */
export const compareDeploymentsView: View = {
  id: 'compare-deployments',
  depends: (context) => [context.state.compare, answerOf(context)?.deployments],
  render: (context) => {
    const answer = answerOf(context);
    const { compare } = context.state;
    if (answer === null || compare.tab !== 'deployments') return [];
    const { sortDeployments: sort } = compare;
    const column = columns.find(({ id }) => id === sort.column);
    const rows = inOrder(
      answer.deployments,
      column?.value ?? (({ name }) => name),
      sort.descending,
    );
    return [
      element('h3', {}, `${rows.length} deployments`),
      element(
        'p',
        { class: 'note' },
        'Each at its own traffic; “full” is what its hardware could do for the price, whatever is asked of it.',
      ),
      table(rows, context),
    ];
  },
};

function table(rows: readonly Row[], context: ViewContext): HTMLElement {
  const { compare } = context.state;
  const head = (of: SortColumn): HTMLElement =>
    sortHead(of, 'compare:deployments', compare.sortDeployments, (sortDeployments) => {
      context.update({ compare: { ...compare, sortDeployments } });
    });
  return scrollingTable(
    'Deployments side by side',
    [head({ id: 'name', title: 'Deployment', isNumber: false }), ...columns.map(head)],
    rows.map((row) =>
      element(
        'tr',
        { class: row.isCurrent ? 'current' : '' },
        element(
          'th',
          { attributes: { scope: 'row' } },
          deploymentButton(row, 'compare:deployment', context),
        ),
        ...columns.map(({ isNumber, text }) =>
          element('td', { class: isNumber ? 'number' : '' }, text(row)),
        ),
      ),
    ),
  );
}
