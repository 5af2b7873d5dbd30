import type { PanelSuggestion } from '../../src/core/report/panelSchema.ts';
import { element } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { placeLink } from './links.ts';

/** Suggestions that the overview shows; the page of suggestions has them all, to choose from. */
const most = 5;

/** The suggestions that save most, a line each. */
export const topSuggestionsView: View = {
  id: 'top-suggestions',
  depends: ({ model }) => [model.suggestions, model.deployments.length === 0],
  render: (context) => {
    const { suggestions, deployments } = context.model;
    if (deployments.length === 0) return [];
    if (suggestions.length === 0) {
      return [
        element('h2', {}, 'Suggestions'),
        element('p', { class: 'note' }, 'Nothing found that would make these deployments cheaper.'),
      ];
    }
    return [
      element('h2', {}, `Suggestions (${suggestions.length})`),
      element(
        'ul',
        { class: 'lines' },
        ...suggestions.slice(0, most).map((one) => line(one, context)),
      ),
      element(
        'div',
        { class: 'actions' },
        element(
          'vscode-button',
          {
            key: 'allSuggestions',
            attributes: { appearance: 'secondary' },
            on: {
              click: () => {
                context.update({ page: 'suggestions' });
              },
            },
          },
          suggestions.length > most
            ? `All ${suggestions.length}, to choose from`
            : 'Choose from them',
        ),
      ),
    ];
  },
};

function line(
  { title, deployment, saving, place }: PanelSuggestion,
  context: ViewContext,
): HTMLElement {
  return element(
    'li',
    {},
    element('span', { class: 'label' }, title),
    element('span', { class: 'number saving' }, saving.text),
    element('span', { class: 'note' }, `${deployment} · `, placeLink(place, context)),
  );
}
