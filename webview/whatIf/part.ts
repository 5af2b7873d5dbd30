import type { WhatIfInputId } from '../../src/core/whatIf/inputs.ts';
import type { WhatIfControl } from '../../src/core/report/whatIf/panelWhatIfSchema.ts';
import { element } from '../dom.ts';

/** A control on the page. It stays the same element while its value moves, so that a drag is not cut off. */
export interface Part {
  readonly element: HTMLElement;
  /** Shows a value, which may be what is now, and where its change goes. */
  show(value: number | string | null, home: WhatIfControl['home']): void;
}

/** Null resets the input to what is now. */
export type Change = (id: WhatIfInputId, value: number | string | null) => void;

/** What all controls have around what is moved: name, what is now, reset, and where a change goes. */
export interface PartFrame {
  readonly element: HTMLElement;
  showState(isChanged: boolean, home: WhatIfControl['home']): void;
}

export function frameOf(
  control: WhatIfControl,
  change: Change,
  ...moved: readonly HTMLElement[]
): PartFrame {
  const { id, label, now } = control;
  const reset = element(
    'button',
    {
      class: 'link',
      key: `whatIf:${id}:reset`,
      attributes: { type: 'button', 'aria-label': `Reset ${label}` },
      on: {
        click: () => {
          change(id, null);
          moved.findLast((each) => each.matches('input, select'))?.focus();
        },
      },
    },
    'Reset',
  );
  const homeText = element('p', { class: 'note', attributes: { id: `${id}-home` } });
  const nowText = element('span', { class: 'note' }, now);
  const whole = element(
    'div',
    { class: 'control' },
    element('label', { attributes: { for: `${id}-field` } }, label),
    nowText,
    reset,
    element('div', { class: 'moved' }, ...moved),
    homeText,
  );
  return {
    element: whole,
    showState: (isChanged, home) => {
      whole.classList.toggle('changed', isChanged);
      reset.hidden = !isChanged;
      nowText.hidden = !isChanged;
      homeText.textContent = isChanged ? (home?.text ?? '') : '';
      homeText.hidden = homeText.textContent === '';
    },
  };
}
