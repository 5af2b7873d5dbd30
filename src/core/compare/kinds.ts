import type { InstanceRow } from './comparison.ts';

/** The rows, those marked that another one of their kind beats: larger machines around the same accelerators. */
export function withKinds(rows: readonly InstanceRow[]): readonly InstanceRow[] {
  const best = new Map<string, InstanceRow>();
  for (const row of rows) {
    const known = best.get(kindOf(row));
    if (known === undefined || comesBefore(row, known)) best.set(kindOf(row), row);
  }
  return rows.map((row) => ({
    ...row,
    isBestOfKind: row.isCurrent || best.get(kindOf(row)) === row,
  }));
}

function kindOf({ seller, region, accelerator, count, purchase, instance }: InstanceRow): string {
  const kind = accelerator ?? familyOf(instance ?? '');
  return [seller, region, purchase, kind, count].join(' ');
}

/** The name of a machine without its size: `c6a` of `c6a.4xlarge`, `n2-standard`, `Standard_Ds_v5`. */
function familyOf(instance: string): string {
  return instance
    .replace(/\.[^.]*$/, '')
    .replace(/-\d+$/, '')
    .replace(/^([A-Z][a-z]+_[A-Z]+)\d+/, '$1');
}

/** What holds before what does not, then by the month, then by the hour of what has none. */
function comesBefore(one: InstanceRow, other: InstanceRow): boolean {
  const keys = ({ verdict, figures, hourly }: InstanceRow): readonly number[] => [
    verdict === 'holds' ? 0 : 1,
    figures?.monthly.expected ?? Infinity,
    hourly['on-demand'] ?? Infinity,
  ];
  const [a, b] = [keys(one), keys(other)];
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
