import type { WhatIf } from '../../whatIf/whatIf.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { homeText } from './homeText.ts';
import type { NumberControl } from './panelWhatIfSchema.ts';

/** Inputs that are moved along a line. */
export type NumberInputId =
  | 'requestsPerSecond'
  | 'inputTokens'
  | 'outputTokens'
  | 'ttftMs'
  | 'tpotMs'
  | 'minReplicas'
  | 'maxReplicas'
  | 'spotShare'
  | 'discount';

interface Line {
  readonly unit: string;
  readonly factor?: number;
  readonly scale: NumberControl['scale'];
  readonly isWhole: boolean;
  /** Ends of the slider around what is now; null where nothing is said. */
  readonly ends: (now: number | null) => readonly [least: number, most: number];
  readonly limit: readonly [least: number, most: number];
}

/** Times what is now, each way, in round numbers. */
const reach = 20;

function around(now: number, unlessMore: readonly [number, number]): readonly [number, number] {
  return now > 0 ? [round(now / reach), round(now * reach)] : unlessMore;
}

/** One significant digit. */
function round(value: number): number {
  return Number(value.toPrecision(1));
}

const tokens = (most: number): Line => ({
  unit: 'tokens',
  scale: 'logarithmic',
  isWhole: true,
  ends: (now) => {
    const [least, end] = around(now ?? 0, [1, 10_000]);
    return [Math.max(1, least), Math.min(most, end)];
  },
  limit: [0, most],
});

const milliseconds = (usual: readonly [number, number], most: number): Line => ({
  unit: 'ms',
  scale: 'logarithmic',
  isWhole: false,
  ends: (now) => (now === null ? usual : around(now, usual)),
  limit: [1, most],
});

const replicas = (least: number): Line => ({
  unit: '',
  scale: 'linear',
  isWhole: true,
  ends: (now) => [least, Math.max(10, 3 * (now ?? 0))],
  limit: [least, 10_000],
});

const share: Pick<Line, 'unit' | 'factor' | 'scale' | 'isWhole' | 'limit'> = {
  unit: '%',
  factor: 100,
  scale: 'linear',
  isWhole: true,
  limit: [0, 1],
};

const lines: Readonly<Record<NumberInputId, Line>> = {
  requestsPerSecond: {
    unit: 'req/s',
    scale: 'logarithmic',
    isWhole: false,
    ends: (now) => around(now ?? 0, [0.01, 100]),
    limit: [0, 1e6],
  },
  inputTokens: tokens(1e7),
  outputTokens: tokens(1e6),
  ttftMs: milliseconds([50, 10_000], 1e7),
  tpotMs: milliseconds([5, 500], 1e6),
  minReplicas: replicas(0),
  maxReplicas: replicas(1),
  spotShare: { ...share, ends: () => [0, 1] },
  discount: { ...share, ends: (now) => [0, Math.max(0.6, now ?? 0)] },
};

/** The control of an input; null where it means nothing for the deployment. */
export function numberControl(
  id: NumberInputId,
  label: string,
  { present, homes }: WhatIf,
): NumberControl | null {
  if (!(id in present)) return null;
  const { unit, factor = 1, scale, isWhole, ends, limit } = lines[id];
  const value = typeof present[id] === 'number' ? present[id] : null;
  const [least, most] = ends(value);
  return {
    kind: 'number',
    id,
    label,
    now: value === null ? 'now none' : `now ${said(value, unit)}`,
    value,
    home: homeText(homes.get(id)),
    unit,
    factor,
    least,
    most,
    scale,
    isWhole,
    limit: { least: limit[0], most: limit[1] },
  };
}

function said(value: number, unit: string): string {
  return unit === '%' ? formatPercent(value) : `${formatNumber(value)} ${unit}`.trimEnd();
}
