import type { PanelReview } from '../../src/core/report/panelReviewSchema.ts';
import { element, type Child } from '../dom.ts';
import type { View, ViewContext } from '../view.ts';
import { placeLink } from './links.ts';
import { table } from './table.ts';

/** What the change under review costs: which deployments, which lines, which findings. */
export const reviewView: View = {
  id: 'review',
  depends: ({ review }) => review,
  render: (context) => {
    const { review, send } = context;
    const choose = button('Compare with something else…', () => {
      send({ type: 'command', command: 'reviewChanges' });
    });
    if (review === null) {
      return [
        element('h2', {}, 'Review'),
        element('p', { class: 'note' }, 'Nothing is compared: choose a commit or a branch.'),
        element('div', { class: 'actions' }, choose),
      ];
    }
    const stop = button('Stop reviewing', () => {
      send({ type: 'command', command: 'stopReview' });
    });
    return [
      element('h2', {}, `Review ${review.since}`),
      element('p', { class: 'month' }, element('strong', {}, review.difference)),
      element('p', {}, review.totals),
      element('p', { class: 'note' }, review.counts),
      review.prices === null ? null : element('p', { class: 'note' }, review.prices),
      element('div', { class: 'actions' }, choose, stop),
      ...deployments(review, context),
      ...lines(review, context),
      ...teams(review),
      ...findings('Findings introduced', review.introduced, context),
      ...findings('Findings resolved', review.resolved, context),
    ];
  },
};

function button(label: string, press: () => void): HTMLElement {
  return element(
    'vscode-button',
    { key: `review:${label}`, attributes: { appearance: 'secondary' }, on: { click: press } },
    label,
  );
}

const changes = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  same: 'the same',
} as const;

function deployments({ deployments: all }: PanelReview, context: ViewContext): Child[] {
  if (all.length === 0) return [];
  return [
    element('h3', {}, 'Deployments'),
    table(
      'Deployments that changed',
      [
        { title: 'Deployment' },
        { title: 'Before', isNumber: true },
        { title: 'After', isNumber: true },
        { title: 'Difference', isNumber: true },
        { title: 'What changed' },
      ],
      all.map((one): Child[] => [
        element(
          'span',
          {},
          one.name,
          element('span', { class: 'note beneath' }, changes[one.change]),
          one.place === null ? null : placeLink(one.place, context),
        ),
        one.before,
        one.after,
        one.difference.text,
        element(
          'span',
          {},
          ...one.facts.map((fact) => element('span', { class: 'beneath' }, fact)),
          ...parts(one),
        ),
      ]),
    ),
  ];
}

/** What of the bill moved, where more than one line of it did. */
function parts({ change, components }: PanelReview['deployments'][number]): Child[] {
  if (change !== 'changed' || components.length < 2) return [];
  return components.map(({ name, difference }) =>
    element('span', { class: 'note beneath' }, `${name}: ${difference.text}`),
  );
}

function lines({ lines: all }: PanelReview, context: ViewContext): Child[] {
  if (all.length === 0) return [];
  return [
    element('h3', {}, 'Lines that moved the total'),
    element(
      'p',
      { class: 'note' },
      'The edits one after the other, each priced after those before it; together they are the difference.',
    ),
    table(
      'Lines that moved the total',
      [
        { title: 'Line' },
        { title: 'Place' },
        { title: 'Edit' },
        { title: 'Difference', isNumber: true },
      ],
      all.map(({ label, place, text, edit, difference }): Child[] => [
        element('code', {}, text),
        place === null ? label : placeLink(place, context),
        edit,
        difference.text,
      ]),
    ),
  ];
}

function teams({ teams: all }: PanelReview): Child[] {
  if (all.length === 0) return [];
  return [
    element('h3', {}, 'Teams'),
    table(
      'Difference by team',
      [
        { title: 'Team' },
        { title: 'Before', isNumber: true },
        { title: 'After', isNumber: true },
        { title: 'Difference', isNumber: true },
      ],
      all.map(({ name, before, after, difference }): Child[] => [
        name,
        before,
        after,
        difference.text,
      ]),
    ),
  ];
}

const levels = { error: 'Error', warning: 'Warning', information: 'Note' } as const;

function findings(title: string, all: PanelReview['introduced'], context: ViewContext): Child[] {
  if (all.length === 0) return [];
  return [
    element('h3', {}, `${title} (${all.length})`),
    element(
      'ul',
      { class: 'findings' },
      ...all.map(({ severity, message, deployment, place, label }) =>
        element(
          'li',
          { class: severity },
          element('strong', {}, `${levels[severity]}: `),
          `${deployment === null ? '' : `${deployment}: `}${message} `,
          place === null ? element('span', { class: 'note' }, label) : placeLink(place, context),
        ),
      ),
    ),
  ];
}
