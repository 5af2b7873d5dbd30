import { element } from '../dom.ts';
import type { ChartWords, Drawing, Picture } from './chartFigure.ts';
import { nearest } from './scale.ts';
import { createTooltip } from './tooltip.ts';

/**
 * The part of a chart that is looked at closely, with the pointer or, when it has the focus, with the arrow keys, Home
 * and End; Escape puts the tooltip away, and where stops can be chosen Enter chooses one. What the tooltip shows is spoken too.
 */
export function explore(words: ChartWords, picture: Picture): HTMLElement {
  const { id, title, description, columns, stops } = words;
  const count = stops.length;
  const { choice } = picture;
  const tooltip = createTooltip(columns);
  const plot = element('div', {
    class: choice === undefined ? 'plot' : 'plot selects',
    properties: { '--height': `${picture.height}px` },
    key: `chart:${id}`,
    attributes: {
      tabindex: 0,
      // Arrow keys belong to the chart, also while a screen reader reads.
      role: 'application',
      'aria-roledescription': 'chart',
      'aria-label': [
        title,
        description,
        `${count} points, arrow keys walk through them${choice === undefined ? '' : ', Enter chooses one'}`,
      ]
        .filter((part) => part !== '')
        .join('. '),
    },
    on: {
      keydown: (event) => {
        if (press(event as KeyboardEvent)) event.preventDefault();
      },
      focus: () => {
        if (plot.matches(':focus-visible')) show(current ?? 0, true);
      },
      blur: () => {
        show(null);
      },
      pointermove: (event) => {
        point(event as PointerEvent);
      },
      // A finger that taps does not move.
      pointerdown: (event) => {
        point(event as PointerEvent);
      },
      pointerenter: () => {
        over?.abort();
        over = new AbortController();
        document.addEventListener('keydown', dismiss, { signal: over.signal });
      },
      pointerleave: () => {
        over?.abort();
        show(null);
      },
      click: (event) => {
        point(event as PointerEvent);
        if (current !== null) choice?.select(current);
      },
    },
  });
  const spoken = element('p', { class: 'spoken', attributes: { role: 'status' } });
  let drawing: Drawing | null = null;
  /** Ends when the pointer leaves. */
  let over: AbortController | null = null;
  /** The stop that keys go on from, also after it was put away. */
  let current: number | null = choice === undefined || choice.selected < 0 ? null : choice.selected;

  function show(index: number | null, aloud = false): void {
    const stop = index === null ? undefined : stops[index];
    const anchor = index === null ? undefined : drawing?.anchors[index];
    if (index === null || stop === undefined || anchor === undefined) {
      drawing?.highlight(null);
      tooltip.hide();
      spoken.replaceChildren();
      return;
    }
    current = index;
    drawing?.highlight(index);
    tooltip.show(stop, anchor, plot.clientWidth);
    if (aloud) spoken.replaceChildren(inWords(stop, columns));
  }

  /** Escape also puts away what the pointer shows, wherever the focus is. */
  function dismiss({ key }: KeyboardEvent): void {
    if (key === 'Escape') show(null);
    // A chart that was drawn anew under the pointer is never left.
    if (!plot.isConnected) over?.abort();
  }

  function press(event: KeyboardEvent): boolean {
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    if (event.key === 'Escape') {
      if (tooltip.isHidden()) return false;
      show(null);
      return true;
    }
    if (event.key === 'Enter' && choice !== undefined && current !== null) {
      choice.select(current);
      return true;
    }
    const next = nextStop(event.key, current, count);
    if (next === null) return false;
    show(next, true);
    return true;
  }

  function point({ clientX, clientY }: PointerEvent): void {
    if (drawing === null) return;
    const { left, top } = plot.getBoundingClientRect();
    const place = { x: clientX - left, y: clientY - top };
    const index = nearest(drawing.anchors, place, drawing.alongOnly);
    show(index < 0 ? null : index);
  }

  function draw(): void {
    const width = plot.clientWidth;
    if (width <= 0) return;
    const fontSize = Number.parseFloat(getComputedStyle(plot).fontSize);
    const next = picture.draw(width, Number.isFinite(fontSize) ? fontSize : 13);
    const isShown = !tooltip.isHidden();
    if (drawing === null) plot.prepend(next.svg);
    else drawing.svg.replaceWith(next.svg);
    drawing = next;
    if (isShown) show(current);
  }

  plot.append(tooltip.element, spoken);
  new ResizeObserver(draw).observe(plot);
  return plot;
}

/** The stop a key leads to; null when the key is not one of the chart's. */
function nextStop(key: string, current: number | null, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return current === null ? 0 : Math.min(last, current + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return current === null ? last : Math.max(0, current - 1);
    case 'PageDown':
      return Math.min(last, (current ?? 0) + pageOf(count));
    case 'PageUp':
      return Math.max(0, (current ?? 0) - pageOf(count));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** A seventh: of the hours of a week, a day. */
function pageOf(count: number): number {
  return Math.max(1, Math.round(count / 7));
}

function inWords(
  { title, values }: ChartWords['stops'][number],
  [, ...columns]: ChartWords['columns'],
): string {
  return [title, ...values.map((value, index) => `${columns[index]?.title ?? ''} ${value}`)].join(
    ', ',
  );
}
