import type { PanelSuggestion } from '../../src/core/report/panelSchema.ts';
import { isTicked, tick } from '../components.ts';
import { element, type Child } from '../dom.ts';
import { withItem } from '../state.ts';
import type { View, ViewContext } from '../view.ts';
import { placeLink } from './links.ts';

/** Edits to choose from; what they save together is priced by the extension, never summed. */
export const suggestionsView: View = {
  id: 'suggestions',
  depends: ({ model, state, joint }) => [model.suggestions, state.chosen, joint],
  render: (context) => {
    const { suggestions } = context.model;
    if (suggestions.length === 0) {
      if (context.model.deployments.length === 0) return [];
      return [
        element('h2', {}, 'Suggestions'),
        element('p', { class: 'note' }, 'Nothing found that would make these deployments cheaper.'),
      ];
    }
    return [
      element('h2', {}, `Suggestions (${suggestions.length})`),
      element('ul', { class: 'cards' }, ...suggestions.map((one) => card(one, context))),
      ...actions(context),
    ];
  },
  ask: ({ state: { chosen } }) => (chosen.length === 0 ? null : { type: 'price', fixIds: chosen }),
};

function card(suggestion: PanelSuggestion, context: ViewContext): HTMLElement {
  const { id, title, deployment, saving, why, tradeOffs, needs } = suggestion;
  const checkbox = element(
    'vscode-checkbox',
    {
      key: `fix:${id}`,
      on: {
        change: (event) => {
          const ticked = isTicked(event.currentTarget as HTMLElement);
          if (ticked === context.state.chosen.includes(id)) return;
          context.update({ chosen: withItem(context.state.chosen, id, ticked) });
        },
      },
    },
    `${title} (${deployment})`,
  );
  tick(checkbox, context.state.chosen.includes(id));
  return element(
    'li',
    {},
    element(
      'div',
      { class: 'card-title' },
      checkbox,
      element('span', { class: 'number saving' }, saving.text),
    ),
    element('p', {}, why),
    ...tradeOffs.map((text) => element('p', { class: 'note' }, text)),
    needs === null ? null : element('p', { class: 'note' }, needs),
    placeLink(suggestion.place, context),
  );
}

function actions({ state, joint, send, update, model }: ViewContext): Child[] {
  const nothing = state.chosen.length === 0;
  const safe = model.suggestions.filter((suggestion) => suggestion.safe).map(({ id }) => id);
  const words = nothing ? 'Choose what to apply.' : (joint?.refused ?? joint?.saving ?? '…');
  const blocked = nothing || (joint !== null && joint.refused !== null);
  return [
    element('p', { class: 'joint', attributes: { role: 'status' } }, words),
    element(
      'div',
      { class: 'actions' },
      button('Apply', 'primary', blocked, () => {
        send({ type: 'apply', fixIds: state.chosen });
      }),
      button('Preview', 'secondary', blocked, () => {
        send({ type: 'preview', fixIds: state.chosen });
      }),
      safe.length === 0
        ? null
        : button('Select all safe', 'secondary', false, () => {
            update({ chosen: safe });
          }),
    ),
  ];
}

function button(
  label: string,
  appearance: 'primary' | 'secondary',
  disabled: boolean,
  press: () => void,
): HTMLElement {
  return element(
    'vscode-button',
    { key: `action:${label}`, attributes: { appearance, disabled }, on: { click: press } },
    label,
  );
}
