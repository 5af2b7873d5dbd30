import { element } from '../dom.ts';

/** A line under a figure, as long as the figure beside the largest of its column: 0–1. The figure says the same. */
export function lengthBar(share: number): HTMLElement {
  return element('span', {
    class: 'bar',
    attributes: { 'aria-hidden': 'true' },
    properties: { '--share': share.toFixed(4) },
  });
}
