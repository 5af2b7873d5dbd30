import type { Sourced } from '../model/sourced.ts';
import { isHole, scalarAt, sourced, type Located } from './located.ts';

const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/;

/** A Kubernetes quantity (`500m`, `1.5Gi`, `2e3`) as a number of base units; null when it is none. */
export function parseQuantity(text: string): number | null {
  const match = QUANTITY.exec(text.trim());
  if (!match) return null;
  const [, digits, exponent, suffix] = match;
  const value = Number(`${digits ?? ''}${exponent ?? ''}`) * (FACTORS[suffix ?? ''] ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

/** A Kubernetes quantity of bytes in GiB; null when it is none. */
export function parseGiB(text: string): number | null {
  const bytes = parseQuantity(text);
  return bytes === null ? null : bytes / 2 ** 30;
}

/** A number of tokens as vLLM takes it: `4096`, `32k` (thousands), `32K` (1024s), `1M`; null when it is none. */
export function parseTokens(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)([kKmMgG])?$/.exec(text.trim());
  if (!match) return null;
  const factor =
    { k: 1e3, m: 1e6, g: 1e9, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 }[match[2] ?? ''] ?? 1;
  const value = Math.round(Number(match[1]) * factor);
  return Number.isFinite(value) ? value : null;
}

/** A whole number of zero or more; null for anything else. */
export function countAt(from: Located, path: readonly string[]): Sourced<number> | null {
  const found = scalarAt(from, ...path);
  if (!found || isHole(found)) return null;
  const value = parseQuantity(found.node.text);
  return value !== null && value >= 0 && Number.isInteger(value) ? sourced(found, value) : null;
}
