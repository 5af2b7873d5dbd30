import type { PanelInput } from '../../src/core/report/panelSchema.ts';
import { element, type Child } from '../dom.ts';
import { withItem } from '../state.ts';
import type { ViewContext } from '../view.ts';
import { originText } from './links.ts';

/** A line that opens to more. `key` names it over updates: what is open stays open. */
export function foldable(
  key: string,
  summary: readonly Child[],
  content: readonly Child[],
  { state, update }: ViewContext,
): HTMLElement {
  return element(
    'details',
    {
      attributes: { open: state.opened.includes(key) },
      on: {
        toggle: (event) => {
          const { open } = event.currentTarget as HTMLDetailsElement;
          if (open === state.opened.includes(key)) return;
          update({ opened: withItem(state.opened, key, open) });
        },
      },
    },
    element('summary', { key }, ...summary),
    ...content,
  );
}

/** A figure that opens to its formula and inputs. */
export function openable(
  key: string,
  summary: readonly Child[],
  { formula, inputs }: { readonly formula: string; readonly inputs: readonly PanelInput[] },
  context: ViewContext,
): HTMLElement {
  const content = [
    element('p', { class: 'formula' }, formula),
    element(
      'ul',
      { class: 'inputs' },
      ...inputs.map(({ name, value, origin }) =>
        element('li', {}, `${name}: ${value} (`, originText(origin, context), ')'),
      ),
    ),
  ];
  return foldable(key, summary, content, context);
}
