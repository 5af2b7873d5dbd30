import type { BarChart } from '../../src/core/report/chart/chartSchema.ts';
import type { Child } from '../dom.ts';
import type { ViewContext } from '../view.ts';
import { chartFigure, type Drawing } from './chartFigure.ts';
import { toneLegend } from './legend.ts';
import { patternOf, patterns } from './patterns.ts';
import { share, textWidth, wordsThatFit } from './scale.ts';
import { shape } from './svg.ts';

/** Pixels of a bar, with its words over it, and of the axis below all. */
const rowHeight = 40;
const barHeight = 14;
const footHeight = 42;

/** Horizontal bars, each under its own words, which so have room at any width. */
export function barChart(model: BarChart, context: ViewContext, behind?: Child): HTMLElement {
  return chartFigure(
    { ...model, stops: model.bars },
    toneLegend(model),
    { height: model.bars.length * rowHeight + footHeight, draw: (...size) => draw(model, ...size) },
    context,
    behind,
  );
}

function draw(model: BarChart, width: number, fontSize: number): Drawing {
  const { x: axis, bars, id } = model;
  const ends = [axis.ticks[0]?.label ?? '', axis.ticks.at(-1)?.label ?? ''];
  const margin = Math.ceil(Math.max(...ends.map((end) => textWidth(end, fontSize))) / 2) + 2;
  const x = (value: number): number => margin + share(axis, value) * (width - 2 * margin);
  const bottom = bars.length * rowHeight;
  const cursor = shape('rect', {
    class: 'row-cursor',
    width,
    height: rowHeight,
    visibility: 'hidden',
  });
  const words = wordsThatFit(
    axis.ticks.map(({ at, label }) => ({ at: x(at), text: label })),
    fontSize,
    x(model.base),
  );
  const height = bottom + footHeight;
  const svg = shape(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    patterns(id),
    cursor,
    ...axis.ticks.map(({ at }) =>
      shape('line', { class: 'grid', x1: x(at), x2: x(at), y1: 0, y2: bottom }),
    ),
    ...bars.flatMap(({ title, label, parts }, index) => {
      const top = index * rowHeight;
      return [
        ...rowWords(title, label, width, top + fontSize, fontSize),
        ...parts.map(({ from, to, tone }, part) =>
          shape(
            'g',
            { class: `series ${tone}` },
            shape('rect', {
              class: 'fill bar-part',
              fill: patternOf(id, tone),
              ...{ x: Math.min(x(from), x(to)), width: Math.abs(x(to) - x(from)) },
              ...lane(parts, part, top + rowHeight - barHeight - 6),
            }),
          ),
        ),
      ];
    }),
    shape('line', { class: 'base', x1: x(model.base), x2: x(model.base), y1: 0, y2: bottom }),
    ...words.map(({ at, text }) =>
      shape(
        'text',
        { class: 'tick', x: at, y: bottom + fontSize * 1.2, 'text-anchor': 'middle' },
        text,
      ),
    ),
    shape(
      'text',
      { class: 'axis-title', x: width, y: bottom + fontSize * 2.6, 'text-anchor': 'end' },
      axis.title,
    ),
  );
  return {
    svg,
    alongOnly: false,
    anchors: bars.map((_, index) => ({ x: x(model.base), y: (index + 0.5) * rowHeight })),
    highlight: (index) => {
      cursor.setAttribute('visibility', index === null ? 'hidden' : 'visible');
      cursor.setAttribute('y', String((index ?? 0) * rowHeight));
    },
  };
}

type Part = BarChart['bars'][number]['parts'][number];

/** Parts that would cover each other share the height of the bar. */
function lane(parts: readonly Part[], index: number, top: number): { y: number; height: number } {
  const ends = parts.map(({ from, to }) => [Math.min(from, to), Math.max(from, to)] as const);
  const isCovered = ends.some(([low, high], one) =>
    ends.some(
      ([otherLow, otherHigh], other) =>
        one !== other && low < high && low >= otherLow && low < otherHigh,
    ),
  );
  if (!isCovered) return { y: top, height: barHeight };
  const height = barHeight / parts.length;
  return { y: top + index * height, height };
}

/** The name at the left, cut where the figure at the right needs the room; the table has it whole. */
function rowWords(
  title: string,
  label: string,
  width: number,
  y: number,
  fontSize: number,
): SVGElement[] {
  const room = width - textWidth(label, fontSize) - fontSize;
  const most = Math.max(4, Math.floor(room / textWidth('m', fontSize)));
  const shown = title.length > most ? `${title.slice(0, most - 1).trimEnd()}…` : title;
  return [
    shape('text', { class: 'bar-title', x: 0, y }, shown),
    shape('text', { class: 'bar-label', x: width, y, 'text-anchor': 'end' }, label),
  ];
}
