import type { MeasuredBenchmark } from '../../assumptions/measuredSchema.ts';
import type { EngineId } from '../../model/deployment.ts';
import type { Labels } from '../match.ts';
import type { TimeRange } from './times.ts';

/** What a file of results says of one deployment, as far as it says whose it is. */
export interface FileResult {
  readonly labels: Labels;
  readonly engines: readonly EngineId[];
  /** Null where the file does not say when it was measured. */
  readonly times: TimeRange | null;
  readonly values:
    | {
        readonly kind: 'benchmark';
        readonly source: string;
        readonly points: MeasuredBenchmark['points'];
      }
    | {
        readonly kind: 'bill';
        readonly source: string;
        /** USD in 730 hours. */
        readonly monthly: number;
        /**
         * Pods that were busy, each counted by the mean share of its accelerators, for each accelerator asked for: times the
         * accelerators of a pod it is how busy they were. Null = not known.
         */
        readonly busyPods: number | null;
      };
}

export type FileReading =
  | { readonly results: readonly FileResult[]; readonly notes: readonly string[] }
  | { readonly problem: string };

/** A kind of file of results. */
export interface ResultFormat {
  /** As its tool is called. */
  readonly name: string;
  /** What is in a parsed file; null where it is none of this kind. Never throws. */
  read(value: unknown): FileReading | null;
}

export type MeasuredPoint = MeasuredBenchmark['points'][number];

/** A figure that is there and above 0, by its name; nothing else. */
export function figures<K extends string>(
  all: Readonly<Record<K, number | null | undefined>>,
): Partial<Record<K, number>> {
  return Object.fromEntries(
    Object.entries<number | null | undefined>(all).filter(
      ([, value]) => typeof value === 'number' && Number.isFinite(value) && value > 0,
    ),
  ) as Partial<Record<K, number>>;
}
