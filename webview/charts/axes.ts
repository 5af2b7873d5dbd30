import type { Chart } from '../../src/core/report/chart/chartSchema.ts';
import type { Layout, PaneLayout } from './layout.ts';
import { wordsThatFit } from './scale.ts';
import { shape } from './svg.ts';

/** Lines of the grid, the words at them, and what the axes count. */
export function drawAxes(chart: Chart, layout: Layout): SVGElement[] {
  return [
    ...chart.panes.flatMap(({ y }, index) => {
      const pane = layout.panes[index];
      return pane === undefined ? [] : paneAxis(y, pane, layout);
    }),
    ...footAxis(chart, layout),
  ];
}

function paneAxis(
  axis: Chart['x'],
  { top, bottom, y }: PaneLayout,
  { left, right, fontSize }: Layout,
): SVGElement[] {
  return [
    ...axis.ticks.map(({ at, label }) =>
      shape('line', {
        class: label === '' ? 'grid minor' : 'grid',
        ...{ x1: left, x2: right, y1: y(at), y2: y(at) },
      }),
    ),
    ...axis.ticks.map(({ at, label }) =>
      shape(
        'text',
        { class: 'tick', x: left - 6, y: y(at) + fontSize * 0.35, 'text-anchor': 'end' },
        label,
      ),
    ),
    shape('text', { class: 'axis-title', x: 0, y: top - fontSize * 1.05 }, axis.title),
    shape('line', { class: 'foot', x1: left, x2: right, y1: bottom, y2: bottom }),
  ];
}

function footAxis({ x: axis }: Chart, { x, panes, bottom, right, fontSize }: Layout): SVGElement[] {
  const words = wordsThatFit(
    axis.ticks.map(({ at, label }) => ({ at: x(at), text: label })),
    fontSize,
  );
  const below = bottom + fontSize * 1.4;
  return [
    ...panes.flatMap(({ top, bottom: foot }) =>
      axis.ticks.map(({ at, label }) =>
        shape('line', {
          class: label === '' ? 'grid minor' : 'grid',
          ...{ x1: x(at), x2: x(at), y1: top, y2: foot },
        }),
      ),
    ),
    ...words.map(({ at, text }) =>
      shape('text', { class: 'tick', x: at, y: below, 'text-anchor': 'middle' }, text),
    ),
    shape(
      'text',
      { class: 'axis-title', x: right, y: below + fontSize * 1.4, 'text-anchor': 'end' },
      axis.title,
    ),
  ];
}
