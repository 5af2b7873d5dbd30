import type { Chart, ChartPane } from '../../src/core/report/chart/chartSchema.ts';
import type { Layout } from './layout.ts';
import { textWidth } from './scale.ts';
import { shape } from './svg.ts';

type Scale = (value: number) => number;

/** A limit across a pane, with its words on it at the right. */
export function drawThresholds(
  { thresholds }: ChartPane,
  { left, right, fontSize }: Layout,
  y: Scale,
): SVGElement[] {
  return thresholds.flatMap(({ at, label }) => [
    shape('line', { class: 'threshold', x1: left, x2: right, y1: y(at), y2: y(at) }),
    shape(
      'text',
      { class: 'annotation', x: right - 2, y: y(at) - fontSize * 0.4, 'text-anchor': 'end' },
      label,
    ),
  ]);
}

/** A limit down all panes, with its words in the first. */
export function drawVerticals({ verticals }: Chart, layout: Layout): SVGElement[] {
  const { x, top, bottom, fontSize } = layout;
  return verticals.flatMap(({ at, label }) => [
    shape('line', { class: 'threshold', x1: x(at), x2: x(at), y1: top, y2: bottom }),
    wordsBeside(label, x(at), top + fontSize, layout),
  ]);
}

/** A ring around a point, and what it is. */
export function drawMark(
  { x, y, label }: ChartPane['marks'][number],
  across: Scale,
  down: Scale,
  layout: Layout,
): SVGElement {
  const [at, height] = [across(x), down(y)];
  return shape(
    'g',
    { class: 'mark' },
    shape('circle', { class: 'ring', cx: at, cy: height, r: 6 }),
    shape('circle', { class: 'core', cx: at, cy: height, r: 2.5 }),
    wordsBeside(
      label,
      at,
      Math.max(layout.top + layout.fontSize, height - layout.fontSize * 0.8),
      layout,
    ),
  );
}

/** Words to the right of a place, or to its left where they would leave the picture. */
function wordsBeside(label: string, x: number, y: number, { width, fontSize }: Layout): SVGElement {
  const isLeft = x + 8 + textWidth(label, fontSize) > width;
  return shape(
    'text',
    {
      class: 'annotation',
      x: isLeft ? x - 8 : x + 8,
      y,
      'text-anchor': isLeft ? 'end' : 'start',
    },
    label,
  );
}
