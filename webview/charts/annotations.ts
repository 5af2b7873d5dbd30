import type { Chart, ChartPane } from '../../src/core/report/chart/chartSchema.ts';
import type { Layout, PaneLayout } from './layout.ts';
import { placeWords } from './placeWords.ts';
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
      shape(
        'text',
        {
          class: 'annotation',
          x: x(at) + (isLeft ? -8 : 8),
          y: bottom - fontSize * 0.5,
          'text-anchor': isLeft ? 'end' : 'start',
        },
        label,
      ),
    ];
  });
}

/** Rings around points, and what they are. */
export function drawMarks(
  { marks }: ChartPane,
  { x, left, width, fontSize }: Layout,
  { y, top, bottom }: PaneLayout,
): SVGElement[] {
  const places = marks.map((mark) => ({
    x: x(mark.x),
    y: y(mark.y),
    textWidth: textWidth(mark.label, fontSize),
  }));
  const words = placeWords(places, { left, right: width, top, bottom }, fontSize);
  return marks.map(({ label, isMain }, index) => {
    const { x: across = 0, y: down = 0 } = places[index] ?? {};
    const { anchor = 'start', ...at } = words[index] ?? {};
    return shape(
      'g',
      { class: 'mark' },
      shape('circle', { class: 'ring', cx: across, cy: down, r: 6 }),
      ...(isMain ? [shape('circle', { class: 'core', cx: across, cy: down, r: 3.5 })] : []),
      shape('text', { class: 'annotation', ...at, 'text-anchor': anchor }, label),
    );
  });
}
