import type { PanelInstance } from '../../../src/core/report/panelCompareSchema.ts';
import type { PanelFigure } from '../../../src/core/report/panelSchema.ts';

export interface InstanceColumn {
  readonly id: string;
  readonly title: string;
  /** Said for a title that is short. */
  readonly long?: string;
  readonly of: (row: PanelInstance) => PanelFigure;
}

/** The columns of figures, in their order; the first and the last columns of the table are words. */
export const instanceColumns: readonly InstanceColumn[] = [
  { id: 'monthly', title: 'Monthly', of: ({ monthly }) => monthly },
  { id: 'replicas', title: 'Replicas', of: ({ replicas }) => replicas },
  {
    id: 'perMillionTokens',
    title: '1M tokens',
    long: 'Cost of a million tokens',
    of: (row) => row.perMillionTokens,
  },
  {
    id: 'perThousandRequests',
    title: '1k requests',
    long: 'Cost of a thousand requests',
    of: (row) => row.perThousandRequests,
  },
  { id: 'ttft', title: 'TTFT', long: 'Time to the first token', of: ({ ttft }) => ttft },
  { id: 'tpot', title: 'TPOT', long: 'Time per further token', of: ({ tpot }) => tpot },
  { id: 'throughput', title: 'Replica serves', of: ({ throughput }) => throughput },
  { id: 'utilization', title: 'Busy', of: ({ utilization }) => utilization },
  { id: 'onDemand', title: 'On demand', of: ({ onDemand }) => onDemand },
  { id: 'spot', title: 'Spot', of: ({ spot }) => spot },
  {
    id: 'reserved1y',
    title: '1 year',
    long: 'Reserved for a year',
    of: ({ reserved1y }) => reserved1y,
  },
  {
    id: 'reserved3y',
    title: '3 years',
    long: 'Reserved for three years',
    of: ({ reserved3y }) => reserved3y,
  },
];

/** Those in which some row has something to say. */
export function filledColumns(rows: readonly PanelInstance[]): readonly InstanceColumn[] {
  return instanceColumns.filter(({ of }) => rows.some((row) => of(row).value !== null));
}
