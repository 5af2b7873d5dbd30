import type { Currency, Environment } from '../model/environment.ts';
import { withoutNoise } from '../report/format.ts';
import type { ChangedDeployment, CommitCost } from './commitCost.ts';
import type { CommitName, History, HistoryCommit } from './historyModel.ts';

/** A commit by its name, and what it costs. */
export interface CostedCommit extends CommitName {
  readonly cost: CommitCost;
}

/**
 * The history of these commits, the newest first, in one currency: what the newest configs show money in, at the rate that
 * they state. With the rate of each commit a difference would be one of rates.
 */
export function getHistory(
  commits: readonly CostedCommit[],
  { today, catalog }: Environment,
  { currency, shallow }: { readonly currency: Currency; readonly shallow: boolean },
): History {
  return {
    version: 1,
    currency: currency.code,
    exchangeRate: { perUsd: currency.perUsd, asOf: currency.asOf },
    date: today,
    prices: { asOf: catalog.asOf, id: catalog.priceId },
    shallow,
    commits: commits.map((one) => historyCommit(one, currency)),
  };
}

function historyCommit(
  { cost, commit, parent, date, subject }: CostedCommit,
  { perUsd }: Currency,
): HistoryCommit {
  const money = (usd: number | null): number | null => usd && withoutNoise(usd * perUsd);
  return {
    commit,
    parent,
    date,
    subject,
    deployments: cost.deployments,
    monthly: {
      min: money(cost.monthly?.min ?? null),
      expected: money(cost.monthly?.expected ?? null),
      max: money(cost.monthly?.max ?? null),
      lowerBound: cost.lowerBound,
    },
    delta: money(cost.delta),
    changed: cost.changed.map((one): ChangedDeployment => ({
      ...one,
      before: money(one.before),
      after: money(one.after),
      delta: money(one.delta),
    })),
    unread: cost.unread,
  };
}
