import type { PanelComponent, PanelDeployment } from '../../src/core/report/panelSchema.ts';
import { element, type Child } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { candidates } from './candidates.ts';
import { details as closely } from './details.ts';
import { placeLink } from './links.ts';
import { findingList } from './findings.ts';
import { memory } from './memory.ts';
import { openable } from './openable.ts';
import { table } from './table.ts';

/** The details of the open deployment: why it costs this, whether it fits, how it performs. */
export const deploymentView: View = {
  id: 'deployment',
  depends: ({ model, state, details }) => [
    model.deployments.find(({ id }) => id === state.deploymentId),
    state.opened,
    details,
  ],
  render: (context) => {
    const { model, state } = context;
    const deployment = model.deployments.find(({ id }) => id === state.deploymentId);
    return deployment === undefined ? [] : details(deployment, context);
  },
  ask: ({ state: { deploymentId } }) =>
    deploymentId === null ? null : { type: 'details', deploymentId },
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
    total(deployment),
    ...findingList(deployment.findings, context),
    ...notProposed(deployment),
    ...candidates(deployment, context),
    ...components(deployment, context),
    ...memory(deployment),
    ...performance(deployment),
    ...closely(context),
  ];
}

/** The month in large type, and beside it how far it may go and what it buys. */
function total({ monthly, range, unitCost, utilization, slo }: PanelDeployment): Child {
  if (monthly.value === null) return element('p', { class: 'note' }, 'The month is not known.');
  const beside = [
    range === null ? null : `${range} at least and at most`,
    unitCost.value === null ? null : unitCost.text,
    utilization.value === null ? null : `${utilization.text} busy`,
    { met: 'SLO met', missed: 'SLO missed', none: null }[slo],
  ];
  return element(
    'p',
    { class: 'total' },
    element('strong', {}, monthly.text),
    element(
      'span',
      { class: 'note' },
      ['a month', ...beside.filter((one) => one !== null)].join(' · '),
    ),
  );
}

function notProposed({ notProposed: reasons }: PanelDeployment): Child[] {
  if (reasons.length === 0) return [];
  return [
    element('h3', {}, 'Not proposed'),
    element('ul', {}, ...reasons.map((reason) => element('li', {}, reason))),
  ];
}

function components(deployment: PanelDeployment, context: ViewContext): Child[] {
  return [
    element('h3', {}, 'Why it costs this'),
    table(
      'Components',
      [
        { title: 'Component' },
        { title: 'Quantity', isNumber: true },
        { title: 'Unit price', isNumber: true },
        { title: 'Monthly', isNumber: true },
      ],
      deployment.components.map((component) => [
        element(
          'div',
          {},
          openable(
            `component:${deployment.id}:${component.name}`,
            [
              component.name,
              element('span', { class: 'note' }, ` ${component.category}${parts(component)}`),
            ],
            component,
            context,
          ),
          shareBar(component),
        ),
        component.quantity,
        component.unitPrice,
        component.monthly,
      ]),
    ),
    deployment.missing.length === 0
      ? null
      : element('p', { class: 'note' }, `Not priced: ${deployment.missing.join(', ')}.`),
  ];
}

/** How it compares to the largest component: a picture of the figure in its row. */
function shareBar({ share, categoryId }: PanelComponent): Child {
  if (share === null || share === 0) return null;
  return element('span', {
    class: `component-bar ${categoryId}`,
    properties: { '--share': share.toFixed(4) },
    attributes: { 'aria-hidden': 'true' },
  });
}

/** `, of which idle $1,780`. */
function parts({ parts: all }: PanelComponent): string {
  return all.length === 0 ? '' : `, of which ${all.join(', ')}`;
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
