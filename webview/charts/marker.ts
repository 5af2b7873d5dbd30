import type { ChartSeries } from '../../src/core/report/chart/chartSchema.ts';
import { shape } from './svg.ts';

const radius = 4;

/** A point of a series; each tone has a form of its own. */
export function marker(tone: ChartSeries['tone'], x: number, y: number): SVGElement {
  const at = { class: 'marker' };
  switch (tone) {
    case 'first':
    case 'quiet':
      return shape('circle', { ...at, cx: x, cy: y, r: radius });
    case 'second':
      return shape('rect', { ...at, x: x - 3.5, y: y - 3.5, width: 7, height: 7 });
    case 'third':
      return polygon(x, y, [0, -5], [4.8, 3.6], [-4.8, 3.6]);
    case 'fourth':
      return polygon(x, y, [0, -5], [5, 0], [0, 5], [-5, 0]);
  }
}

function polygon(
  x: number,
  y: number,
  ...corners: readonly (readonly [number, number])[]
): SVGElement {
  const points = corners.map(([dx, dy]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`);
  return shape('polygon', { class: 'marker', points: points.join(' ') });
}
