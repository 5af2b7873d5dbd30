import type { ChoiceControl } from '../../src/core/report/whatIf/panelWhatIfSchema.ts';
import { element } from '../dom.ts';
import { frameOf, type Change, type Part } from './part.ts';

/** A list to choose from; the entry of what is now says so. */
export function choicePart(control: ChoiceControl, change: Change): Part {
  const { id, options, value: now } = control;
  const select = element(
    'select',
    {
      key: `whatIf:${id}:field`,
      attributes: { id: `${id}-field`, 'aria-describedby': `${id}-home` },
      on: {
        change: () => {
          change(id, options[Number(select.value)]?.value ?? null);
        },
      },
    },
    ...options.map(({ value, label }, index) =>
      element('option', { attributes: { value: index } }, value === now ? `${label} (now)` : label),
    ),
  ) as HTMLSelectElement;
  const frame = frameOf(control, change, select);
  return {
    element: frame.element,
    show: (value, home) => {
      frame.showState(value !== now, home);
      // What can no longer be chosen is shown as nothing chosen.
      select.selectedIndex = options.findIndex((option) => option.value === value);
    },
  };
}
