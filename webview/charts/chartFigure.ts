import { element, type Child } from '../dom.ts';
import type { ViewContext } from '../view.ts';
import { foldable } from '../views/openable.ts';
import { table, type Column } from '../views/table.ts';
import { explore } from './explore.ts';

/** What every chart says about itself. */
export interface ChartWords {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly stops: readonly { readonly title: string; readonly values: readonly string[] }[];
}

/** A picture at one width. */
export interface Drawing {
  readonly svg: SVGSVGElement;
  /** Of each stop: where its tooltip points, in pixels of the picture. */
  readonly anchors: readonly { readonly x: number; readonly y: number }[];
  /** The pointer looks for the nearest stop sideways only (lines), or both ways (scattered points, bars). */
  readonly alongOnly: boolean;
  /** Shows where a stop is; null = nowhere. */
  readonly highlight: (index: number | null) => void;
}

export interface Picture {
  /** Pixels; does not depend on the width, so that nothing jumps when it is drawn. */
  readonly height: number;
  readonly draw: (width: number, fontSize: number) => Drawing;
  /** Where a stop can be chosen, with a click or Enter. */
  readonly choice?: ChartChoice | undefined;
}

/** Which stop is chosen, by its index; −1 for none. */
export interface ChartChoice {
  readonly selected: number;
  readonly select: (index: number) => void;
}

/**
 * A chart with its heading, description, legend and the table behind it. The picture is drawn in real pixels whenever its
 * width changes: words keep their size from 320 px to 4K. `behind` stands in for the plain table of the stops where there is
 * one that says more.
 */
export function chartFigure(
  words: ChartWords,
  legend: Child,
  picture: Picture,
  context: ViewContext,
  behind?: Child,
): HTMLElement {
  const { id, title, description, columns, stops } = words;
  return element(
    'figure',
    { class: 'chart', attributes: { 'aria-label': title } },
    element(
      'figcaption',
      {},
      element('h3', {}, title),
      description === '' ? null : element('p', { class: 'note' }, description),
    ),
    legend,
    explore(words, picture),
    foldable(
      `table:${id}`,
      ['Table'],
      [
        behind ??
          table(
            title,
            columns,
            stops.map((stop) => [stop.title, ...stop.values]),
          ),
      ],
      context,
    ),
  );
}
