import type { Sourced } from '../../model/sourced.ts';
import { sourced, type Located } from '../located.ts';
import type { ScalarNode } from '../../syntax/tree.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** A size as Compose writes it (`512M`, `16gb`, `1024000`), whose units are powers of 1024, in GiB. */
export function gibibytes(scalar: Located<ScalarNode>): Sourced<number> | null {
  const match = /^(\d+(?:\.\d+)?)\s*([bkmg]?)b?$/i.exec(scalar.node.text.trim());
  if (!match) return null;
  const unit = UNITS[(match[2] ?? '').toLowerCase()] ?? 1;
  return sourced(scalar, (Number(match[1]) * unit) / 2 ** 30);
}
