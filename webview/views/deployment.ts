import type { PanelComponent, PanelDeployment } from '../../src/core/report/panelSchema.ts';
import { element, type Child } from '../dom.ts';
import { withItem } from '../state.ts';
import type { View, ViewContext } from '../view.ts';
import { candidates } from './candidates.ts';
import { originText, placeLink } from './links.ts';
import { memory } from './memory.ts';

/** The details of the open deployment: why it costs this, whether it fits, how it performs. */
export const deploymentView: View = {
  id: 'deployment',
  depends: ({ model, state }) => [
    model.deployments.find(({ id }) => id === state.deploymentId),
    state.opened,
  ],
  render: (context) => {
    const { model, state } = context;
    const deployment = model.deployments.find(({ id }) => id === state.deploymentId);
    return deployment === undefined ? [] : details(deployment, context);
  },
};

function details(deployment: PanelDeployment, context: ViewContext): Child[] {
  return [
    element('h2', {}, deployment.name),
    element(
      'ul',
      { class: 'facts' },
      ...[...deployment.facts, deployment.hardware].map((fact) => element('li', {}, fact)),
      element('li', {}, placeLink(deployment.place, context)),
    ),
    ...findings(deployment, context),
    ...candidates(deployment, context),
    ...components(deployment, context),
    ...memory(deployment),
    ...performance(deployment),
  ];
}

function findings(deployment: PanelDeployment, context: ViewContext): Child[] {
  const levels = { error: 'Error', warning: 'Warning', information: 'Note' };
  if (deployment.findings.length === 0) return [];
  return [
    element(
      'ul',
      { class: 'findings' },
      ...deployment.findings.map(({ level, message, place }) =>
        element(
          'li',
          { class: level },
          element('strong', {}, `${levels[level]}: `),
          `${message} `,
          placeLink(place, context),
        ),
      ),
    ),
  ];
}

function components(deployment: PanelDeployment, context: ViewContext): Child[] {
  return [
    element('h3', {}, 'Why it costs this'),
    element(
      'div',
      { class: 'scroll', attributes: { tabindex: 0, role: 'region', 'aria-label': 'Components' } },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ...['Component', 'Quantity', 'Unit price', 'Monthly'].map((title, index) =>
              element(
                'th',
                { class: index > 0 ? 'number' : '', attributes: { scope: 'col' } },
                title,
              ),
            ),
          ),
        ),
        element(
          'tbody',
          {},
          ...deployment.components.map((component) => componentRow(component, deployment, context)),
        ),
      ),
    ),
    deployment.missing.length === 0
      ? null
      : element('p', { class: 'note' }, `Not priced: ${deployment.missing.join(', ')}.`),
  ];
}

function componentRow(
  component: PanelComponent,
  deployment: PanelDeployment,
  context: ViewContext,
): HTMLElement {
  const key = `component:${deployment.id}:${component.name}`;
  return element(
    'tr',
    {},
    element(
      'th',
      { attributes: { scope: 'row' } },
      element(
        'details',
        {
          attributes: { open: context.state.opened.includes(key) },
          on: {
            toggle: (event) => {
              const { open } = event.currentTarget as HTMLDetailsElement;
              if (open === context.state.opened.includes(key)) return;
              context.update({ opened: withItem(context.state.opened, key, open) });
            },
          },
        },
        element(
          'summary',
          { key },
          component.name,
          element('span', { class: 'note' }, ` ${component.category}`),
        ),
        element('p', { class: 'formula' }, component.formula),
        element(
          'ul',
          { class: 'inputs' },
          ...component.inputs.map(({ name, value, origin }) =>
            element('li', {}, `${name}: ${value} (`, originText(origin, context), ')'),
          ),
        ),
      ),
    ),
    element('td', { class: 'number' }, component.quantity),
    element('td', { class: 'number' }, component.unitPrice),
    element('td', { class: 'number' }, component.monthly),
  );
}

function performance(deployment: PanelDeployment): Child[] {
  if (deployment.performance.length === 0) return [];
  return [
    element('h3', {}, 'How it performs'),
    element(
      'dl',
      {},
      ...deployment.performance.map(({ name, value }) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, value)),
      ),
    ),
  ];
}
