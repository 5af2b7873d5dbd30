import type { MeasuredValues } from '../../assumptions/measuredSchema.ts';
import { matchOf, measurementName } from '../match.ts';
import type { MeasuredDeployment, Measurements } from '../measured.ts';
import { acceleratorsPerPod, type Target } from '../target.ts';
import { rounded } from '../rounded.ts';
import { aiperf } from './aiperf.ts';
import { guidellm } from './guidellm.ts';
import { opencost } from './opencost.ts';
import type { FileReading, FileResult, ResultFormat } from './resultFile.ts';
import { vllmBench } from './vllmBench.ts';

/** Kinds of files that are read, each told by its shape. */
const resultFormats: readonly ResultFormat[] = [guidellm, aiperf, vllmBench, opencost];

export interface ResultFileOptions {
  /** As messages call the file. */
  readonly name: string;
  readonly targets: readonly Target[];
  /** True where a person named the one deployment that a benchmark was run against. */
  readonly named: boolean;
  /** Replicas that answered a benchmark; null = not stated, which counts as one. */
  readonly replicas: number | null;
  /** Day on which the file was written, `YYYY-MM-DD`: stands in where it does not say when it was measured. */
  readonly writtenOn: string;
}

export interface FileMeasurements extends Measurements {
  /** True for a benchmark of which a person may say what it was run against: read again with `named` it counts. */
  readonly isNameable: boolean;
}

/** What a file of results says of the deployments, or why it says nothing. Never throws. */
export function readResultFile(
  text: string,
  options: ResultFileOptions,
): FileMeasurements | { readonly problem: string } {
  const { name } = options;
  const value = parsed(text);
  if (value === undefined) return { problem: `${name} is no JSON.` };
  const reading = readingOf(value);
  if (reading === null) {
    const known = resultFormats.map((format) => format.name);
    return {
      problem: `${name} is no result of ${known.slice(0, -1).join(', ')} or ${known.at(-1) ?? ''}.`,
    };
  }
  if ('problem' in reading) return { problem: `${name}: ${reading.problem}.` };
  return matched(reading.results, options, reading.notes);
}

function readingOf(value: unknown): FileReading | null {
  for (const format of resultFormats) {
    const reading = format.read(value);
    if (reading !== null) return reading;
  }
  return null;
}

/** What a file holds: one value, or one on each line. Undefined where it is no JSON. */
function parsed(text: string): unknown {
  const plain = text.replace(/^\ufeff/, '');
  const whole = parsedValue(plain);
  if (whole !== undefined) return whole;
  const lines = plain.split('\n').filter((line) => line.trim() !== '');
  const values = lines.length > 1 ? lines.map(parsedValue) : [undefined];
  return values.includes(undefined) ? undefined : values;
}

/** Python writes NaN and Infinity, which are no JSON: they count as not known. */
function parsedValue(text: string): unknown {
  for (const each of [text, text.replace(/([:[,]\s*)-?(?:NaN|Infinity)(?=\s*[,\]}])/g, '$1null')]) {
    try {
      return JSON.parse(each) as unknown;
    } catch {
      continue;
    }
  }
  return undefined;
}

function matched(
  results: readonly FileResult[],
  options: ResultFileOptions,
  notes: readonly string[],
): FileMeasurements {
  const { name, targets } = options;
  const all: string[] = [...notes];
  const measured: MeasuredDeployment[] = [];
  const isBill = results.every(({ values }) => values.kind === 'bill');
  for (const result of results) {
    const match = matchOf(result, targets);
    // Who names one deployment says what a benchmark was run against.
    const named = options.named && result.values.kind === 'benchmark' ? targets : match;
    const [target, ...others] = named;
    const what = measurementName(result.labels);
    if (target === undefined) {
      // A bill lists everything that runs.
      const isNameless = Object.keys(result.labels).length === 0;
      const reason = isNameless
        ? 'it does not say which one model it asked; name the deployment'
        : `no deployment was found for ${what}`;
      if (!isBill) all.push(`${name}: ${reason}.`);
    } else if (others.length > 0) {
      const names = named.map(({ deployment }) => deployment.name).join(', ');
      all.push(`${name}: ${what} may be any of ${names}; name one of them.`);
    } else if (measured.some((one) => one.target === target)) {
      all.push(`${name}: ${target.deployment.name} is in it more than once; the first counts.`);
    } else {
      measured.push({ target, values: valuesOf(result, target, options) });
    }
  }
  if (isBill && measured.length === 0) {
    all.push(`${name}: none of its ${results.length} allocations is one of the deployments.`);
  }
  const isNameable = !isBill && results.length === 1 && measured.length === 0;
  return { measured, notes: all, isNameable };
}

function valuesOf(
  { values, times }: FileResult,
  { deployment }: Target,
  { replicas, writtenOn }: ResultFileOptions,
): MeasuredValues {
  const range = times ?? { from: writtenOn, to: writtenOn };
  if (values.kind === 'bill') {
    const { source, monthly, busyPods } = values;
    const perPod = acceleratorsPerPod(deployment);
    const isBusyKnown = busyPods !== null && perPod !== null;
    const busy = isBusyKnown ? { gpuUtilization: rounded(Math.min(1, busyPods * perPod)) } : {};
    return { bill: { source, ...range, monthly, ...busy } };
  }
  const { source, points } = values;
  const many = replicas !== null && replicas !== 1 ? { replicas } : {};
  return { benchmark: { source, ...range, ...many, points } };
}
