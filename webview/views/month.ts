import type { PanelMonth } from '../../src/core/report/panelMonthSchema.ts';
import { stackedBar } from '../charts/stackedBar.ts';
import { element, type Child } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { budgets } from './budgets.ts';
import { foldable } from './openable.ts';
import { spread } from './spread.ts';
import { table } from './table.ts';

/** The month in one large figure, and its categories, which filter the table below. */
export const monthView: View = {
  id: 'month',
  depends: ({ model, state }) => [model.month, state.category, state.opened.includes(sharesKey)],
  render: (context) => {
    const { month } = context.model;
    if (month === null) return [];
    return [
      element('h2', { class: 'spoken' }, 'Month'),
      element(
        'div',
        {},
        element('p', { class: 'total' }, element('strong', {}, month.expected)),
        ...spread(month),
        month.saving === null ? null : element('p', { class: 'saving' }, month.saving),
        ...budgets(month, context),
      ),
      element('div', {}, ...categories(month, context), ...shares(month, context)),
    ];
  },
};

const sharesKey = 'shares';

/** The categories beside what is usual, closed until somebody asks. */
function shares({ shares: all }: PanelMonth, context: ViewContext): Child[] {
  if (all.length === 0) return [];
  return [
    foldable(
      sharesKey,
      ['Beside a usual serving bill'],
      [
        table(
          'Where the money goes',
          [
            { title: 'Category' },
            { title: 'Monthly', isNumber: true },
            { title: 'Share', isNumber: true },
            { title: 'Usual', isNumber: true },
            { title: 'Why' },
          ],
          all.map(({ label, monthly, share, usual, remark }) => [
            label,
            monthly,
            share,
            usual,
            remark,
          ]),
        ),
      ],
      context,
    ),
  ];
}

function categories(month: PanelMonth, context: ViewContext): Child[] {
  if (month.categories.length === 0) return [];
  const chosen = context.state.category;
  const choose = (id: PanelMonth['categories'][number]['id']): void => {
    context.update({ category: chosen === id ? null : id });
  };
  return [
    element('h3', {}, 'By category'),
    stackedBar(
      'Share of the month by category',
      month.categories.map(({ id, label, monthly, share }) => ({
        id,
        share,
        title: `${label}: ${monthly}`,
        faded: chosen !== null && chosen !== id,
        select: () => {
          choose(id);
        },
      })),
    ),
    element(
      'ul',
      { class: 'legend', attributes: { 'aria-label': 'Filter deployments by category' } },
      ...month.categories.map(({ id, label, monthly }) =>
        element(
          'li',
          {},
          element(
            'button',
            {
              key: `category:${id}`,
              attributes: { type: 'button', 'aria-pressed': String(chosen === id) },
              on: {
                click: () => {
                  choose(id);
                },
              },
            },
            element('span', { class: `swatch ${id}`, attributes: { 'aria-hidden': 'true' } }),
            `${label} `,
            element('span', { class: 'number' }, monthly),
          ),
        ),
      ),
    ),
  ];
}
