import { element } from '../dom.ts';
import type { View } from '../view.ts';

/** Title, what the report covers, and the basis of its prices. */
export const headerView: View = {
  id: 'header',
  depends: ({ model }) => [model.scope, model.prices, model.currency],
  render: ({ model }) => [
    element('h1', {}, 'Serving Cost'),
    element(
      'ul',
      { class: 'facts' },
      element('li', {}, model.scope),
      element('li', {}, model.prices),
      element('li', {}, model.currency),
      element('li', {}, 'month of 730 hours'),
    ),
  ],
};
