import { element } from '../dom.ts';
import type { View } from '../view.ts';

/** The page of a folder without serving configs: says what would be read. */
export const emptyView: View = {
  id: 'empty',
  depends: ({ model }) => [model.deployments.length === 0, model.formats],
  render: ({ model, send }) => {
    if (model.deployments.length > 0) return [];
    return [
      element('h2', {}, 'No serving config here yet'),
      element(
        'p',
        {},
        'Serving Cost prices the files that deploy models, while you edit them: open one that is there, or take the tour with an example.',
      ),
      element(
        'div',
        { class: 'actions' },
        element(
          'vscode-button',
          {
            key: 'walkthrough',
            attributes: { appearance: 'secondary' },
            on: {
              click: () => {
                send({ type: 'command', command: 'openWalkthrough' });
              },
            },
          },
          'Take the tour',
        ),
      ),
      element('h3', {}, 'What is read'),
      element('ul', {}, ...model.formats.map((format) => element('li', {}, format))),
    ];
  },
};
