import type { NamedInput } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';

/** An input with the origin it came with. */
export function sourcedInput(name: string, value: Sourced<number | string>, unit = ''): NamedInput {
  return { name, value: value.value, unit, origin: value.origin };
}

/** An input that was itself calculated. */
export function derivedInput(
  name: string,
  value: number | string,
  unit: string,
  formula: string,
): NamedInput {
  return { name, value, unit, origin: { kind: 'derived', formula } };
}
