import type { BarChart, Chart, ChartSeries } from '../../src/core/report/chart/chartSchema.ts';
import { element, type Child } from '../dom.ts';
import { marker } from './marker.ts';
import { patternOf, patterns } from './patterns.ts';
import { hasMarkers } from './series.ts';
import { shape } from './svg.ts';

/** The names of the series; one that is alone in its pane is named by the axis. */
export function seriesLegend({ id, panes }: Chart): Child {
  const shared = panes.flatMap(({ series }) => (series.length > 1 ? series : []));
  if (shared.length === 0) return null;
  // What looks the same and is called the same in several panes is the same.
  const looks = shared.map(({ name, mark, tone }) => [name, mark, tone].join());
  return list(
    shared
      .filter((_, index) => looks.indexOf(looks[index] ?? '') === index)
      .map((series) => [swatch(series, id), series.name]),
  );
}

/** What the tones of bars mean. */
export function toneLegend({ id, legend }: BarChart): Child {
  if (legend.length === 0) return null;
  return list(
    legend.map(({ tone, name }) => [swatch({ tone, mark: 'area', points: [] }, id), name]),
  );
}

function list(entries: readonly (readonly [SVGElement, string])[]): HTMLElement {
  return element(
    'ul',
    { class: 'legend' },
    ...entries.map(([sample, name]) => element('li', {}, sample as Node, name)),
  );
}

/** A piece of the line, point or area as it is drawn in the chart. */
function swatch(series: Pick<ChartSeries, 'tone' | 'mark' | 'points'>, id: string): SVGElement {
  const { tone, mark } = series;
  const name = `${id} legend ${tone}`;
  const isFilled = mark === 'area' || mark === 'stepArea';
  const content = isFilled
    ? [patterns(name), shape('rect', { class: 'fill', fill: patternOf(name, tone), ...box })]
    : [
        ...(mark === 'points' ? [] : [shape('path', { class: 'line', d: 'M0 6H24' })]),
        ...(hasMarkers(series) ? [marker(tone, 12, 6)] : []),
      ];
  return shape(
    'svg',
    { class: `series ${tone}`, width: 24, height: 12, 'aria-hidden': 'true' },
    ...content,
  );
}

const box = { x: 0, y: 0, width: 24, height: 12 };
