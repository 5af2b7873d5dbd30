import { element } from '../dom.ts';
import type { ChartWords } from './chartFigure.ts';

export interface Tooltip {
  readonly element: HTMLElement;
  readonly show: (
    stop: ChartWords['stops'][number],
    anchor: { readonly x: number; readonly y: number },
    width: number,
  ) => void;
  readonly hide: () => void;
  readonly isHidden: () => boolean;
}

/** The words of one stop beside it. Hidden from screen readers, which are told the same in a sentence. */
export function createTooltip([, ...columns]: ChartWords['columns']): Tooltip {
  const box = element('div', {
    class: 'chart-tooltip',
    attributes: { 'aria-hidden': 'true', hidden: true },
  });
  return {
    element: box,
    show: ({ title, values }, anchor, width) => {
      box.replaceChildren(
        element('strong', {}, title),
        ...values.map((value, index) =>
          element(
            'span',
            {},
            element('span', { class: 'note' }, columns[index]?.title ?? ''),
            element('span', { class: 'number' }, value),
          ),
        ),
      );
      box.hidden = false;
      // To the side with more room, never over the edge.
      const isLeft = anchor.x > width / 2;
      const space = 12;
      const x = isLeft ? anchor.x - box.offsetWidth - space : anchor.x + space;
      box.style.setProperty('--x', `${Math.max(0, Math.min(width - box.offsetWidth, x))}px`);
      box.style.setProperty('--y', `${Math.max(0, anchor.y - box.offsetHeight / 2)}px`);
    },
    hide: () => {
      box.hidden = true;
    },
    isHidden: () => box.hasAttribute('hidden'),
  };
}
