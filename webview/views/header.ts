import { element, type Child } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { labelled } from './selector.ts';

/** Title, what the report covers, the basis of its prices, what it is narrowed to, and its way out. */
export const headerView: View = {
  id: 'header',
  depends: ({ model, state }) => [
    model.scope,
    model.prices,
    model.pricesAreOld,
    model.currency,
    model.filters,
    state.filter,
    model.deployments.length === 0,
  ],
  render: (context) => {
    const { model } = context;
    return [
      element('h1', {}, 'Serving Cost'),
      element(
        'ul',
        { class: 'facts' },
        element('li', {}, model.scope),
        element('li', {}, model.prices),
        element('li', {}, model.currency),
        element('li', {}, 'month of 730 hours'),
      ),
      element('div', { class: 'controls' }, ...filters(context), exportButton(context)),
      model.pricesAreOld === null
        ? null
        : element('p', { class: 'note stale' }, model.pricesAreOld),
    ];
  },
};

const titles = {
  team: { label: 'Team', all: 'All teams' },
  environment: { label: 'Environment', all: 'All environments' },
};

function filters({ model, state, update, send }: ViewContext): Child[] {
  return model.filters.map(({ by, names }) =>
    labelled({
      key: `filter:${by}`,
      label: titles[by].label,
      chosen: state.filter[by] ?? '',
      options: [
        { value: '', text: titles[by].all },
        ...names.map((name) => ({ value: name, text: name })),
      ],
      choose: (value) => {
        const filter = { ...state.filter, [by]: value === '' ? null : value };
        update({ filter });
        send({ type: 'filter', filter });
      },
    }),
  );
}

function exportButton({ model, send }: ViewContext): Child {
  if (model.deployments.length === 0) return null;
  return element(
    'vscode-button',
    {
      key: 'export',
      attributes: { appearance: 'secondary' },
      on: {
        click: () => {
          send({ type: 'export' });
        },
      },
    },
    'Export…',
  );
}
