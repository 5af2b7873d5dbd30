import type { PanelInput } from '../../src/core/report/panelSchema.ts';
import { element } from '../dom.ts';
import type { ViewContext } from '../view.ts';
import { originText } from './links.ts';

/** Named values, each with where it came from. */
export function inputTable(inputs: readonly PanelInput[], context: ViewContext): HTMLElement {
  return element(
    'table',
    { class: 'inputs' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { attributes: { scope: 'col' } }, 'Input'),
        element('th', { class: 'number', attributes: { scope: 'col' } }, 'Value'),
        element('th', { attributes: { scope: 'col' } }, 'From'),
      ),
    ),
    element(
      'tbody',
      {},
      ...inputs.map(({ name, value, origin }) =>
        element(
          'tr',
          {},
          element('th', { attributes: { scope: 'row' } }, name),
          element('td', { class: 'number' }, value),
          element('td', {}, originText(origin, context)),
        ),
      ),
    ),
  );
}
