import { firstLimitName } from '../../performance/writesText.ts';
import {
  cacheChoices,
  machineChoices,
  precisionChoices,
  regionChoices,
} from '../../whatIf/choices.ts';
import type { WhatIfInputId } from '../../whatIf/inputs.ts';
import { bringsAccelerators, isLimited } from '../../whatIf/present.ts';
import type { WhatIf } from '../../whatIf/whatIf.ts';
import type { Currency } from '../../model/environment.ts';
import { formatHourly, UNKNOWN } from '../format.ts';
import { homeText } from './homeText.ts';
import { numberControl } from './numberControls.ts';
import type { ChoiceControl, PanelWhatIf, WhatIfControl } from './panelWhatIfSchema.ts';

type Option = ChoiceControl['options'][number] & {
  /** Where the label says more than what it is: without that. */
  readonly name?: string;
};

/** The controls that mean something for the deployment, in groups. */
export function controlGroups(looked: WhatIf, currency: Currency): PanelWhatIf['groups'] {
  const number = (id: Parameters<typeof numberControl>[0], label: string): WhatIfControl[] => {
    const control = numberControl(id, label, looked);
    return control === null ? [] : [control];
  };
  const choice = (
    id: WhatIfInputId,
    label: string,
    options: () => readonly Option[],
  ): WhatIfControl[] => choiceControl(id, label, looked, options);
  const { subject, changed, present } = looked;
  const isScaled = subject.deployment.replicas.autoscaler !== null;
  const buys = changed.purchase ?? present.purchase;
  return [
    {
      title: 'Traffic',
      controls: [
        ...number('requestsPerSecond', 'Requests'),
        ...number('inputTokens', 'Input tokens'),
        ...number('outputTokens', 'Output tokens'),
        ...choice('shape', 'Shape of the week', () => shapes(looked)),
      ],
    },
    {
      title: 'Latency limits',
      controls: [
        ...number('ttftMs', firstLimitName(looked.before.performance)),
        ...number('tpotMs', 'TPOT limit'),
        ...(isLimited(looked.deployment, changed)
          ? choice('percentile', 'Percentile', () => percentiles)
          : []),
      ],
    },
    {
      title: 'Hardware',
      controls: [
        ...choice(
          'accelerator',
          bringsAccelerators(subject.deployment) ? 'Instance' : 'Accelerator',
          () => machines(looked, currency),
        ),
        ...choice('acceleratorCount', 'Accelerators of a replica', () => counts),
        ...choice('precision', 'Weights', () => precisions(precisionChoices(subject))),
        ...choice('kvPrecision', 'KV cache', () => precisions(cacheChoices(subject))),
        ...number('minReplicas', isScaled ? 'Replicas, at least' : 'Replicas'),
        ...number('maxReplicas', 'Replicas, at most'),
      ],
    },
    {
      title: 'Purchase',
      controls: [
        ...choice('purchase', 'Bought', () => purchases),
        ...(buys === 'spot' ? number('spotShare', 'Share on spot') : []),
        ...choice('region', 'Region', () => regions(looked, currency)),
        ...number('discount', 'Discount'),
      ],
    },
  ].filter(({ controls }) => controls.length > 0);
}

/** Null where there is nothing to choose from. What is now stands among the options, first where it is no other. */
function choiceControl(
  id: WhatIfInputId,
  label: string,
  looked: WhatIf,
  listed: () => readonly Option[],
): WhatIfControl[] {
  const { present, homes } = looked;
  if (!(id in present)) return [];
  const value = present[id] ?? null;
  const found = listed();
  const isListed = value === null || found.some((option) => option.value === value);
  const options = isListed ? found : [{ value, label: String(value) }, ...found];
  if (options.length < 2) return [];
  const chosen = options.find((option) => option.value === value);
  const now = chosen?.name ?? chosen?.label ?? UNKNOWN;
  return [
    {
      kind: 'choice',
      id,
      label,
      now: `now ${now}`,
      value,
      home: homeText(homes.get(id)),
      options: options.map(({ value: each, label: text }) => ({ value: each, label: text })),
    },
  ];
}

const shapeNames = [
  ['steady', 'steady'],
  ['diurnal', 'day and night'],
  ['business-hours', 'business hours'],
  ['spiky', 'spikes'],
] as const;

function shapes({ present }: WhatIf): readonly Option[] {
  return [
    ...(present.shape === 'measured' ? [{ value: 'measured', label: 'as measured' }] : []),
    ...shapeNames.map(([value, label]) => ({ value, label })),
  ];
}

const percentiles: readonly Option[] = [50, 90, 95, 99, 99.9].map((value) => ({
  value,
  label: `p${value}`,
}));

const counts: readonly Option[] = [1, 2, 4, 8].map((value) => ({ value, label: String(value) }));

const purchases: readonly Option[] = [
  { value: 'on-demand', label: 'on demand' },
  { value: 'spot', label: 'spot' },
  { value: 'reserved-1y', label: 'committed for 1 year' },
  { value: 'reserved-3y', label: 'committed for 3 years' },
];

/** Cheapest first, each with the hour of a replica on it. */
function machines(looked: WhatIf, currency: Currency): readonly Option[] {
  const { subject, changed } = looked;
  return machineChoices(subject, changed)
    .toSorted((a, b) => a.machine.hour - b.machine.hour)
    .map(({ value, machine: { accelerator, count, instance, hour } }) => {
      const what = `${count} × ${accelerator?.id ?? 'CPU'}`;
      const name = value === instance ? `${instance} (${what})` : value;
      return { value, name, label: `${name} · ${formatHourly(hour, currency)} a replica` };
    });
}

function precisions(found: ReturnType<typeof precisionChoices>): readonly Option[] {
  return found.map(({ value, name }) => ({ value, label: name }));
}

function regions({ subject }: WhatIf, currency: Currency): readonly Option[] {
  return regionChoices(subject).map(({ value, hour }) => ({
    value,
    name: value,
    label: hour === null ? value : `${value} · ${formatHourly(hour, currency)}`,
  }));
}
