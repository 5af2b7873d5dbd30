import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DeploymentAnalysis } from '../../src/core/analysis.ts';
import { analyze, priceFixes } from '../../src/core/analyze.ts';
import { testEnvironment } from '../support/environment.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');
const at = (path: string) => ({
  uri: `file:///examples/${path}`,
  version: 1,
  text: readFileSync(join(examples, path), 'utf8'),
});
const gateway = at('llm-gateway/litellm_config.yaml');
const demand = at('llm-gateway/.servingcost.yaml');
const servers = ['support-assistant/summaries.yaml', 'support-assistant/.servingcost.yaml'].map(at);

/** The deployments of the gateway with other words in its config. */
function through(...replacements: readonly (readonly [string | RegExp, string])[]) {
  const text = replacements.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    return after;
  }, gateway.text);
  return analyze([{ ...gateway, text }, demand, ...servers], testEnvironment()).deployments;
}

const named = (all: readonly DeploymentAnalysis[], name: string): readonly DeploymentAnalysis[] =>
  all.filter(({ deployment }) => deployment.name === name);

const monthOf = (all: readonly DeploymentAnalysis[]): number =>
  named(all, 'assistant').reduce((sum, { estimate }) => sum + (estimate.monthly?.expected ?? NaN), 0);

describe('an API bill of $15,000 behind a gateway', () => {
  // Everything to the large model, and nothing from a cache.
  const before = monthOf(through([/weight: 3/, 'weight: 0'], [/cache: true/, 'cache: false']));
  const routed = monthOf(through([/cache: true/, 'cache: false']));
  const after = monthOf(through());

  it('comes down to $3,000 by routing and caching', () => {
    expect(before / 1000).toBeCloseTo(15, 0);
    expect(after / 1000).toBeCloseTo(3, 0);
  });

  it('owes most of it to the cheaper model, and the rest to the cache', () => {
    expect(routed).toBeLessThan(0.4 * before);
    // What the cache keeps away, less its server and the vectors that requests are looked up by.
    expect(after / routed).toBeGreaterThan(1 - 0.35);
    expect(after / routed).toBeLessThan(1 - 0.35 + 0.03);
  });
});

describe('models behind a gateway', () => {
  const all = through();

  it('have the price of their tokens, whatever the traffic', () => {
    const [small, large] = named(all, 'assistant');
    expect(large?.estimate.unit.perMillionInputTokens).toBeCloseTo(2.5 * (1 - 0.35), 1);
    expect(small?.estimate.unit.perMillionOutputTokens).toBeCloseTo(0.6 * (1 - 0.35), 1);
  });

  it('cost nothing while they only wait for others to fail', () => {
    const [backup] = named(all, 'assistant-backup');
    expect(backup?.estimate.monthly).toEqual({ min: 0, expected: 0, max: 0 });
  });

  it('cost on a server of one’s own what a token costs there, and are not paid twice', () => {
    const [summaries] = named(all, 'summaries');
    const [server] = named(all, 'ticket-summaries');
    expect(summaries?.estimate.monthly?.expected).toBe(0);
    expect(summaries?.estimate.unit.perMillionTokens).toBeGreaterThan(0);
    expect(summaries?.estimate.unit).toEqual(server?.estimate.unit);
  });

  it('are open where their server is not among the files', () => {
    const alone = analyze([gateway, demand], testEnvironment()).deployments;
    const [summaries] = named(alone, 'summaries');
    expect(summaries?.estimate.monthly).toBeNull();
    expect(summaries?.estimate.missing.join()).toContain('ticket-summaries');
  });

  it('have no month without traffic, and say so', () => {
    const silent = analyze([gateway], testEnvironment()).deployments;
    const [small] = named(silent, 'assistant');
    expect(small?.estimate.monthly).toBeNull();
    expect(small?.estimate.missing.join()).toContain('not stated');
    expect(small?.estimate.unit.perMillionTokens).toBeGreaterThan(0);
  });

  it('are billed no further than limits and budget let requests through', () => {
    const limited = through([/weight: 1\n/, 'weight: 1\n      rpm: 2\n']);
    const budgeted = through([
      /cache: true/,
      'max_budget: 100\n  budget_duration: 30d\n  cache: true',
    ]);
    expect(monthOf(limited)).toBeLessThan(monthOf(all));
    const [, large] = named(budgeted, 'assistant');
    expect(large?.estimate.byCategory.compute).toBeCloseTo((100 * 365) / 12 / 30, 6);
  });

  it('cost what the config says they cost', () => {
    const own = through([
      /weight: 1\n/,
      'weight: 1\n      input_cost_per_token: 0.000001\n      output_cost_per_token: 4e-6\n',
    ]);
    const [, large] = named(own, 'assistant');
    expect(large?.estimate.unit.perMillionInputTokens).toBeCloseTo(1 - 0.35, 1);
    expect(large?.estimate.unit.perMillionOutputTokens).toBeCloseTo(4 * (1 - 0.35), 1);
  });
});

describe('the same gateway before anybody thought about it', () => {
  // Everything to the large model, no cache; what repeats and what a small model may answer is stated.
  const text = gateway.text
    .replace(/ {2}- model_name: assistant\n {4}litellm_params:\n {6}model: openai\/gpt-4o-mini[\s\S]*?weight: 3\n/, '')
    .replace(/ {6}weight: 1\n/, '')
    .replace(/\nlitellm_settings:[\s\S]*$/, '');
  const stated = {
    ...demand,
    text: demand.text.replace('cacheableShare: 0.35', 'cacheableShare: 0.35\n      routableShare: 0.75'),
  };
  const naive = analyze([{ ...gateway, text }, stated, ...servers], testEnvironment());

  it('is told to route and to cache, which together bring the bill to $3,000', () => {
    const before = monthOf(naive.deployments);
    expect(before / 1000).toBeCloseTo(15, 0);
    const fixes = named(naive.deployments, 'assistant').flatMap(({ findings }) =>
      findings
        .filter(({ code }) => code === 'route' || code === 'response-cache')
        .flatMap((finding) => finding.fixes.slice(0, 1)),
    );
    expect(fixes).toHaveLength(2);
    const joint = priceFixes(
      naive,
      fixes.map(({ id }) => id),
    );
    expect(joint.conflicting).toEqual([]);
    expect((before - (joint.monthlySaving ?? NaN)) / 1000).toBeCloseTo(3, 0);
  });
});
