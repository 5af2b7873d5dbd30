import type { WhatIfInputId } from '../../src/core/whatIf/inputs.ts';
import type { PanelWhatIf, WhatIfControl } from '../../src/core/report/whatIf/panelWhatIfSchema.ts';
import { arrange, element } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { choicePart } from './choicePart.ts';
import { inputsOf, withInputs } from './inputs.ts';
import { numberPart } from './numberPart.ts';
import type { Change, Part } from './part.ts';

/** The controls of a what-if, and under them the month where there is no room for the figures beside them. */
export function whatIfControlsView(): View {
  const parts = new Map<string, { readonly made: string; readonly part: Part }>();
  const groups = new Map<string, HTMLElement>();
  const heading = element('h2', {}, 'What if');
  const lead = element(
    'p',
    { class: 'note' },
    'Change what you like. No file is changed before you write it.',
  );
  const whole = element('div', { class: 'controls' });
  const summary = element('p', { class: 'summary' });
  /** Of the last drawing: what is moved later moves what is shown then. */
  let context: ViewContext | null = null;

  const change: Change = (id, value) => {
    if (context === null) return;
    const { state, update, whatIf } = context;
    const inputs = Object.fromEntries(
      Object.entries(inputsOf(state)).filter(([other]) => other !== id),
    );
    const isNow = value === null || value === controlOf(whatIf, id)?.value;
    update(withInputs(state, isNow ? inputs : { ...inputs, [id]: value }));
  };

  /** The element of a control, made anew only where it is another one. */
  function partOf(deploymentId: string, control: WhatIfControl): Part {
    const key = `${deploymentId} ${control.id}`;
    const made = JSON.stringify({ ...control, home: null });
    const known = parts.get(key);
    if (known?.made === made) return known.part;
    const part =
      control.kind === 'number' ? numberPart(control, change) : choicePart(control, change);
    parts.set(key, { made, part });
    return part;
  }

  function groupOf(title: string, controls: readonly HTMLElement[]): HTMLElement {
    const group = groups.get(title) ?? element('fieldset', {}, element('legend', {}, title));
    groups.set(title, group);
    arrange(group, [...[...group.children].slice(0, 1), ...controls]);
    return group;
  }

  return {
    id: 'whatIfControls',
    depends: ({ whatIf, state }) => [whatIf, inputsOf(state), state.deploymentId],
    ask: ({ state }) =>
      state.deploymentId === null
        ? null
        : {
            type: 'whatIf',
            ask: 0,
            deploymentId: state.deploymentId,
            inputs: inputsOf(state),
          },
    render: (now) => {
      context = now;
      const { whatIf, state } = now;
      if (whatIf === null) return [heading, element('p', { class: 'note' }, 'Pricing…')];
      const inputs = inputsOf(state);
      const drawn = whatIf.groups.map(({ title, controls }) =>
        groupOf(
          title,
          controls.map((control) => {
            const part = partOf(whatIf.deploymentId, control);
            part.show(inputs[control.id] ?? control.value, control.home);
            return part.element;
          }),
        ),
      );
      arrange(whole, drawn);
      // The difference stays in one piece where the line is short.
      const [month = '', ...change] = whatIf.summary.split(', ');
      summary.replaceChildren(
        element('span', {}, change.length === 0 ? month : `${month},`),
        ' ',
        element('span', {}, change.join(', ')),
      );
      return [heading, lead, whole, summary];
    },
  };
}

function controlOf(whatIf: PanelWhatIf | null, id: WhatIfInputId): WhatIfControl | undefined {
  return whatIf?.groups.flatMap(({ controls }) => controls).find((each) => each.id === id);
}
