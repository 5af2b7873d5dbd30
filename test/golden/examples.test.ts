import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DeploymentAnalysis } from '../../src/core/analysis.ts';
import { analyze } from '../../src/core/analyze.ts';
import { bundledCatalogText } from '../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../src/core/catalog/createCatalog.ts';
import type { Environment } from '../../src/core/model/environment.ts';

const root = join(import.meta.dirname, '..', '..', 'examples');
const documents = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name))
  .sort()
  .map((path) => ({ uri: `file://${path}`, version: 1, text: readFileSync(path, 'utf8') }));

const environment: Environment = {
  catalog: createCatalog(bundledCatalogText),
  today: '2026-11-22',
  currency: { code: 'USD', perUsd: 1, asOf: null },
  defaults: { provider: null, region: null, accelerator: null },
  levels: {},
  assumptions: null,
};
const analysis = analyze(documents, environment);

/** What the examples say, checked on the whole way from text to figures. Prices may move; the stories may not. */
function named(name: string): DeploymentAnalysis {
  const found = analysis.deployments.find(({ deployment }) => deployment.name === name);
  if (found === undefined) throw new Error(`no deployment ${name} in the examples`);
  return found;
}
const month = (name: string): number => named(name).estimate.monthly?.expected ?? Number.NaN;

describe('the examples', () => {
  it('are read without a mistake in any assumptions file', () => {
    expect(analysis.files.flatMap(({ findings }) => findings)).toEqual([]);
    expect(analysis.deployments.length).toBeGreaterThanOrEqual(18);
  });

  it('have a price for everything but what platforms without a price list run, and add up', () => {
    const open = analysis.deployments.filter(({ estimate }) => estimate.lowerBound);
    expect(open.map(({ deployment }) => deployment.format).sort()).toEqual([
      'databricks',
      'truss',
    ]);
    const sum = analysis.deployments.reduce(
      (total, { estimate }) => total + (estimate.monthly?.expected ?? 0),
      0,
    );
    expect(analysis.totals.monthly.expected).toBeCloseTo(sum, 6);
  });

  it('a 70B chat model in full precision costs thousands of dollars a day', () => {
    const { estimate } = named('llama-70b-chat');
    const perDay = (month('llama-70b-chat') / 730) * 24;
    expect(perDay).toBeGreaterThan(2000);
    expect(perDay).toBeLessThan(9000);
    expect(estimate.hardware?.accelerator?.id).toBe('H100-SXM');
    expect(estimate.memory?.fits).toBe(true);
    expect(estimate.meetsSlo).toBe(true);
    expect(estimate.unit.perMillionTokens).toBeGreaterThan(1);
  });

  it('a GPU that is not named gives a range and candidates', () => {
    const { estimate } = named('qwen-assistant');
    expect(estimate.candidates.length).toBeGreaterThan(5);
    const { min = 0, expected = 0, max = 0 } = estimate.monthly ?? {};
    expect(expected).toBe(min);
    expect(max).toBeGreaterThan(5 * min);
    const [cheapest] = estimate.candidates.filter(({ fits }) => fits);
    expect(cheapest?.accelerator).toBe(estimate.hardware?.accelerator?.id);
  });

  it('an InferenceService takes image, flags and GPU from its runtime', () => {
    const { deployment, estimate } = named('mistral-7b');
    expect(deployment.engine?.value).toBe('vllm');
    expect(deployment.settings.maxSequences?.value).toBe(16);
    expect(estimate.hardware?.instance?.instance.name).toBe('g2-standard-4');
    expect(estimate.hardware?.instance?.region).toBe('us-central1');
    expect(estimate.replicas.expected).toBeGreaterThan(2);
    expect(estimate.replicas.expected).toBeLessThan(6);
  });

  it('six GPUs for a little embedding traffic are nearly idle', () => {
    const { estimate } = named('product-embeddings');
    expect(estimate.utilization).toBeLessThan(0.1);
    expect(estimate.replicas.expected).toBe(6);
    expect(estimate.unit.perMillionOutputTokens).toBeNull();
  });

  it('a 70B model at 16 bits does not fit two 80 GB GPUs, and is paid all the same', () => {
    const { estimate, findings } = named('llama-70b-research');
    expect(estimate.memory?.fits).toBe(false);
    expect(estimate.performance).toBeNull();
    expect(month('llama-70b-research')).toBeGreaterThan(3000);
    expect(findings.map(({ code }) => code)).toContain('does-not-fit');
    // Two of the eight GPUs of the machine: the whole of it costs four times as much.
    const whole = estimate.wholeNodeMonthly?.expected ?? 0;
    expect(whole / month('llama-70b-research')).toBeGreaterThan(3.5);
  });

  it('autoscaled replicas follow the working day, and a rare service sleeps', () => {
    const chat = named('support-chat').estimate;
    expect(chat.replicas.expected).toBeGreaterThan(2);
    expect(chat.replicas.expected).toBeLessThan(10);
    const summaries = named('ticket-summaries').estimate;
    expect(summaries.replicas.min).toBe(0);
    expect(summaries.replicas.expected).toBeGreaterThan(0);
    expect(summaries.replicas.expected).toBeLessThan(1);
  });

  it('nightly batch work may run on spot but does not ask for it', () => {
    const { deployment, estimate } = named('nightly-summaries');
    expect(deployment.placement.spotPermitted?.value).toBe(true);
    expect(estimate.hardware?.purchase.value).toBe('on-demand');
    expect(estimate.quantization?.value).toBe('awq');
    expect(estimate.workload.latencyClass.value).toBe('batch');
  });

  it('a scikit-learn classifier needs no GPU and little money', () => {
    const { estimate } = named('fraud-score');
    expect(estimate.hardware?.accelerator).toBeNull();
    expect(month('fraud-score')).toBeLessThan(500);
    expect(estimate.unit.perThousandRequests).toBeLessThan(0.01);
  });
});
