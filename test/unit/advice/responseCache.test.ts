import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';
import { demandText, envoyText, litellmText, portkeyText } from '../../support/gatewayTexts.ts';

const naive = litellmText('openai/gpt-4o');
const vectors =
  '  - model_name: vectors\n    litellm_params: { model: openai/text-embedding-3-small }\n';
const repeated = demandText(['cacheableShare: 0.35']);

const month = (text: string, demand: string): number =>
  analysisOf(text, demand).totals.monthly.expected;

const component = (text: string, demand: string, name: string): number | undefined =>
  analysisOf(text, demand).deployments[0]?.estimate.components.find((one) => one.name === name)
    ?.monthly?.expected;

describe('response-cache', () => {
  it('switches on the cache of the proxy, and counts its server against what it saves', () => {
    const finding = findingOf(naive, 'response-cache', repeated);
    const after = fixed(naive, finding);
    expect(after).toMatch(
      /litellm_settings:\n {2}cache: true\n {2}cache_params:\n {4}type: redis\n {4}ttl: 86400\n$/,
    );
    const server = component(after, repeated, 'Response cache') ?? NaN;
    expect(server).toBeGreaterThan(5);
    const avoided = month(naive, repeated) * 0.35;
    expect(finding?.fixes[0]?.monthlySaving).toBeCloseTo(avoided - server, 6);
    expect(findingOf(after, 'response-cache', repeated)).toBeUndefined();
  });

  it('says what must be emptied when, and that a Redis is needed', () => {
    const finding = findingOf(
      naive,
      'response-cache',
      demandText(['cacheableShare: 0.35', 'updatesPerMonth: 4']),
    );
    expect(finding?.tradeOffs[0]).toMatch(/empty the cache.*every new version.*4 a month/);
    expect(finding?.fixes[0]?.needs).toMatch(/Redis/);
    expect(finding?.fixes[0]?.safe).toBe(false);
  });

  it('saves less the more often the model is updated', () => {
    const saved = (updates: number): number =>
      findingOf(
        naive,
        'response-cache',
        demandText(['cacheableShare: 0.35', `updatesPerMonth: ${updates}`]),
      )?.fixes[0]?.monthlySaving ?? 0;
    expect(saved(0)).toBeGreaterThan(saved(4));
    expect(saved(4)).toBeGreaterThan(saved(30));
    expect(saved(30)).toBeGreaterThan(saved(300));
    // Kept a day and emptied every day it fills on the way: about half.
    expect(saved(30) / saved(0)).toBeCloseTo(0.5, 1);
  });

  it('proposes a semantic cache where that answers more, its vectors paid for', () => {
    const shares = demandText(['cacheableShare: { exact: 0.05, semantic: 0.3 }']);
    const text = litellmText('openai/gpt-4o', vectors);
    const finding = findingOf(text, 'response-cache', shares);
    expect(finding?.fixes.map(({ title }) => title)).toEqual([
      'Cache responses by meaning',
      'Cache responses',
    ]);
    const after = fixed(text, finding);
    expect(after).toMatch(
      /type: redis-semantic[\s\S]*redis_semantic_cache_embedding_model: vectors/,
    );
    expect(component(after, shares, 'Vectors of requests')).toBeCloseTo(1.56 * 1400 * 0.02, 6);
    expect(finding?.consequence?.risk).toBe('medium');
    expect(finding?.fixes[0]?.monthlySaving).toBeCloseTo(
      month(text, shares) - month(after, shares),
      6,
    );
  });

  it('leaves alone what a switched off cache was given', () => {
    const off = `${naive}litellm_settings:\n  cache: false\n  cache_params: { type: redis-semantic, ttl: 600 }\n`;
    expect(fixed(off, findingOf(off, 'response-cache', repeated))).toBe(
      off.replace('cache: false', 'cache: true'),
    );
  });

  it('writes the cache block of Portkey', () => {
    const after = fixed(portkeyText, findingOf(portkeyText, 'response-cache', repeated));
    expect((JSON.parse(after) as { cache: unknown }).cache).toEqual({
      mode: 'simple',
      max_age: 86_400,
    });
  });

  it('is said once for all models of a gateway', () => {
    const two = litellmText(
      'openai/gpt-4o',
      '  - model_name: other\n    litellm_params: { model: openai/gpt-4o-mini }\n',
    );
    const found = analysisOf(two, repeated).deployments.flatMap(({ findings }) =>
      findings.filter(({ code }) => code === 'response-cache'),
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.fixes[0]?.monthlySaving).toBeCloseTo(
      month(two, repeated) - month(fixed(two, found[0]), repeated),
      6,
    );
  });

  it('does not show a cache that costs more than it saves', () => {
    const little = 'workload:\n  requestsPerMonth: 20000\n  cacheableShare: 0.1\n';
    expect(findingOf(naive, 'response-cache', little)).toBeUndefined();
  });

  it('says from which share on it would pay where none is stated and the bill is large', () => {
    const finding = findingOf(naive, 'response-cache', demandText());
    expect(finding?.message).toMatch(/costs about \$12 a month and pays once <1% of them repeat/);
    expect(finding?.fixes).toEqual([]);
    const small = 'workload: { requestsPerMonth: 10000 }\n';
    expect(findingOf(naive, 'response-cache', small)).toBeUndefined();
    expect(findingOf(naive, 'response-cache')).toBeUndefined();
  });

  it('holds back at gateways that keep no answers', () => {
    const [deployment] = analysisOf(envoyText, repeated).deployments;
    expect(deployment?.heldBack).toContainEqual({
      code: 'response-cache',
      reason: 'this gateway keeps no answers',
    });
  });

  it('tells a deployment that no gateway stands before how many replicas would do, without an edit', () => {
    const own = vllmDeployment({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      replicas: 6,
      selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
      args: ['--max-model-len=8192'],
    });
    const demand =
      'workload:\n  requestsPerDay: 200000\n  inputTokens: 1000\n  outputTokens: 200\n';
    const finding = findingOf(own, 'response-cache', `${demand}  cacheableShare: 0.5\n`);
    expect(finding?.fixes).toEqual([]);
    expect(finding?.message).toMatch(/3 replicas would do instead of 6/);
    expect(findingOf(own, 'response-cache', demand)).toBeUndefined();
  });
});
