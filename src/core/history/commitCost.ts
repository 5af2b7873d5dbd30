import * as z from 'zod';
import type { Range } from '../model/sourced.ts';
import { withoutNoise } from '../report/format.ts';
import { difference, isSame } from '../review/differences.ts';
import { matchDeployments, type Match } from '../review/matchDeployments.ts';
import type { PricedConfigs, PricedDeployment } from './pricedConfigs.ts';

const amount = z.number().nullable();
const text = z.string();

const changedDeployment = z
  .object({
    id: text,
    name: text,
    /** Of what is gone, where it was. */
    file: text,
    change: z.enum(['added', 'removed', 'changed']),
    /** What it was called, or where it was, before; null where that is the same. */
    renamedFrom: z.object({ name: text, file: text }).readonly().nullable(),
    /** Expected months. What is not there costs nothing, which is known. */
    before: amount,
    after: amount,
    delta: amount,
  })
  .readonly();

/**
 * What a commit made of the month, USD: a function of the configs of the commit and of those before it, of the catalogue and
 * the settings, and so worth keeping. Null = not known.
 */
export const commitCostSchema = z
  .object({
    /** Those that were read; null where nothing was, and something could not be. */
    deployments: z.number().int().min(0).nullable(),
    monthly: z
      .object({ min: z.number(), expected: z.number(), max: z.number() })
      .readonly()
      .nullable(),
    lowerBound: z.boolean(),
    /** Of the expected month, since the commit before. */
    delta: amount,
    changed: z.array(changedDeployment).readonly(),
    unread: z.array(z.object({ file: text.nullable(), reason: text }).readonly()).readonly(),
    currency: z
      .object({ code: text, perUsd: z.number().positive(), asOf: text.nullable() })
      .readonly(),
  })
  .readonly();

export type CommitCost = z.infer<typeof commitCostSchema>;
export type ChangedDeployment = z.infer<typeof changedDeployment>;

/** What a commit costs, and what it changed. `before` are the configs of its parent; null where they are not there. */
export function commitCost(now: PricedConfigs, before: PricedConfigs | null): CommitCost {
  const matches =
    before === null ? null : matchDeployments(readAgain(before, now), readAgain(now, before));
  const isComparable =
    before !== null && matches !== null && isSameUnread(before, now) && matches.every(isAlikeKnown);
  return {
    deployments:
      now.deployments.length === 0 && now.unread.length > 0 ? null : now.deployments.length,
    monthly: now.monthly,
    lowerBound: now.lowerBound,
    delta: isComparable
      ? difference(before.monthly?.expected ?? null, now.monthly?.expected ?? null).delta
      : null,
    changed: (matches ?? []).flatMap((match) => changed(match) ?? []),
    unread: now.unread.map(({ file, reason }) => ({ file, reason })),
    currency: now.currency,
  };
}

/** What could be read of neither counts nothing in either, as long as it is the same. */
function isSameUnread(before: PricedConfigs, now: PricedConfigs): boolean {
  const keys = ({ unread }: PricedConfigs): string =>
    unread
      .map(({ file, content }) => JSON.stringify([file, content]))
      .sort()
      .join();
  return keys(before) === keys(now);
}

/** The deployments of one side but those that are only not to be seen on the other, since their file was not read there. */
function readAgain(
  { deployments }: PricedConfigs,
  other: PricedConfigs,
): readonly PricedDeployment[] {
  const unread = new Set(other.unread.map(({ file }) => file));
  if (unread.size === 0) return deployments;
  const there = new Set(other.deployments.map(({ id }) => id));
  return deployments.filter(
    ({ id, file }) => there.has(id) || !(unread.has(file) || unread.has(null)),
  );
}

type Pair = Match<PricedDeployment, PricedDeployment>;

/** Two lower bounds have a difference only when the same things are missing from both. */
function isAlikeKnown({ before, after }: Pair): boolean {
  const unknown = (one: PricedDeployment | null): string | null =>
    one === null ? null : JSON.stringify([one.monthly === null, one.lowerBound, one.missing]);
  const isWhole = (one: PricedDeployment | null): boolean =>
    one === null || (one.monthly !== null && !one.lowerBound);
  return (isWhole(before) && isWhole(after)) || unknown(before) === unknown(after);
}

/** Null for what is there in both and costs the same. */
function changed(match: Pair): ChangedDeployment | null {
  const { before, after } = match;
  const shown = after ?? before;
  if (shown === null) return null;
  const isBoth = before !== null && after !== null;
  const isRenamed = isBoth && (before.name !== after.name || before.file !== after.file);
  if (isBoth && !isRenamed && isSameMonth(before, after)) return null;
  const months = difference(expected(before), expected(after));
  return {
    id: shown.id,
    name: shown.name,
    file: shown.file,
    change: before === null ? 'added' : after === null ? 'removed' : 'changed',
    renamedFrom: isRenamed ? { name: before.name, file: before.file } : null,
    before: months.before === null ? null : withoutNoise(months.before),
    after: months.after === null ? null : withoutNoise(months.after),
    delta: isAlikeKnown(match) ? months.delta : null,
  };
}

function expected(one: PricedDeployment | null): number | null {
  return one === null ? 0 : (one.monthly?.expected ?? null);
}

function isSameMonth(before: PricedDeployment, after: PricedDeployment): boolean {
  const parts: readonly (keyof Range)[] = ['min', 'expected', 'max'];
  return (
    isAlikeKnown({ before, after }) &&
    parts.every((part) =>
      isSame(difference(before.monthly?.[part] ?? null, after.monthly?.[part] ?? null)),
    )
  );
}
