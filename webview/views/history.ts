import type { PanelHistory } from '../../src/core/report/panelHistorySchema.ts';
import { chart } from '../charts/chart.ts';
import { element, type Child } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { table } from './table.ts';

/** What the configs cost, commit by commit. Read while the page is shown; a commit leads to the review since then. */
export const historyView: View = {
  id: 'history',
  depends: ({ history, state }) => [
    history === undefined,
    history,
    state.filter,
    state.opened.includes('table:history'),
  ],
  render: (context) => {
    const { history } = context;
    if (history === undefined) return [element('h2', {}, 'History')];
    if (history === null) {
      return [
        element('h2', {}, 'History'),
        element(
          'p',
          { class: 'note' },
          'There is no git repository here whose history can be read.',
        ),
      ];
    }
    return [
      element('h2', {}, 'History'),
      history.summary === '' ? null : element('p', {}, history.summary),
      ...history.notes.map((note) => element('p', { class: 'note' }, note)),
      isNarrowed(context)
        ? element(
            'p',
            { class: 'note' },
            'Of all teams and environments, whatever is chosen above.',
          )
        : null,
      history.chart === null
        ? null
        : chart(history.chart, context, {
            selected: -1,
            select: (index) => {
              reviewSince(history.rows.at(-1 - index)?.commit, context);
            },
          }),
      ...rows(history, context),
      status(history),
      actions(history, context),
    ];
  },
  ask: ({ history }) => (history == null ? null : { type: 'history', more: false }),
};

function isNarrowed({ state: { filter } }: ViewContext): boolean {
  return filter.team !== null || filter.environment !== null;
}

function reviewSince(commit: string | undefined, { send }: ViewContext): void {
  if (commit !== undefined) send({ type: 'reviewSince', commit });
}

function rows({ rows: all }: PanelHistory, context: ViewContext): Child[] {
  if (all.length === 0) return [];
  return [
    element('h3', {}, 'Commits'),
    table(
      'Commits',
      [
        { title: 'Commit' },
        { title: 'Month', isNumber: true },
        { title: 'Difference', isNumber: true },
        { title: 'Deployments', isNumber: true },
        { title: 'What changed' },
      ],
      all.map((one): Child[] => [
        element(
          'span',
          {},
          one.subject,
          element('span', { class: 'note beneath' }, `${one.date} · ${one.short}`),
          link(one, context),
        ),
        element(
          'span',
          {},
          one.month,
          one.range === null ? null : element('span', { class: 'note beneath' }, one.range),
        ),
        one.difference.text,
        one.deployments,
        element(
          'span',
          {},
          ...one.changes.map((change) => element('span', { class: 'beneath' }, change)),
        ),
      ]),
    ),
  ];
}

function link({ commit, short }: PanelHistory['rows'][number], context: ViewContext): HTMLElement {
  return element(
    'button',
    {
      class: 'link',
      key: `since:${commit}`,
      attributes: {
        type: 'button',
        'aria-label': `Review since ${short}`,
      },
      on: {
        click: () => {
          reviewSince(commit, context);
        },
      },
    },
    'Review since',
  );
}

/** Always there, so that a screen reader hears when it changes. */
function status({ progress }: PanelHistory): HTMLElement {
  return element('p', { class: 'note', attributes: { role: 'status' } }, progress ?? '');
}

function actions({ progress, hasMore, rows: all }: PanelHistory, { send }: ViewContext): Child {
  if (progress !== null) {
    return buttons('Stop', () => {
      send({ type: 'stopHistory' });
    });
  }
  if (!hasMore) return null;
  return buttons(all.length === 0 ? 'Read the history' : 'Load older commits', () => {
    send({ type: 'history', more: true });
  });
}

function buttons(label: string, press: () => void): HTMLElement {
  return element(
    'div',
    { class: 'actions' },
    element(
      'vscode-button',
      {
        key: 'history:action',
        attributes: { appearance: 'secondary' },
        on: { click: press },
      },
      label,
    ),
  );
}
