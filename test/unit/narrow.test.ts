import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/core/analysis.ts';
import { priceFixes } from '../../src/core/analyze.ts';
import { preferredFixes } from '../../src/core/analysis/together.ts';
import { analysisOfGroup } from '../../src/core/narrow.ts';
import { getPanelModel } from '../../src/core/report/panelModel.ts';
import { analysisOf, vllmDeployment } from '../support/deploymentText.ts';

const config = (name: string, labels: Readonly<Record<string, string>>): string =>
  vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    replicas: 3,
    args: ['--max-model-len=4096'],
    selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  }).replace(
    'name: chat # the chat service\n',
    `name: ${name}\n  labels:\n${Object.entries(labels)
      .map(([key, value]) => `    ${key}: ${value}\n`)
      .join('')}`,
  );

const whole = analysisOf(
  [
    config('chat', { team: 'search', environment: 'prod' }),
    config('try', { team: 'search', environment: 'dev' }),
    config('ads', { team: 'ads', environment: 'prod' }),
  ].join('---\n'),
  'version: 1\nworkload: { requestsPerSecond: 0.3 }\npolicies: { budgets: { total: 100, teams: { search: 200, ads: 300 } } }\n',
);
const names = ({ deployments }: Analysis): string[] =>
  deployments.map(({ deployment }) => deployment.name);
const everybody = { team: null, environment: null };

describe('an analysis narrowed to a team or an environment', () => {
  it('has the deployments of both, with totals of their own', () => {
    expect(names(analysisOfGroup(whole, { ...everybody, team: 'search' }))).toEqual([
      'chat',
      'try',
    ]);
    expect(names(analysisOfGroup(whole, { ...everybody, environment: 'prod' }))).toEqual([
      'chat',
      'ads',
    ]);
    const one = analysisOfGroup(whole, { team: 'search', environment: 'dev' });
    expect(names(one)).toEqual(['try']);
    expect(one.totals.monthly.expected).toBeCloseTo(
      one.deployments[0]?.estimate.monthly?.expected ?? NaN,
    );
  });

  it('saves together what its own fixes save', () => {
    const one = analysisOfGroup(whole, { ...everybody, team: 'ads' });
    const ids = preferredFixes(one).map(({ fix }) => fix.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(one.totals.jointSaving).toBeCloseTo(priceFixes(whole, ids).monthlySaving ?? NaN);
    expect(one.totals.jointSaving).toBeGreaterThan(0);
    expect(one.totals.jointSaving).toBeLessThan(whole.totals.jointSaving);
  });

  it('keeps the budgets of that team alone', () => {
    expect(whole.budgets).toHaveLength(3);
    const { budgets } = analysisOfGroup(whole, { ...everybody, team: 'search' });
    expect(budgets.map(({ name }) => name)).toEqual(['search']);
  });

  it('is the whole where nobody has that name', () => {
    expect(analysisOfGroup(whole, { team: 'nobody', environment: null })).toBe(whole);
  });
});

describe('the panel narrowed to a team', () => {
  const options = { base: 'file:///repo', scope: 'repo', formats: [] };

  it('shows what it can be narrowed to, and what it is', () => {
    const model = getPanelModel(whole, { ...options, filter: { ...everybody, team: 'ads' } });
    expect(model.filters).toEqual([
      { by: 'team', names: ['ads', 'search'], chosen: 'ads' },
      { by: 'environment', names: ['dev', 'prod'], chosen: null },
    ]);
    expect(model.deployments.map(({ name }) => name)).toEqual(['ads']);
    expect(model.month?.budgets.map(({ label }) => label)).toEqual(['Team ads']);
  });

  it('offers no selector where nobody is named', () => {
    const model = getPanelModel(analysisOf(vllmDeployment({})), options);
    expect(model.filters).toEqual([]);
  });
});

describe('the budgets on the panel', () => {
  it('say what of them is used, and lie on one bar with it', () => {
    const { month } = getPanelModel(whole, { base: 'file:///repo', scope: 'repo', formats: [] });
    const [all, search] = month?.budgets ?? [];
    expect(all).toMatchObject({ label: 'All deployments', isExceeded: true, used: 1 });
    expect(all?.words).toMatch(/^\$[\d,]+\/mo of \$100\/mo, \$[\d,]+\/mo above it$/);
    expect(all?.limit).toBeCloseTo(100 / whole.totals.monthly.expected);
    expect(search?.place.label).toBe('.servingcost.yaml:3');
  });
});
