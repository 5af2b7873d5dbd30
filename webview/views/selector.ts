import { element } from '../dom.ts';

export interface Selector {
  readonly key: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly chosen: string | null;
  readonly choose: (value: string) => void;
}

/** The browser's own selector behind its label. */
export function labelled({ key, label, options, chosen, choose }: Selector): HTMLElement {
  return element(
    'label',
    { class: 'selector' },
    element('span', { class: 'note' }, label),
    element(
      'select',
      {
        key,
        on: {
          change: (event) => {
            choose((event.currentTarget as HTMLSelectElement).value);
          },
        },
      },
      ...options.map(({ value, text }) =>
        element('option', { attributes: { value, selected: value === chosen } }, text),
      ),
    ),
  );
}
