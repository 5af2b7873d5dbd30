import type { PanelMonth } from '../../src/core/report/panelMonthSchema.ts';
import { element, type Child } from '../dom.ts';

/** Where at least, expected and at most lie, from zero on; the list under the bar says the same. */
export function spread({ spread: range }: PanelMonth): Child[] {
  if (range === null) return [];
  const { least, expected, most } = range;
  const marks = [
    { id: 'least', label: 'at least', text: least.text },
    { id: 'expected', label: 'expected', text: expected.text },
    { id: 'most', label: 'at most', text: most.text },
  ];
  return [
    element(
      'div',
      {
        class: 'spread',
        attributes: { 'aria-hidden': 'true' },
        properties: {
          '--least': least.share.toFixed(4),
          '--expected': expected.share.toFixed(4),
          '--most': most.share.toFixed(4),
        },
      },
      element('span', { class: 'band' }),
      ...marks.map(({ id }) => element('span', { class: `mark ${id}` })),
    ),
    element(
      'ul',
      { class: 'spread-words', attributes: { 'aria-label': 'Range of the month' } },
      ...marks.map(({ id, label, text }) =>
        element(
          'li',
          {},
          element('span', { class: `mark ${id}`, attributes: { 'aria-hidden': 'true' } }),
          `${label} `,
          element('span', { class: 'number' }, text),
        ),
      ),
    ),
  ];
}
