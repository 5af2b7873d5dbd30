import { element } from '../dom.ts';
import type { View } from '../view.ts';
import { originText } from './links.ts';

/** Everything that was assumed rather than read, each with its origin and for which deployments it holds. */
export const assumptionsView: View = {
  id: 'assumptions',
  depends: ({ model }) => [model.assumptions, model.deployments.length],
  render: (context) => {
    const { assumptions, deployments } = context.model;
    if (assumptions.length === 0) return [];
    return [
      element('h2', {}, 'Assumptions'),
      element(
        'p',
        { class: 'note' },
        'What the configs do not say. State it in .servingcost.yaml and the numbers follow.',
      ),
      element(
        'ul',
        { class: 'assumed' },
        ...assumptions.map(({ name, value, origin, deployments: names }) =>
          element(
            'li',
            {},
            element('span', { class: 'label' }, name),
            element('span', { class: 'number' }, value),
            element(
              'span',
              { class: 'note' },
              originText(origin, context),
              names.length === deployments.length ? '' : ` · ${names.join(', ')}`,
            ),
          ),
        ),
      ),
      element(
        'div',
        { class: 'actions' },
        element(
          'vscode-button',
          {
            key: 'setWorkload',
            attributes: { appearance: 'secondary' },
            on: {
              click: () => {
                context.send({ type: 'command', command: 'setWorkload' });
              },
            },
          },
          'Set workload…',
        ),
      ),
    ];
  },
};
