import type { NumberControl } from '../../src/core/report/whatIf/panelWhatIfSchema.ts';
import { element } from '../dom.ts';
import { fromField, fromPosition, sliderRange, toField, toPosition } from './line.ts';
import { frameOf, type Change, type Part } from './part.ts';

/** A slider, and beside it a field for what the slider does not reach. */
export function numberPart(control: NumberControl, change: Change): Part {
  const { id, label, unit, limit, factor, isWhole } = control;
  const range = sliderRange(control);
  const bounds = `${toField(limit.least, control)} to ${toField(limit.most, control)}`;
  const slider = element('input', {
    key: `whatIf:${id}:slider`,
    attributes: { type: 'range', ...range, 'aria-label': `${label}, slider` },
    on: {
      input: () => {
        change(id, fromPosition(Number(slider.value), control));
      },
    },
  }) as HTMLInputElement;
  const field = element('input', {
    key: `whatIf:${id}:field`,
    attributes: {
      id: `${id}-field`,
      type: 'number',
      min: limit.least * factor,
      max: limit.most * factor,
      step: isWhole ? 1 : 'any',
      'aria-describedby': `${id}-home`,
    },
    on: {
      input: () => {
        typed();
      },
      // What was not understood gives way to what is shown.
      blur: () => {
        if (!field.validity.valid) write();
      },
    },
  }) as HTMLInputElement;
  const frame = frameOf(
    control,
    change,
    slider,
    field,
    ...(unit === '' ? [] : [element('span', { class: 'unit note' }, unit)]),
  );
  let shown: number | null = null;

  function typed(): void {
    const value = fromField(field.value, control);
    const isWithin = value !== null && value >= limit.least && value <= limit.most;
    const isRight = isWithin && (!isWhole || factor !== 1 || Number.isInteger(value));
    field.setCustomValidity(isRight || field.value === '' ? '' : `${label}: ${bounds}`);
    field.setAttribute('aria-invalid', String(!isRight && field.value !== ''));
    field.title = isRight ? '' : bounds;
    if (field.value === '') change(id, null);
    else if (isRight) change(id, value);
  }

  function write(): void {
    field.setCustomValidity('');
    field.setAttribute('aria-invalid', 'false');
    field.value = shown === null ? '' : toField(shown, control);
  }

  return {
    element: frame.element,
    show: (value, home) => {
      shown = typeof value === 'number' ? value : null;
      frame.showState(value !== control.value, home);
      // Half of a number is not to be finished while somebody types it.
      const isTyping = document.activeElement === field;
      if (!isTyping || fromField(field.value, control) !== shown) {
        if (!isTyping || shown !== null) write();
      }
      const position = shown === null ? range.max : toPosition(shown, control);
      if (Number(slider.value) !== position) slider.value = String(position);
      slider.setAttribute(
        'aria-valuetext',
        shown === null ? 'none' : `${toField(shown, control)} ${unit}`.trimEnd(),
      );
    },
  };
}
