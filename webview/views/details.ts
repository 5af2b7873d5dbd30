import type { PanelDetails } from '../../src/core/report/panelDetailsSchema.ts';
import { chart } from '../charts/chart.ts';
import { barChart } from '../charts/barChart.ts';
import { element, type Child } from '../dom.ts';
import type { ViewContext } from '../view.ts';
import { originText } from './links.ts';
import { openable } from './openable.ts';
import { table } from './table.ts';

/** The open deployment looked at closely; empty until the answer is there. */
export function details(context: ViewContext): Child[] {
  const { details: shown } = context;
  if (shown === null) return [];
  return [
    ...missing(shown),
    ...sideBySide(drawn(shown.load, context), [
      ...drawn(shown.week, context),
      ...levers(shown, context),
    ]),
    ...scaling(shown),
    ...alternatives(shown),
    ...hosted(shown),
    ...energy(shown, context),
    ...figures(shown, context),
  ];
}

type Drawn = PanelDetails['load'];

function drawn({ chart: shown }: Drawn, context: ViewContext): Child[] {
  return shown === null ? [] : [chart(shown, context)];
}

/** Why there is no load curve or no week. */
function missing({ load, week }: PanelDetails): Child[] {
  const reasons = new Set([load.absent, week.absent].filter((reason) => reason !== null));
  if (reasons.size === 0) return [];
  return [
    element('h3', {}, 'Under load and over the week'),
    ...Array.from(reasons, (reason) => element('p', { class: 'note' }, reason)),
  ];
}

/** Two columns where there is room and something in both. */
function sideBySide(left: readonly Child[], right: readonly Child[]): readonly Child[] {
  if (left.length === 0 || right.length === 0) return [...left, ...right];
  return [
    element(
      'div',
      { class: 'side-by-side' },
      element('div', {}, ...left),
      element('div', {}, ...right),
    ),
  ];
}

function levers({ levers: all, tornado }: PanelDetails, context: ViewContext): Child[] {
  if (tornado === null) return [];
  return [barChart(tornado, context, leverTable(tornado.title, all, context))];
}

function leverTable(title: string, all: PanelDetails['levers'], context: ViewContext): HTMLElement {
  return table(
    title,
    [
      { title: 'Input' },
      { title: 'Less', isNumber: true },
      { title: 'More', isNumber: true },
      { title: 'Effect', isNumber: true },
    ],
    all.map(({ input, low, high, effect }) => [
      element(
        'span',
        {},
        `${input.name}: ${input.value}`,
        element('span', { class: 'note origin' }, originText(input.origin, context)),
      ),
      low,
      high,
      effect,
    ]),
  );
}

function hosted({ hosted: offers, verdict }: PanelDetails): Child[] {
  if (offers.length === 0) return [];
  return [
    element('h3', {}, 'Against a hosted model'),
    verdict === null ? null : element('p', {}, verdict),
    table(
      'Hosted offers',
      [
        { title: 'Offer' },
        { title: 'Serves' },
        { title: '1M tokens', isNumber: true },
        { title: 'This traffic', isNumber: true },
        { title: 'Costs the same at' },
      ],
      offers.map((one) => [
        element('span', { attributes: { title: one.source } }, one.offer),
        one.match,
        one.perMillionTokens,
        one.monthly,
        one.breakEven,
      ]),
    ),
  ];
}

function scaling({ scaling: policies }: PanelDetails): Child[] {
  if (policies.length === 0) return [];
  return [
    element('h3', {}, 'Scaling policies'),
    element(
      'p',
      { class: 'note' },
      'The same week under other policies, everything else as it is.',
    ),
    table(
      'Scaling policies',
      [
        { title: 'Policy' },
        { title: 'Replicas', isNumber: true },
        { title: 'Month', isNumber: true },
        { title: 'Of it idle', isNumber: true },
        { title: 'Requests late', isNumber: true },
        { title: 'Cold starts', isNumber: true },
      ],
      policies.map((one) => [
        one.policy,
        one.replicas,
        one.monthly,
        one.idle,
        one.late,
        one.coldStarts,
      ]),
    ),
  ];
}

function alternatives({ alternatives: all }: PanelDetails): Child[] {
  if (all.length <= 1) return [];
  return [
    element('h3', {}, 'Shared or dedicated'),
    element(
      'p',
      { class: 'note' },
      'The same replicas, or the same traffic, sold in other ways; each month with everything beside compute.',
    ),
    table(
      'Ways to pay',
      [
        { title: 'How' },
        { title: 'What' },
        { title: 'Month', isNumber: true },
        { title: 'Unit cost', isNumber: true },
      ],
      all.map(({ way, isCurrent, offer, monthly, unit }) => [
        isCurrent ? element('strong', {}, `${way}, as it is`) : way,
        offer,
        monthly,
        unit,
      ]),
    ),
  ];
}

function energy({ energy: use }: PanelDetails, context: ViewContext): Child[] {
  if (use === null) return [];
  return [
    element('h3', {}, 'Electricity'),
    openable(
      `energy:${context.state.deploymentId ?? ''}`,
      [use.summary],
      { formula: use.formula, inputs: use.inputs },
      context,
    ),
  ];
}

function figures({ explanations, deploymentId }: PanelDetails, context: ViewContext): Child[] {
  if (explanations.length === 0) return [];
  return [
    element('h3', {}, 'Every figure opened'),
    element(
      'ul',
      { class: 'figures' },
      ...explanations.map(({ figure, title, value, formula, inputs }) =>
        element(
          'li',
          {},
          openable(
            `figure:${deploymentId}:${figure}`,
            [`${title} `, element('span', { class: 'number' }, value)],
            { formula, inputs },
            context,
          ),
        ),
      ),
    ),
  ];
}
