import { createAnalysisCache } from '../../src/core/analysis/cache.ts';
import { commitCost } from '../../src/core/history/commitCost.ts';
import { getHistory, type CostedCommit } from '../../src/core/history/history.ts';
import type { History } from '../../src/core/history/historyModel.ts';
import { noConfigs, priceConfigs } from '../../src/core/history/pricedConfigs.ts';
import { testEnvironment } from './environment.ts';
import { llama8bText } from './llama8bText.ts';
import { llamaText } from './sampleTexts.ts';

const environment = testEnvironment();
const cache = createAnalysisCache();
const base = 'file:///repo';
const usd = environment.currency;

/** A commit of a history: what it says, what its files are; a file of null could not be read. */
export interface SampleCommit {
  readonly subject: string;
  readonly date: string;
  readonly files: Readonly<Record<string, string | null>>;
}

/** The commits as a history, given oldest first. */
export function historyOf(commits: readonly SampleCommit[], shallow = false): History {
  const states = commits.map(({ files }) =>
    priceConfigs(
      {
        documents: Object.entries(files).flatMap(([name, text]) =>
          text === null ? [] : [{ uri: `${base}/${name}`, version: 0, text }],
        ),
        unread: Object.entries(files).flatMap(([name, text]) =>
          text === null
            ? [{ uri: `${base}/${name}`, reason: 'is not UTF-8 text', content: name }]
            : [],
        ),
      },
      environment,
      base,
      cache,
    ),
  );
  const names = commits.map((_, index) => String(index).padEnd(40, 'abcdef0'));
  const costed = states.map((state, index): CostedCommit => ({
    commit: names[index] ?? '',
    parent: names[index - 1] ?? null,
    date: commits[index]?.date ?? '',
    subject: commits[index]?.subject ?? '',
    cost: commitCost(
      state,
      index === 0 ? (shallow ? null : noConfigs(usd)) : (states[index - 1] ?? null),
    ),
  }));
  return getHistory(costed.reverse(), environment, { currency: usd, shallow });
}

const replicas = (count: number): string =>
  llama8bText.replace('replicas: 2', `replicas: ${count}`);

/** Half a year of a repository: it grows, a config breaks and heals, a deployment goes. */
export const sampleHistory = historyOf([
  { subject: 'Serve a chat', date: '2026-05-04T09:00:00Z', files: { 'chat.yaml': llama8bText } },
  { subject: 'Three replicas', date: '2026-06-11T10:30:00Z', files: { 'chat.yaml': replicas(3) } },
  {
    subject: 'Llama and a reranker',
    date: '2026-07-01T08:00:00Z',
    files: { 'chat.yaml': replicas(3), 'llama.yaml': llamaText },
  },
  {
    subject: 'Oops',
    date: '2026-07-02T08:00:00Z',
    files: { 'chat.yaml': null, 'llama.yaml': null },
  },
  {
    subject: 'Read again, and less of it',
    date: '2026-07-02T09:00:00Z',
    files: { 'chat.yaml': replicas(2), 'llama.yaml': llamaText },
  },
  {
    subject: 'Scale with the traffic of the day',
    date: '2026-09-20T09:00:00Z',
    files: {
      'chat.yaml': `${replicas(2)}---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: chat }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }\n  minReplicas: 1\n  maxReplicas: 6\n`,
      'llama.yaml': llamaText,
    },
  },
  { subject: 'No chat any more', date: '2026-11-20T09:00:00Z', files: { 'llama.yaml': llamaText } },
]);
