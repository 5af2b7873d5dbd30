import { element } from '../../dom.ts';
import type { State } from '../../state.ts';
import type { View, ViewContext } from '../../view.ts';
import { isWaiting, questionOf } from './question.ts';

const tabs: readonly { readonly id: State['compare']['tab']; readonly title: string }[] = [
  { id: 'instances', title: 'Instances' },
  { id: 'deployments', title: 'Deployments' },
  { id: 'apis', title: 'APIs' },
];

/** What is compared: the deployment on other machines, with the other deployments, or with hosted models. */
export const compareTabsView: View = {
  id: 'compare-tabs',
  depends: (context) => [context.state.compare.tab, isWaiting(context)],
  render: (context) => [
    element('h2', { class: 'spoken' }, 'Compare'),
    element(
      'nav',
      { attributes: { 'aria-label': 'What to compare' } },
      ...tabs.map(({ id, title }) => tab(id, title, context)),
    ),
    element(
      'p',
      { class: 'note pricing', attributes: { role: 'status' } },
      isWaiting(context) ? 'Pricing…' : '',
    ),
  ],
  ask: (context) => {
    const question = questionOf(context);
    return question === null ? null : { type: 'compare', question };
  },
};

function tab(
  id: State['compare']['tab'],
  title: string,
  { state, update }: ViewContext,
): HTMLElement {
  return element(
    'button',
    {
      key: `compare:${id}`,
      attributes: { type: 'button', 'aria-current': state.compare.tab === id ? 'true' : null },
      on: {
        click: () => {
          update({ compare: { ...state.compare, tab: id } });
        },
      },
    },
    title,
  );
}
