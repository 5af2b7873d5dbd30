import type { Chart } from '../../src/core/report/chart/chartSchema.ts';
import { share, textWidth } from './scale.ts';

/** Pixels of a pane's plot, of the words over it, and of the axis below the last. */
const paneHeight = 150;
const titleHeight = 32;
const footHeight = 44;
/** A single pane has the room of the others. */
const onlyPaneHeight = 220;

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  readonly left: number;
  readonly right: number;
  /** Of the first pane, and the foot of the last. */
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly panes: readonly PaneLayout[];
}

export interface PaneLayout {
  readonly top: number;
  readonly bottom: number;
  readonly y: (value: number) => number;
}

function heightOfPane({ panes }: Chart): number {
  return panes.length === 1 ? onlyPaneHeight : paneHeight;
}

export function plotHeight(chart: Chart): number {
  return chart.panes.length * (titleHeight + heightOfPane(chart)) + footHeight;
}

/** Where everything goes at this width: the words of the vertical axes take what they need, the plot the rest. */
export function layOut(chart: Chart, width: number, fontSize: number): Layout {
  const labels = chart.panes.flatMap(({ y }) => y.ticks.map(({ label }) => label));
  const left = Math.ceil(Math.max(16, ...labels.map((label) => textWidth(label, fontSize)))) + 10;
  const lastLabel = chart.x.ticks.at(-1)?.label ?? '';
  const right = Math.max(left + 40, width - Math.ceil(textWidth(lastLabel, fontSize) / 2) - 4);
  const each = heightOfPane(chart);
  const panes = chart.panes.map(({ y }, index) => {
    const top = index * (titleHeight + each) + titleHeight;
    const bottom = top + each;
    return { top, bottom, y: (value: number) => bottom - share(y, value) * (bottom - top) };
  });
  return {
    width,
    height: plotHeight(chart),
    fontSize,
    left,
    right,
    top: panes[0]?.top ?? 0,
    bottom: panes.at(-1)?.bottom ?? 0,
    x: (value) => left + share(chart.x, value) * (right - left),
    panes,
  };
}
