import type { PanelChecklist } from '../../src/core/report/panelSchema.ts';
import { element } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { placeLink } from './links.ts';
import { foldable } from './openable.ts';

/** Good practice, item by item: each opens to what it comes to for the deployments. */
export const checklistView: View = {
  id: 'checklist',
  depends: ({ model, state }) => [model.checklist, state.opened],
  render: (context) => {
    const { checklist } = context.model;
    if (checklist === null) return [];
    return [
      element('h2', {}, `Checklist: ${checklist.total}`),
      element(
        'ul',
        { class: 'checklist' },
        ...checklist.items.map((item) => element('li', {}, checklistItem(item, context))),
      ),
    ];
  },
};

type Item = PanelChecklist['items'][number];

const words: Readonly<Record<Item['answers'][number]['status'], string>> = {
  done: 'done',
  missing: 'missing',
  'not-applicable': 'does not apply',
};

function checklistItem(
  { id, title, counts, missing, answers }: Item,
  context: ViewContext,
): HTMLElement {
  return foldable(
    `checklist:${id}`,
    [
      element('span', {}, title),
      element('span', { class: missing > 0 ? 'number' : 'number note' }, counts),
    ],
    [
      element(
        'ul',
        { class: 'skipped' },
        ...answers.map(({ name, status, note, place }) =>
          element(
            'li',
            {},
            placeLink(place, context, name),
            element(
              'span',
              { class: status === 'missing' ? '' : 'note' },
              ` ${words[status]}: ${note}`,
            ),
          ),
        ),
      ),
    ],
    context,
  );
}
