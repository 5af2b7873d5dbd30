import { element } from '../dom.ts';
import type { View } from '../view.ts';
import { placedList } from './links.ts';

/** What is not looked for, since a comment or the assumptions file says so, and why. */
export const suppressedView: View = {
  id: 'suppressed',
  depends: ({ model }) => model.suppressed,
  render: (context) => {
    const { suppressed } = context.model;
    if (suppressed.length === 0) return [];
    return [
      element('h2', {}, `Suppressed (${suppressed.length})`),
      placedList(suppressed, context),
    ];
  },
};
