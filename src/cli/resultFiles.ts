import { readResultFile } from '../core/index.ts';
import type { Measurements } from '../core/measurements/measured.ts';
import type { Target } from '../core/measurements/target.ts';
import { UsageError } from './usageError.ts';

/** A file of results that was read. */
export interface ResultFile {
  /** As it was given. */
  readonly name: string;
  readonly text: string;
  /** `YYYY-MM-DD`. */
  readonly writtenOn: string;
}

interface Flags {
  readonly deployment?: string | undefined;
  readonly replicas?: string | undefined;
}

/**
 * What files of results say of the deployments.
 *
 * @throws UsageError for a file that is none: nothing of the others is taken then.
 */
export function readResults(
  files: readonly ResultFile[],
  targets: readonly Target[],
  flags: Flags,
): Measurements {
  const replicas = readReplicas(flags.replicas);
  const readings = files.map((file) => {
    const options = { ...file, targets, replicas, named: flags.deployment !== undefined };
    const reading = readResultFile(file.text, options);
    if ('problem' in reading) throw new UsageError(reading.problem);
    return reading;
  });
  return {
    measured: readings.flatMap(({ measured }) => measured),
    notes: readings.flatMap(({ notes }) => notes),
  };
}

function readReplicas(value: string | undefined): number | null {
  if (value === undefined) return null;
  const replicas = Number(value);
  if (!Number.isInteger(replicas) || replicas < 1) {
    throw new UsageError(`--replicas ${value}: expected a whole number of 1 or more.`);
  }
  return replicas;
}
