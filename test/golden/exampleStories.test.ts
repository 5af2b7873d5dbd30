import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DeploymentAnalysis } from '../../src/core/analysis.ts';
import { analyze } from '../../src/core/analyze.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import { testEnvironment } from '../support/environment.ts';

const folder = join(import.meta.dirname, '..', '..', 'examples', 'review-classifier');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const config = read('deployment.yaml');
const demand = read('.servingcost.yaml');
const environment = testEnvironment();

const documentsOf = (text: string) => [
  { uri: 'file:///review/deployment.yaml', version: 1, text },
  { uri: 'file:///review/.servingcost.yaml', version: 1, text: demand },
];

/** The example with other words in some places. */
function told(...replacements: readonly (readonly [from: string, to: string])[]): DeploymentAnalysis {
  let text = config;
  for (const [from, to] of replacements) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  const [one] = analyze(documentsOf(text), environment).deployments;
  if (one === undefined) throw new Error('the example deploys nothing');
  return one;
}

const weights = (one: DeploymentAnalysis): number => one.estimate.memory?.weightsGiB ?? Number.NaN;

describe('a 7B model that answers ten million requests a day as it comes', () => {
  const analysis = analyze(documentsOf(config), environment);
  const month = analysis.totals.monthly.expected;

  it('costs more than $40,000 a month', () => {
    expect(month).toBeGreaterThan(40_000);
    expect(month).toBeLessThan(80_000);
    expect(analysis.deployments[0]?.estimate.meetsSlo).toBe(true);
  });

  /** The text after the preferred fix of a rule, and the month it then costs. */
  function fixed(text: string, code: string): { text: string; month: number } {
    const [one] = analyze(documentsOf(text), environment).deployments;
    const fix = one?.findings.find((finding) => finding.code === code)?.fixes[0];
    const edits = fix?.edits.find(({ uri }) => uri.endsWith('deployment.yaml'))?.edits;
    if (edits === undefined) throw new Error(`nothing to fix by ${code}`);
    const after = applyEdits(text, edits);
    return { text: after, month: analyze(documentsOf(after), environment).totals.monthly.expected };
  }

  it('costs 60% less when it is quantized and then serves more requests at once', () => {
    const quantized = fixed(config, 'quantize');
    expect(quantized.month).toBeLessThan(month);
    const batched = fixed(quantized.text, 'batching');
    expect(batched.month).toBeLessThan(0.4 * month);
    expect(batched.month).toBeGreaterThan(0);
  });
});

describe('batches on an A100', () => {
  /** Output tokens/s of a full GPU that may serve so many requests at once. */
  const throughput = (sequences: number): number =>
    told(
      ['node.kubernetes.io/instance-type: g6e.xlarge', 'cloud.google.com/gke-accelerator: nvidia-a100-80gb'],
      ['--max-num-seqs=6', `--max-num-seqs=${sequences}`],
    ).estimate.performance?.saturated.outputTokensPerSecond ?? 0;
  const most = throughput(1024);

  it('of 32 to 128 requests fill it, and one at a time leaves it idle', () => {
    expect(throughput(1) / most).toBeLessThan(0.1);
    expect(throughput(32) / most).toBeGreaterThan(0.4);
    expect(throughput(128) / most).toBeGreaterThan(0.75);
    // Beyond, another doubling brings little.
    expect(throughput(256) / throughput(128)).toBeLessThan(1.25);
  });
});

describe('fewer bits', () => {
  const full = weights(told(['--dtype=bfloat16', '--dtype=float32']));

  it('take half to three quarters of the memory away, and more', () => {
    const eight = weights(told(['--dtype=bfloat16', '--quantization=fp8']));
    const four = weights(
      told(
        ['--model=Qwen/Qwen2.5-7B-Instruct', '--model=Qwen/Qwen2.5-7B-Instruct-AWQ'],
        ['--dtype=bfloat16', '--dtype=float16'],
      ),
    );
    expect(weights(told()) / full).toBeCloseTo(0.5, 2);
    // Embeddings and head stay at 16 bits.
    expect(eight / full).toBeLessThan(0.32);
    expect(four / full).toBeLessThan(0.22);
    expect(four / full).toBeGreaterThan(0.12);
  });
});
