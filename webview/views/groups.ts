import { element } from '../dom.ts';
import type { View } from '../view.ts';
import { table } from './table.ts';

/** Totals by team and environment, and what services pay for variants that run at once; nothing where nobody names any. */
export const groupsView: View = {
  id: 'groups',
  depends: ({ model }) => [model.groups, model.splits],
  render: ({ model }) => [
    ...model.groups.flatMap(({ title, rows }) => [
      element('h2', {}, title),
      table(
        title,
        [
          { title: 'Name' },
          { title: 'Deployments', isNumber: true },
          { title: 'Monthly', isNumber: true },
        ],
        rows.map(({ name, deployments, monthly }) => [name, deployments, monthly]),
      ),
    ]),
    ...model.splits.map((text) => element('p', { class: 'note' }, `${text}.`)),
  ],
};
