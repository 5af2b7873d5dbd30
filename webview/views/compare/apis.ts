import { chart } from '../../charts/chart.ts';
import type { PanelCompare } from '../../../src/core/report/panelCompareSchema.ts';
import { element, type Child } from '../../dom.ts';
import type { View, ViewContext } from '../../view.ts';
import { table } from '../table.ts';
import { answerOf } from './question.ts';

type Hosted = PanelCompare['apis']['rows'][number];

/** Hosted models in the place of the deployment: over volume, and at the traffic of today. */
export const compareApisView: View = {
  id: 'compare-apis',
  depends: (context) => [
    context.state.compare.tab,
    context.state.opened.filter((key) => key.startsWith('table:compare')),
    answerOf(context)?.apis,
  ],
  render: (context) => {
    const apis = answerOf(context)?.apis ?? null;
    if (apis === null || context.state.compare.tab !== 'apis') return [];
    return [
      element('h3', {}, 'Hosted models'),
      ...apis.notes.map((note) => element('p', { class: 'note' }, note)),
      ...figure(apis.chart, context),
      ...rows(apis.rows),
    ];
  },
};

function figure(model: PanelCompare['apis']['chart'], context: ViewContext): Child[] {
  return model === null ? [] : [chart(model, context)];
}

function rows(all: readonly Hosted[]): Child[] {
  if (all.length === 0) return [];
  const isOverVolume = all.some(({ breakEven }) => breakEven !== '');
  return [
    table(
      'Hosted models',
      [
        { title: 'Offer' },
        { title: 'Which' },
        { title: 'Unit cost', isNumber: true },
        { title: 'Monthly', isNumber: true },
        ...(isOverVolume
          ? [{ title: 'Cheaper today' }, { title: 'This deployment is cheaper' }]
          : []),
      ],
      all.map((row) => [
        row.isCurrent
          ? element('span', {}, `${row.offer} `, element('span', { class: 'tag' }, 'now'))
          : row.offer,
        row.match,
        row.unit.text,
        row.monthly.text,
        ...(isOverVolume ? [row.today, row.breakEven] : []),
      ]),
    ),
  ];
}
