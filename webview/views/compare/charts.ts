import { chart } from '../../charts/chart.ts';
import { element } from '../../dom.ts';
import type { View } from '../../view.ts';
import { answerOf } from './question.ts';

/** Cost against latency and throughput: a point is a row of the table, and selects it. */
export const compareChartsView: View = {
  id: 'compare-charts',
  depends: (context) => [
    context.state.compare.tab,
    context.state.compare.selected,
    context.state.opened.filter((key) => key.startsWith('table:compare')),
    answerOf(context)?.instances?.charts,
  ],
  render: (context) => {
    const { compare } = context.state;
    const charts = answerOf(context)?.instances?.charts ?? [];
    if (compare.tab !== 'instances' || charts.length === 0) return [];
    const drawn = charts.map(({ chart: model, keys }) =>
      chart(model, context, {
        selected: compare.selected === null ? -1 : keys.indexOf(compare.selected),
        select: (index) => {
          const selected = keys[index] ?? null;
          context.update({ compare: { ...compare, selected } });
          document.querySelector('tr.selected')?.scrollIntoView({ block: 'nearest' });
        },
      }),
    );
    return [element('div', { class: 'pair' }, ...drawn)];
  },
};
