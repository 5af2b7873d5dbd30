import { element } from '../dom.ts';
import type { View } from '../view.ts';
import { placedList } from './links.ts';

/** What looks like a serving config and was left alone, with the reason. */
export const skippedView: View = {
  id: 'skipped',
  depends: ({ model }) => model.skipped,
  render: (context) => {
    const { skipped } = context.model;
    if (skipped.length === 0) return [];
    return [
      element('h2', {}, 'Left alone'),
      placedList(
        skipped.map(({ reason, place }) => ({ text: reason, place })),
        context,
      ),
    ];
  },
};
