import type { PanelAssumption } from '../../src/core/report/panelSchema.ts';
import { element, type Child } from '../dom.ts';
import { withItem } from '../state.ts';
import type { View, ViewContext } from '../view.ts';
import { originText } from './links.ts';

/** Everything that was assumed rather than read, each with its origin, and where it can be stated with a form for that. */
export const assumptionsView: View = {
  id: 'assumptions',
  depends: ({ model, state, assumeRefused }) => [
    model.assumptions,
    model.deployments.length,
    state.opened.filter((key) => key.startsWith('assume:')),
    assumeRefused,
  ],
  render: (context) => {
    const { assumptions } = context.model;
    if (assumptions.length === 0) return [];
    return [
      element('h2', {}, 'Assumptions'),
      element(
        'p',
        { class: 'note' },
        'What the configs do not say. State it in .servingcost.yaml and the numbers follow.',
      ),
      element('ul', { class: 'assumed' }, ...assumptions.map((one, at) => row(one, at, context))),
      element(
        'div',
        { class: 'actions' },
        button('Set workload…', 'setWorkload', () => {
          context.send({ type: 'command', command: 'setWorkload' });
        }),
      ),
    ];
  },
};

function row(one: PanelAssumption, at: number, context: ViewContext): HTMLElement {
  const { name, value, origin, deployments: names, edit } = one;
  const key = `assume:${name}:${names.join()}`;
  const isOpen = edit !== null && context.state.opened.includes(key);
  return element(
    'li',
    {},
    element('span', { class: 'label' }, name),
    element('span', { class: 'number' }, value),
    element(
      'span',
      { class: 'note' },
      originText(origin, context),
      names.length === context.model.deployments.length ? '' : ` · ${names.join(', ')}`,
      edit === null ? null : ' ',
      edit === null
        ? null
        : element(
            'button',
            {
              class: 'link',
              key,
              attributes: {
                type: 'button',
                'aria-expanded': String(isOpen),
                'aria-label': `Change ${name} of ${names.join(', ')}`,
              },
              on: {
                click: () => {
                  const opened = withItem(context.state.opened, key, !isOpen);
                  context.update({ opened });
                },
              },
            },
            'Change',
          ),
    ),
    isOpen ? element('div', { class: 'assume' }, ...form(one, edit, at, key, context)) : null,
  );
}

/** The value and whom it is for; Enter writes it too. */
function form(
  { name, deployments: names }: PanelAssumption,
  { deploymentId, written }: NonNullable<PanelAssumption['edit']>,
  at: number,
  key: string,
  { send, assumeRefused }: ViewContext,
): Child[] {
  const refusal = assumeRefused?.name === name ? assumeRefused.reason : '';
  const input = element('input', {
    key: `${key}:value`,
    attributes: {
      type: 'text',
      value: written,
      'aria-label': `New value of ${name}`,
      'aria-describedby': `refused-${at}`,
    },
  }) as HTMLInputElement;
  const scope = element(
    'select',
    { key: `${key}:scope`, attributes: { 'aria-label': `For whom ${name} is stated` } },
    element('option', { attributes: { value: 'deployment' } }, `for ${names[0] ?? 'it'}`),
    element('option', { attributes: { value: 'all' } }, 'for all'),
  ) as HTMLSelectElement;
  return [
    element(
      'form',
      {
        on: {
          submit: (event) => {
            event.preventDefault();
            const isForAll = scope.value === 'all';
            send({
              type: 'assume',
              deploymentId,
              name,
              value: input.value.slice(0, 200),
              scope: isForAll ? 'all' : 'deployment',
            });
          },
        },
      },
      input,
      scope,
      element('button', { key: `${key}:write`, attributes: { type: 'submit' } }, 'Write'),
    ),
    element(
      'p',
      { class: 'refused', attributes: { id: `refused-${at}`, role: 'status' } },
      refusal,
    ),
  ];
}

function button(label: string, key: string, press: () => void): HTMLElement {
  return element(
    'vscode-button',
    { key, attributes: { appearance: 'secondary' }, on: { click: press } },
    label,
  );
}
