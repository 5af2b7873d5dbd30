import type { PanelGroup } from '../../src/core/report/panelMonthSchema.ts';
import { element, type Child } from '../dom.ts';
import type { View } from '../view.ts';
import { lengthBar } from './lengthBar.ts';
import { table } from './table.ts';

/** Totals by team and environment, where there is something to add up, and what services pay for variants that run at once; nothing where nobody names any. */
export const groupsView: View = {
  id: 'groups',
  depends: ({ model }) => [model.groups, model.splits, model.deployments.length],
  render: ({ model }) => [
    ...(model.deployments.length > 1 ? model.groups : []).map((group) =>
      element('div', { class: 'group' }, element('h2', {}, group.title), groupTable(group)),
    ),
    ...model.splits.map((text) => element('p', { class: 'note' }, `${text}.`)),
  ],
};

function groupTable({ title, rows }: PanelGroup): HTMLElement {
  return table(
    title,
    [{ title: 'Name' }, { title: 'Monthly', isNumber: true }],
    rows.map(({ name, deployments, monthly, range, share }): Child[] => [
      element('span', {}, name, element('span', { class: 'note beneath' }, deployments)),
      element(
        'span',
        {},
        monthly,
        share === null ? null : lengthBar(share),
        range === null ? null : element('span', { class: 'range beneath' }, range),
      ),
    ]),
  );
}
