import type { PanelMonth } from '../../src/core/report/panelMonthSchema.ts';
import { element, type Child } from '../dom.ts';
import type { ViewContext } from '../view.ts';
import { placeLink } from './links.ts';

/** What of each budget is used, as words and as a bar on which the budget is marked; nothing without budgets. */
export function budgets({ budgets: all }: PanelMonth, context: ViewContext): Child[] {
  if (all.length === 0) return [];
  return [
    element('h3', {}, 'Against budget'),
    element(
      'ul',
      { class: 'budgets' },
      ...all.map(({ label, words, isExceeded, used, limit, place }) =>
        element(
          'li',
          { class: isExceeded ? 'exceeded' : '' },
          placeLink(place, context, label),
          element('span', { class: 'number' }, words),
          element('span', {
            class: 'meter',
            attributes: { 'aria-hidden': 'true' },
            properties: { '--used': used.toFixed(4), '--limit': limit.toFixed(4) },
          }),
        ),
      ),
    ),
  ];
}
