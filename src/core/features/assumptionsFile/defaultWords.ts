import { componentDefaults } from '../../assumptions/componentDefaults.ts';
import {
  defaultHoursPerMonth,
  defaultLatencyClass,
  defaultMaxAccuracyLoss,
  defaultMaxPriceAgeDays,
  defaultPeakFactor,
  defaultPercentile,
  defaultShape,
} from '../../assumptions/defaults.ts';
import { purchaseDefaults } from '../../assumptions/purchaseDefaults.ts';
import type { Sourced } from '../../model/sourced.ts';

const byPath: Readonly<Record<string, Sourced<unknown>>> = {
  'workload.shape': defaultShape,
  'workload.latencyClass': defaultLatencyClass,
  'workload.latency.percentile': defaultPercentile,
  'workload.peakFactor': defaultPeakFactor,
  'workload.maxAccuracyLoss': defaultMaxAccuracyLoss,
  hoursPerMonth: defaultHoursPerMonth,
  maxPriceAgeDays: defaultMaxPriceAgeDays,
};

/** `Default 95: the percentile most objectives name.`; empty where nothing stands in for a value. */
export function defaultWords(path: readonly (string | number)[]): string {
  const own = path[0] === 'deployments' ? path.slice(2) : path;
  const found = byPath[own.join('.')] ?? sized(own);
  if (found?.origin.kind !== 'default') return '';
  return `Default ${String(found.value)}: ${found.origin.reason}.`;
}

/** A description without the default that it names, where that is told with its reason. */
export function withoutDefault(description: string, byDefault: string): string {
  if (byDefault === '') return description;
  return description.replace(/,? default [^.,]*\.$/i, '.').replace(/\.+$/, '.');
}

/** Sizes of components, and terms of purchase. */
function sized(path: readonly (string | number)[]): Sourced<unknown> | undefined {
  const [block, name, key] = path[0] === 'components' ? path : ['', ...path];
  const table: object = block === 'components' ? componentDefaults : purchaseDefaults;
  const inner = at(table, name);
  const found = typeof inner === 'object' && inner !== null ? at(inner, key) : undefined;
  return typeof found === 'object' && found !== null && 'origin' in found
    ? (found as Sourced<unknown>)
    : undefined;
}

function at(table: object, key: string | number | undefined): unknown {
  return key !== undefined && Object.hasOwn(table, key)
    ? (table as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
