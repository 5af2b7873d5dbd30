import { chart } from '../charts/chart.ts';
import { element, type Child } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { originText } from './links.ts';
import { foldable } from './openable.ts';

const growthKey = 'growth';

/** The twelve months from this one. */
export const trendView: View = {
  id: 'trend',
  depends: ({ model, trend, state }) => [
    model.month === null,
    trend,
    ['table:trend', growthKey].map((key) => state.opened.includes(key)),
  ],
  render: (context) => {
    const { model, trend } = context;
    // The last answer may be of deployments that are gone.
    if (model.month === null || trend === null) return [];
    return [
      element('h2', {}, 'The next 12 months'),
      element('p', {}, trend.summary),
      ...trend.notes.map((note) => element('p', { class: 'note' }, note)),
      trend.chart === null ? null : chart(trend.chart, context),
      ...growth(context),
      trend.isUnstated ? stateGrowth(context) : null,
    ];
  },
  ask: ({ model }) => (model.month === null ? null : { type: 'trend' }),
};

function growth(context: ViewContext): Child[] {
  const stated = context.trend?.growth ?? [];
  if (stated.length === 0) return [];
  return [
    foldable(
      growthKey,
      ['Growth that is stated'],
      [
        element(
          'ul',
          { class: 'inputs' },
          ...stated.map(({ text, deployments, origin }) =>
            element('li', {}, `${deployments}: ${text} (`, originText(origin, context), ')'),
          ),
        ),
      ],
      context,
    ),
  ];
}

function stateGrowth({ send }: ViewContext): HTMLElement {
  return element(
    'div',
    { class: 'actions' },
    element(
      'vscode-button',
      {
        key: 'stateGrowth',
        attributes: { appearance: 'secondary' },
        on: {
          click: () => {
            send({ type: 'command', command: 'setWorkload' });
          },
        },
      },
      'State growthPerMonth…',
    ),
  );
}
