import { describe, expect, test } from 'vitest';
import { createAnalysisCache } from '../../../src/core/analysis/cache.ts';
import { commitCost, commitCostSchema } from '../../../src/core/history/commitCost.ts';
import {
  noConfigs,
  priceConfigs,
  type PricedConfigs,
} from '../../../src/core/history/pricedConfigs.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { testEnvironment } from '../../support/environment.ts';
import { llama8bText } from '../../support/llama8bText.ts';
import { llamaText } from '../../support/sampleTexts.ts';

const environment = testEnvironment();
const cache = createAnalysisCache();
const base = 'file:///repo';

/** Runs on what nobody has a price of. */
const unpricedText = `[cerebrium.deployment]
name = "odd"

[cerebrium.hardware]
compute = "ADA_L40"
gpu_count = 1

[cerebrium.runtime.custom]
entrypoint = ["vllm", "serve", "Qwen/Qwen2.5-7B-Instruct"]
`;

function priced(
  files: Readonly<Record<string, string>>,
  unread: Readonly<Record<string, string>> = {},
): PricedConfigs {
  return priceConfigs(
    {
      documents: Object.entries(files).map(([name, text]) => ({
        uri: `${base}/${name}`,
        version: 0,
        text,
      })),
      unread: Object.entries(unread).map(([name, content]) => ({
        uri: `${base}/${name}`,
        reason: 'is not UTF-8 text',
        content,
      })),
    },
    environment,
    base,
    cache,
  );
}

const none = noConfigs(environment.currency);
const more = (replicas: number): string =>
  llama8bText.replace('replicas: 2', `replicas: ${replicas}`);

describe('what configs cost', () => {
  test('the months of a report on the same files', () => {
    const files = { 'chat.yaml': llama8bText, 'llama.yaml': llamaText };
    const { totals } = analyze(
      Object.entries(files).map(([name, text]) => ({ uri: `${base}/${name}`, version: 0, text })),
      environment,
    );
    const { monthly, deployments, lowerBound } = priced(files);
    expect(monthly?.expected).toBeCloseTo(totals.monthly.expected, 4);
    expect(monthly?.max).toBeCloseTo(totals.monthly.max, 4);
    expect([deployments.length, lowerBound]).toEqual([3, false]);
    expect(deployments.map(({ id }) => id)[0]).toMatch(/^chat\.yaml#/);
  });

  test('nothing where nothing is deployed, and not known where nothing could be read', () => {
    expect(priced({}).monthly).toEqual({ min: 0, expected: 0, max: 0 });
    expect(priced({}, { 'chat.yaml': 'a' })).toMatchObject({ monthly: null, lowerBound: true });
    expect(priced({ 'cerebrium.toml': unpricedText })).toMatchObject({
      monthly: null,
      lowerBound: true,
    });
  });

  test('a templated file is read as far as it goes', () => {
    const text = llama8bText.replace('replicas: 2', 'replicas: {{ .Values.replicas }}');
    expect(priced({ 'templates/chat.yaml': text }).unread).toEqual([]);
  });
});

describe('what a commit did', () => {
  test('everything of the first one is added', () => {
    const now = priced({ 'chat.yaml': llama8bText });
    const cost = commitCost(now, none);
    expect(cost.delta).toBe(now.monthly?.expected);
    expect(cost.changed).toEqual([
      expect.objectContaining({
        name: 'chat',
        change: 'added',
        before: 0,
        after: now.monthly?.expected,
      }),
    ]);
    expect(commitCost(now, null)).toMatchObject({ delta: null, changed: [] });
  });

  test('what costs the same is not told', () => {
    const cost = commitCost(
      priced({
        'chat.yaml': `# a comment\n${more(4)}`,
        'llama.yaml': llamaText.replace('replicas: 1', 'replicas: 1 # one'),
      }),
      priced({ 'chat.yaml': llama8bText, 'llama.yaml': llamaText }),
    );
    expect(cost.changed.map(({ name, change }) => [name, change])).toEqual([['chat', 'changed']]);
    expect(cost.delta).toBeCloseTo(cost.changed[0]?.delta ?? NaN, 4);
  });

  test('no difference is made up where a part is not known', () => {
    const known = priced({ 'chat.yaml': llama8bText });
    const withUnknown = priced({ 'chat.yaml': llama8bText, 'cerebrium.toml': unpricedText });
    const added = commitCost(withUnknown, known);
    expect([added.delta, added.lowerBound, added.monthly?.expected]).toEqual([
      null,
      true,
      known.monthly?.expected,
    ]);
    expect(added.changed).toEqual([
      expect.objectContaining({ name: 'odd', change: 'added', after: null, delta: null }),
    ]);
    expect(commitCost(known, withUnknown)).toMatchObject({ delta: null, lowerBound: false });
    // What is missing from both is missing from neither more than from the other.
    const more = commitCost(
      priced({
        'chat.yaml': llama8bText.replace('replicas: 2', 'replicas: 3'),
        'cerebrium.toml': unpricedText,
      }),
      withUnknown,
    );
    expect(more.delta).toBeGreaterThan(0);
  });

  test('a file that cannot be read any more takes the difference with it', () => {
    const both = priced({
      'a.yaml': llama8bText,
      'b.yaml': more(4).replace('name: chat ', 'name: b '),
    });
    const one = priced({ 'a.yaml': llama8bText }, { 'b.yaml': 'x' });
    expect(commitCost(one, both)).toMatchObject({
      delta: null,
      lowerBound: true,
      unread: [{ file: 'b.yaml', reason: 'is not UTF-8 text' }],
    });
    expect(commitCost(priced({ 'a.yaml': more(3) }, { 'b.yaml': 'x' }), one).delta).toBeGreaterThan(
      0,
    );
    expect(commitCost(priced({ 'a.yaml': more(3) }, { 'b.yaml': 'y' }), one).delta).toBeNull();
    // What is not to be seen is neither gone nor new.
    expect(commitCost(one, both).changed).toEqual([]);
    expect(commitCost(both, one)).toMatchObject({ delta: null, changed: [] });
    expect(
      commitCost(priced({}, { 'a.yaml': 'x' }), priced({ 'a.yaml': llama8bText })),
    ).toMatchObject({ deployments: null, changed: [] });
  });

  test('what is kept of it survives being written down', () => {
    const cost = commitCost(priced({ 'a.yaml': llama8bText }, { 'b.yaml': 'x' }), none);
    expect(commitCostSchema.parse(JSON.parse(JSON.stringify(cost)))).toEqual(cost);
  });
});

test('no month depends on the day: costs may be kept longer', () => {
  const texts = [
    { uri: `${base}/chat.yaml`, version: 0, text: llama8bText },
    { uri: `${base}/llama.yaml`, version: 0, text: llamaText },
  ];
  const on = (today: string) =>
    priceConfigs(
      { documents: texts, unread: [] },
      testEnvironment({ today }),
      base,
      createAnalysisCache(),
    );
  expect(on('2031-02-03')).toEqual(on('2026-11-22'));
});
