import type { PanelWhatIf } from '../../src/core/report/whatIf/panelWhatIfSchema.ts';
import { element, replaceContent } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { table } from '../views/table.ts';
import { inputsOf, withInputs } from './inputs.ts';

/** Milliseconds of rest after which the month is spoken: not every step of a slider. */
const rest = 1200;

/** The figures before and after, and where to write what was changed. */
export function whatIfResultView(): View {
  const figures = element('div');
  const remarks = element('ul', { class: 'remarks' });
  const status = element('p', { class: 'spoken', attributes: { role: 'status' } });
  const refusal = element('p', { class: 'refusal', attributes: { role: 'alert' } });
  let context: ViewContext | null = null;
  let drawn = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const toFile = placeOf('file', 'Write to file', send);
  const toAssumptions = placeOf('assumptions', 'Write to assumptions', send);
  const reset = button('Reset all', () => {
    context?.update(withInputs(context.state, {}));
  });
  const whole = element(
    'div',
    { class: 'result' },
    element('h2', {}, 'Before and after'),
    figures,
    remarks,
    status,
    refusal,
    toFile.element,
    toAssumptions.element,
    element('div', { class: 'actions' }, reset),
  );

  function send(type: 'writeWhatIf' | 'previewWhatIf', place: 'file' | 'assumptions'): void {
    const { deploymentId } = context?.state ?? {};
    if (context === null || deploymentId == null) return;
    context.send({ type, deploymentId, inputs: inputsOf(context.state), place });
  }

  function speak(text: string): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (status.textContent !== text) status.textContent = text;
    }, rest);
  }

  return {
    id: 'whatIfResult',
    depends: ({ whatIf, state, whatIfRefused }) => [whatIf, inputsOf(state), whatIfRefused],
    render: (now) => {
      context = now;
      const { whatIf, state, whatIfRefused } = now;
      if (whatIf === null) return [];
      const rows = JSON.stringify(whatIf.rows);
      if (rows !== drawn) {
        drawn = rows;
        replaceContent(figures, [figuresTable(whatIf)]);
      }
      replaceContent(
        remarks,
        whatIf.remarks.map((text) => element('li', {}, text)),
      );
      remarks.hidden = whatIf.remarks.length === 0;
      if (whatIf.changed.length > 0) speak(whatIf.summary);
      refusal.textContent = whatIfRefused ?? '';
      refusal.hidden = whatIfRefused === null;
      toFile.show(whatIf.writable.file);
      toAssumptions.show(whatIf.writable.assumptions);
      enable(reset, Object.keys(inputsOf(state)).length > 0);
      return [whole];
    },
  };
}

function figuresTable({ rows }: PanelWhatIf): HTMLElement {
  return table(
    'Before and after',
    [
      { title: 'Figure' },
      { title: 'Now', isNumber: true },
      { title: 'What if', isNumber: true },
      { title: 'Change', isNumber: true },
    ],
    rows.map(({ label, before, after, change }) => [
      label,
      before,
      before === after ? after : changedFigure(after, change),
      change,
    ]),
  );
}

/** Where there is no room for a column of changes, the change stands under the figure. */
function changedFigure(after: string, change: string): HTMLElement {
  return element(
    'span',
    {},
    element('strong', {}, after),
    change === '' ? null : element('span', { class: 'range beneath' }, change),
  );
}

/** Two buttons for one place, with the number of changes it can hold. */
function placeOf(
  place: 'file' | 'assumptions',
  title: string,
  send: (type: 'writeWhatIf' | 'previewWhatIf', place: 'file' | 'assumptions') => void,
): { readonly element: HTMLElement; show(count: number): void } {
  const write = button(title, () => {
    send('writeWhatIf', place);
  });
  const preview = button(
    'Preview',
    () => {
      send('previewWhatIf', place);
    },
    `Preview: ${title.toLowerCase()}`,
  );
  return {
    element: element('div', { class: 'actions' }, write, preview),
    show: (count) => {
      const label = count === 0 ? title : `${title} (${count})`;
      if (write.textContent !== label) write.textContent = label;
      enable(write, count > 0);
      enable(preview, count > 0);
    },
  };
}

function button(label: string, press: () => void, spokenLabel: string | null = null): HTMLElement {
  return element(
    'vscode-button',
    {
      key: `whatIf:${spokenLabel ?? label}`,
      attributes: { appearance: 'secondary', 'aria-label': spokenLabel },
      on: { click: press },
    },
    label,
  );
}

function enable(element: HTMLElement, isEnabled: boolean): void {
  element.toggleAttribute('disabled', !isEnabled);
}
