import { withoutNoise } from '../report/format.ts';
import { changedFields } from './changedFields.ts';
import { difference, isSame } from './differences.ts';
import { matchDeployments, type Match } from './matchDeployments.ts';
import type {
  ChangedLines,
  Difference,
  Review,
  ReviewedDeployment,
  ReviewedGroup,
} from './reviewModel.ts';
import { causeOf, causesOf, priceEffects, type PriceEffect } from './priceEffects.ts';
import { reviewFindings } from './reviewFindings.ts';
import { inCurrencyOf } from './snapshotCurrency.ts';
import type { Snapshot, SnapshotDeployment } from './snapshot.ts';

/** A version under the name its reader knows it by. */
export interface NamedSnapshot {
  readonly name: string;
  readonly snapshot: Snapshot;
}

/**
 * What lies between two versions of the same serving configs, in the currency of the second. A report is a snapshot; so is a
 * committed one. `lines` come from `changedLines`, where both versions have their texts. `repriced` are the configs of the base at
 * the prices of the second, where the base was priced at others: it tells apart what prices and what the configuration did.
 */
export function getReview(
  base: NamedSnapshot,
  head: NamedSnapshot,
  lines: readonly ChangedLines[] | null = null,
  repriced: Snapshot | null = null,
): Review {
  const now = head.snapshot;
  const old = inCurrencyOf(base.snapshot, now);
  const matches = matchDeployments(old.deployments, now.deployments);
  const priceEffect = priceEffects(old, now, repriced && inCurrencyOf(repriced, now));
  const deployments = matches.map((match) => reviewed(match, priceEffect));
  const totals = difference(old.totals.expected, now.totals.expected);
  return {
    version: 1,
    currency: now.currency,
    base: sideOf(base),
    head: sideOf(head),
    deployments,
    byTeam: byTeam(old, now),
    totals: {
      ...totals,
      share:
        totals.delta === null || totals.before === null || totals.before === 0
          ? null
          : withoutNoise(totals.delta / totals.before),
      lowerBound: old.totals.lowerBound || now.totals.lowerBound,
      causes: causesOf(deployments),
    },
    findings: reviewFindings(old, now, matches),
    lines,
  };
}

function sideOf({ name, snapshot: { prices, productVersion } }: NamedSnapshot): Review['base'] {
  return { name, prices, productVersion };
}

function reviewed(
  { before, after }: Match<SnapshotDeployment, SnapshotDeployment>,
  priceEffect: PriceEffect,
): ReviewedDeployment {
  const shown = after ?? before;
  if (shown === null) throw new Error('a match of nothing');
  const both = before !== null && after !== null;
  // What is not there costs nothing, which is known.
  const monthly = difference(
    before === null ? 0 : before.monthly.expected,
    after === null ? 0 : after.monthly.expected,
  );
  const changed = both ? changedFields(before, after) : [];
  const renamed = both && (before.name !== after.name || before.file !== after.file);
  const figures = (of: (one: SnapshotDeployment) => number | null): Difference =>
    difference(before && of(before), after && of(after));
  const moved = !isSame(monthly);
  const fromPrices = both ? priceEffect(before, monthly.delta, changed.length > 0) : 0;
  const isOther = moved || changed.length > 0 || renamed;
  return {
    id: shown.id,
    name: shown.name,
    file: shown.file,
    line: shown.line,
    team: shown.team,
    environment: shown.environment,
    change: before === null ? 'added' : after === null ? 'removed' : isOther ? 'changed' : 'same',
    renamedFrom: renamed ? { id: before.id, name: before.name, file: before.file } : null,
    ...monthly,
    cause: both && moved ? causeOf(monthly.delta, fromPrices) : null,
    fromPrices,
    changed,
    components: components(before, after),
    unit: {
      perMillionTokens: figures(({ unit }) => unit.perMillionTokens),
      perThousandRequests: figures(({ unit }) => unit.perThousandRequests),
    },
    performance: {
      ttftMs: figures(({ performance }) => performance.ttftMs),
      tpotMs: figures(({ performance }) => performance.tpotMs),
      utilization: figures(({ performance }) => performance.utilization),
    },
    fits: { before: before?.memory.fits ?? null, after: after?.memory.fits ?? null },
    meetsSlo: {
      before: before?.performance.meetsSlo ?? null,
      after: after?.performance.meetsSlo ?? null,
    },
    lowerBound: (before?.monthly.lowerBound ?? false) || (after?.monthly.lowerBound ?? false),
  };
}

function components(
  before: SnapshotDeployment | null,
  after: SnapshotDeployment | null,
): ReviewedDeployment['components'] {
  const keyOf = ({ name, category }: { name: string; category: string }): string =>
    `${category}\n${name}`;
  const sums = (one: SnapshotDeployment | null): ReadonlyMap<string, number | null> => {
    const all = new Map<string, number | null>();
    for (const component of one?.components ?? []) {
      const key = keyOf(component);
      const monthly = component.monthly?.expected ?? null;
      const known = all.has(key) ? (all.get(key) ?? null) : 0;
      all.set(key, monthly === null || known === null ? null : known + monthly);
    }
    return all;
  };
  const old = sums(before);
  const now = sums(after);
  return [...new Set([...now.keys(), ...old.keys()])].map((key) => {
    const [category = '', name = ''] = key.split('\n');
    const of = (side: ReadonlyMap<string, number | null>): number | null =>
      side.has(key) ? (side.get(key) ?? null) : 0;
    return { name, category, ...difference(of(old), of(now)) };
  });
}

/** Expected months by team, the largest difference first; empty where nobody names a team. */
function byTeam(base: Snapshot, head: Snapshot): readonly ReviewedGroup[] {
  const old = teamTotals(base);
  const now = teamTotals(head);
  const names = [...new Set([...now.keys(), ...old.keys()])];
  if (names.every((name) => name === null)) return [];
  return names
    .map((name) => ({ name, ...difference(old.get(name) ?? 0, now.get(name) ?? 0) }))
    .sort((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0));
}

/** What has no price counts nothing: the totals say that they are lower bounds. */
function teamTotals({ deployments }: Snapshot): ReadonlyMap<string | null, number> {
  const totals = new Map<string | null, number>();
  for (const { team, monthly } of deployments) {
    totals.set(team, (totals.get(team) ?? 0) + (monthly.expected ?? 0));
  }
  return totals;
}
