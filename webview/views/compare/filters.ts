import type {
  CompareQuestion,
  PanelInstance,
  PanelInstances,
} from '../../../src/core/report/panelCompareSchema.ts';
import { isTicked, tick } from '../../components.ts';
import { element, type Child } from '../../dom.ts';
import type { State } from '../../state.ts';
import type { View, ViewContext } from '../../view.ts';
import { labelled } from '../selector.ts';
import { answerOf } from './question.ts';

type Compare = State['compare'];

/** Which machines are priced, and which of them are shown. */
export const compareFiltersView: View = {
  id: 'compare-filters',
  depends: (context) => {
    const { tab, providers, region, purchase, seller, fitsOnly, meetsOnly, bestOnly } =
      context.state.compare;
    const instances = answerOf(context)?.instances;
    return [
      [tab, providers, region, purchase, seller, fitsOnly, meetsOnly, bestOnly],
      instances?.summary,
      instances?.sellers,
      instances?.regions,
    ];
  },
  render: (context) => {
    const instances = answerOf(context)?.instances ?? null;
    const { compare } = context.state;
    if (instances === null || compare.tab !== 'instances') return [];
    return [
      element('p', { class: 'summary' }, instances.summary),
      element('div', { class: 'filters' }, ...scope(instances, context)),
      element(
        'div',
        { class: 'filters' },
        ...checks.map(({ field, title }) => check(field, title, context)),
        ...sellers(instances, context),
      ),
    ];
  },
};

/** The rows that the filters leave; the one of today, and the one that is selected, always stay. */
export function filtered(
  { rows }: PanelInstances,
  { fitsOnly, meetsOnly, bestOnly, seller, selected }: Compare,
): readonly PanelInstance[] {
  return rows.filter(
    (row) =>
      row.isCurrent ||
      row.key === selected ||
      ((!fitsOnly || row.fits) &&
        (!meetsOnly || row.meetsSlo) &&
        (!bestOnly || row.isBestOfKind) &&
        (seller === null || row.seller === seller)),
  );
}

const purchases: Readonly<Record<NonNullable<CompareQuestion['purchase']>, string>> = {
  'on-demand': 'on demand',
  spot: 'spot',
  'reserved-1y': 'reserved, 1 year',
  'reserved-3y': 'reserved, 3 years',
};

/** A new scope is a new table: nothing is selected in it. */
function scope({ regions }: PanelInstances, context: ViewContext): Child[] {
  const { compare } = context.state;
  const set = (change: Partial<Compare>): void => {
    context.update({ compare: { ...compare, selected: null, seller: null, ...change } });
  };
  return [
    choice(
      'Clouds',
      'compare:providers',
      [
        ['same', 'its own'],
        ['all', 'all, others in their main region'],
      ],
      compare.providers,
      (value) => {
        set({ providers: value === 'all' ? 'all' : 'same' });
      },
    ),
    choice(
      'Region',
      'compare:region',
      [['', 'as today'], ...regions.map((name) => [name, name] as const)],
      compare.region ?? '',
      (value) => {
        set({ region: value === '' ? null : value });
      },
    ),
    choice(
      'Bought',
      'compare:purchase',
      [['', 'as today'], ...Object.entries(purchases)],
      compare.purchase ?? '',
      (value) => {
        const known = Object.keys(purchases) as NonNullable<CompareQuestion['purchase']>[];
        set({ purchase: known.find((name) => name === value) ?? null });
      },
    ),
  ];
}

const checks = [
  { field: 'fitsOnly', title: 'It fits' },
  { field: 'meetsOnly', title: 'Serves the demand within the limits' },
  { field: 'bestOnly', title: 'Cheapest machine of each kind' },
] as const;

function check(
  field: (typeof checks)[number]['field'],
  title: string,
  { state: { compare }, update }: ViewContext,
): HTMLElement {
  const checkbox = element(
    'vscode-checkbox',
    {
      key: `compare:${field}`,
      on: {
        change: (event) => {
          const ticked = isTicked(event.currentTarget as HTMLElement);
          if (ticked !== compare[field]) update({ compare: { ...compare, [field]: ticked } });
        },
      },
    },
    title,
  );
  tick(checkbox, compare[field]);
  return checkbox;
}

function sellers({ sellers: all }: PanelInstances, context: ViewContext): Child[] {
  const { compare } = context.state;
  if (all.length < 2) return [];
  return [
    choice(
      'Provider',
      'compare:seller',
      [['', 'all'], ...all.map((name) => [name, name] as const)],
      compare.seller ?? '',
      (value) => {
        context.update({ compare: { ...compare, seller: value === '' ? null : value } });
      },
    ),
  ];
}

/** A selector of values, each with its text. */
function choice(
  label: string,
  key: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  choose: (value: string) => void,
): HTMLElement {
  return labelled({
    key,
    label,
    options: options.map(([value, text]) => ({ value, text })),
    chosen,
    choose,
  });
}
