import { chart } from '../charts/chart.ts';
import { element, type Child } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { originText } from './links.ts';

/** The twelve months from this one. */
export const trendView: View = {
  id: 'trend',
  depends: ({ trend, state }) => [trend, state.opened.includes('table:trend')],
  render: (context) => {
    const { trend } = context;
    if (trend === null) return [];
    return [
      element('h2', {}, 'The next 12 months'),
      element('p', {}, trend.summary),
      ...trend.notes.map((note) => element('p', { class: 'note' }, note)),
      ...growth(context),
      trend.chart === null ? null : chart(trend.chart, context),
      trend.isUnstated ? stateGrowth(context) : null,
    ];
  },
  ask: ({ model }) => (model.month === null ? null : { type: 'trend' }),
};

function growth(context: ViewContext): Child[] {
  return (context.trend?.growth ?? []).map(({ text, deployments, origin }) =>
    element('p', { class: 'note' }, `${text}, ${deployments}: `, originText(origin, context)),
  );
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
