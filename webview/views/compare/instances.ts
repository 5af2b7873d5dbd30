import type { PanelInstance, PanelInstances } from '../../../src/core/report/panelCompareSchema.ts';
import { element, type Child } from '../../dom.ts';
import type { View, ViewContext } from '../../view.ts';
import { foldable } from '../openable.ts';
import { filledColumns, instanceColumns, type InstanceColumn } from './columns.ts';
import { filtered } from './filters.ts';
import { answerOf, questionOf } from './question.ts';
import { inOrder, sortHead } from '../sortHead.ts';
import { scrollingTable } from '../table.ts';

/** Rows that are shown before somebody asks for more. */
const firstRows = 40;

/** The deployment on every machine, in a table that sorts. */
export const compareInstancesView: View = {
  id: 'compare-instances',
  depends: (context) => [
    context.state.compare,
    context.state.opened.includes(leftKey),
    answerOf(context),
    context.refused,
  ],
  render: (context) => {
    const answer = answerOf(context);
    if (answer === null || context.state.compare.tab !== 'instances') return [];
    const { instances, noInstances } = answer;
    if (instances === null) return [element('p', { class: 'note' }, noInstances ?? '')];
    const { compare } = context.state;
    const rows = sorted(filtered(instances, compare), compare.sort);
    const shown = compare.allRows ? rows : rows.slice(0, firstRows);
    return [
      element('h3', {}, `${shown.length} of ${instances.rows.length} machines`),
      ...instances.notes.map((note) => element('p', { class: 'note' }, note)),
      table(withChosen(shown, rows, compare.selected), instances, context),
      shown.length === rows.length ? null : more(rows.length, context),
      ...left(instances, context),
    ];
  },
};

/** The row of today, and the one that was selected in a chart, are there wherever they stand. */
function withChosen(
  shown: readonly PanelInstance[],
  rows: readonly PanelInstance[],
  selected: string | null,
): readonly PanelInstance[] {
  const missing = rows.filter(
    (row) => (row.isCurrent || row.key === selected) && !shown.includes(row),
  );
  return [...shown, ...missing];
}

function sorted(
  rows: readonly PanelInstance[],
  { column, descending }: ViewContext['state']['compare']['sort'],
): readonly PanelInstance[] {
  const found = instanceColumns.find(({ id }) => id === column);
  return inOrder(
    rows,
    (row) =>
      found === undefined
        ? column === 'verdict'
          ? row.verdict
          : column === 'hardware'
            ? row.hardware
            : row.instance
        : found.of(row).value,
    descending,
  );
}

function table(
  rows: readonly PanelInstance[],
  { rows: all }: PanelInstances,
  context: ViewContext,
): HTMLElement {
  const { compare } = context.state;
  const columns = filledColumns(all);
  const head = (id: string, title: string, isNumber: boolean, long?: string): HTMLElement =>
    sortHead({ id, title, long, isNumber }, 'compare:sort', compare.sort, (sort) => {
      context.update({ compare: { ...compare, sort } });
    });
  return scrollingTable(
    'Machines',
    [
      head('instance', 'Machine', false),
      ...columns.slice(0, 1).map(({ id, title, long }) => head(id, title, true, long)),
      head('verdict', 'Serves it', false),
      head('hardware', 'Runs on', false),
      ...columns.slice(1).map(({ id, title, long }) => head(id, title, true, long)),
    ],
    rows.flatMap((row) => lines(row, columns, context)),
  );
}

function lines(
  row: PanelInstance,
  columns: readonly InstanceColumn[],
  context: ViewContext,
): HTMLElement[] {
  const isSelected = row.key === context.state.compare.selected;
  const figure = ({ id, of }: InstanceColumn): HTMLElement =>
    element(
      'td',
      { class: 'number' },
      element('span', {}, of(row).text),
      id === 'monthly' && row.range !== null
        ? element('span', { class: 'range' }, row.range)
        : null,
    );
  const line = element(
    'tr',
    { class: [isSelected ? 'selected' : '', row.isCurrent ? 'current' : ''].join(' ').trim() },
    nameCell(row, isSelected, context),
    ...columns.slice(0, 1).map(figure),
    element('td', { class: row.meetsSlo ? 'verdict' : 'verdict against' }, row.verdict),
    element('td', { class: 'hardware' }, row.hardware),
    ...columns.slice(1).map(figure),
  );
  return isSelected ? [line, about(row, columns.length + 3, context)] : [line];
}

function nameCell(
  row: PanelInstance,
  isSelected: boolean,
  { state, update }: ViewContext,
): HTMLElement {
  return element(
    'th',
    { attributes: { scope: 'row' } },
    element(
      'button',
      {
        class: 'name',
        key: `compare:row:${row.key}`,
        attributes: { type: 'button', 'aria-expanded': String(isSelected) },
        on: {
          click: () => {
            const selected = isSelected ? null : row.key;
            update({ compare: { ...state.compare, selected } });
          },
        },
      },
      row.instance,
    ),
    element('span', { class: 'note' }, row.place),
    ...row.tags.map((tag) => element('span', { class: 'tag' }, tag)),
  );
}

/** What is to be said of the row that is selected, and its button. */
function about(row: PanelInstance, width: number, context: ViewContext): HTMLElement {
  const { refused, send } = context;
  const question = questionOf(context);
  const use = (): void => {
    if (question !== null) send({ type: 'useInstance', question, key: row.key });
  };
  const differs =
    row.besides === ''
      ? 'Nothing but the machine is different'
      : `Besides the machine: ${row.besides}`;
  return element(
    'tr',
    { class: 'selected about' },
    element(
      'td',
      { attributes: { colspan: width } },
      element(
        'p',
        {},
        [
          row.size,
          row.isCurrent ? 'As it is now' : differs,
          row.source === '' ? '' : `Price: ${row.source}`,
        ]
          .filter((part) => part !== '')
          .join('. '),
      ),
      row.canUse
        ? element(
            'vscode-button',
            {
              key: `compare:use:${row.key}`,
              attributes: { appearance: 'secondary' },
              on: { click: use },
            },
            `Use ${row.instance}…`,
          )
        : null,
      element(
        'p',
        { class: 'note', attributes: { role: 'status' } },
        refused?.key === row.key ? `Not possible here: ${refused.reason}` : '',
      ),
    ),
  );
}

function more(count: number, { state, update }: ViewContext): HTMLElement {
  return element(
    'vscode-button',
    {
      key: 'compare:more',
      attributes: { appearance: 'secondary' },
      on: {
        click: () => {
          update({ compare: { ...state.compare, allRows: true } });
        },
      },
    },
    `Show all ${count}`,
  );
}

const leftKey = 'compare:left';

function left({ left: all }: PanelInstances, context: ViewContext): Child[] {
  if (all.length === 0) return [];
  return [
    foldable(
      leftKey,
      ['Left out'],
      [element('ul', {}, ...all.map((text) => element('li', {}, text)))],
      context,
    ),
  ];
}
