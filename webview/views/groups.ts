import { element } from '../dom.ts';
import type { View } from '../view.ts';
import { lengthBar } from './lengthBar.ts';
import { table } from './table.ts';

/** Totals by team and environment, where there is something to add up, and what services pay for variants that run at once; nothing where nobody names any. */
export const groupsView: View = {
  id: 'groups',
  depends: ({ model }) => [model.groups, model.splits, model.deployments.length],
  render: ({ model }) => [
    ...(model.deployments.length > 1 ? model.groups : []).flatMap(({ title, rows }) => [
      element('h2', {}, title),
      table(
        title,
        [
          { title: 'Name' },
          // The cells say what they count.
          { title: '', isNumber: true },
          { title: 'Monthly', isNumber: true },
        ],
        rows.map(({ name, deployments, monthly, share }) => [
          name,
          deployments,
          share === null ? monthly : element('span', {}, monthly, lengthBar(share)),
        ]),
      ),
    ]),
    ...model.splits.map((text) => element('p', { class: 'note' }, `${text}.`)),
  ],
};
