import type { Chart, ChartPane } from '../../src/core/report/chart/chartSchema.ts';
import type { Layout, PaneLayout } from './layout.ts';
import { textWidth } from './scale.ts';
import { shape } from './svg.ts';

/** A limit across a pane, with its words at the left, where what grows with the load is still far below it. */
export function drawThresholds(
  { thresholds }: ChartPane,
  { left, right, fontSize }: Layout,
  { y, top }: PaneLayout,
): SVGElement[] {
  return thresholds.flatMap(({ at, label }) => {
    const height = y(at);
    const isHigh = height - top < fontSize * 1.5;
    return [
      shape('line', { class: 'threshold', x1: left, x2: right, y1: height, y2: height }),
      shape(
        'text',
        { class: 'annotation', x: left + 4, y: height + fontSize * (isHigh ? 1.2 : -0.4) },
        label,
      ),
    ];
  });
}

/** A limit down all panes, with its words at the foot. */
export function drawVerticals({ verticals }: Chart, layout: Layout): SVGElement[] {
  const { x, top, bottom, fontSize, width } = layout;
  return verticals.flatMap(({ at, label }) => {
    const isLeft = x(at) + 8 + textWidth(label, fontSize) > width;
    return [
      shape('line', { class: 'threshold', x1: x(at), x2: x(at), y1: top, y2: bottom }),
      wordsBeside(label, x(at), bottom - fontSize * 0.5, isLeft ? 'end' : 'start'),
    ];
  });
}

/** A ring around a point, and what it is: to the left and above, where a rising line leaves room. */
export function drawMark(
  { x, y, label, isMain }: ChartPane['marks'][number],
  layout: Layout,
  pane: PaneLayout,
): SVGElement {
  const [at, height] = [layout.x(x), pane.y(y)];
  const { fontSize, left } = layout;
  const isRight = at - 8 - textWidth(label, fontSize) < left;
  return shape(
    'g',
    { class: 'mark' },
    shape('circle', { class: 'ring', cx: at, cy: height, r: 6 }),
    ...(isMain ? [shape('circle', { class: 'core', cx: at, cy: height, r: 3.5 })] : []),
    wordsBeside(
      label,
      at,
      Math.max(pane.top + fontSize, height - fontSize * 0.8),
      isRight ? 'start' : 'end',
    ),
  );
}

/** Words to one side of a place. */
function wordsBeside(label: string, x: number, y: number, anchor: 'start' | 'end'): SVGElement {
  return shape(
    'text',
    { class: 'annotation', x: anchor === 'end' ? x - 8 : x + 8, y, 'text-anchor': anchor },
    label,
  );
}
