import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { optimizeDeployment } from '../../../src/core/optimize/optimize.ts';
import { defaultSearch } from '../../../src/core/optimize/optimization.ts';
import { explanations } from '../../../src/core/insight/explanations.ts';
import { testEnvironment } from '../../support/environment.ts';
import { llama8bText } from '../../support/llama8bText.ts';
import { speedAt } from '../../../src/core/cost/speedAt.ts';

const environment = testEnvironment();
const config = { uri: 'file:///w/deployment.yaml', version: 0, text: llama8bText };
const model = 'meta-llama/Llama-3.1-8B-Instruct';

const points = (...speeds: readonly (readonly [number, number])[]): string =>
  speeds
    .map(
      ([concurrency, rate]) =>
        `      - model: ${model}\n        accelerator: A10G\n        concurrency: ${concurrency}\n` +
        `        inputTokens: 1000\n        outputTokens: 250\n        outputTokensPerSecond: ${rate}\n`,
    )
    .join('');

function analysed(throughput: string, text = llama8bText) {
  const assumptions = {
    uri: 'file:///w/.servingcost.yaml',
    version: 0,
    text:
      'workload: { requestsPerSecond: 2, inputTokens: 1000, outputTokens: 250 }\n' +
      (throughput === '' ? '' : `deployments:\n  chat:\n    throughput:\n${throughput}`),
  };
  const analysis = analyze([{ ...config, text }, assumptions], environment);
  const [one] = analysis.deployments;
  if (one === undefined) throw new Error('no deployment');
  return { analysis, one };
}

function speed(throughput: string, concurrency: number, text = llama8bText): number {
  const { one } = analysed(throughput, text);
  const load = {
    concurrency,
    arrivals: 'closed-loop' as const,
    inputTokens: 1000,
    outputTokens: 250,
  };
  const point = speedAt(one.deployment, one.assumptions, environment, { ...load, cached: false });
  return point?.outputTokensPerSecond ?? Number.NaN;
}

describe('measured speeds', () => {
  const modelled = speed('', 16);

  test('are the speed at the loads that were tried', () => {
    expect(speed(points([16, 100]), 16)).toBeCloseTo(100, 6);
    const two = points([4, 50], [32, 700]);
    expect([speed(two, 4), speed(two, 32)].map((rate) => Math.round(rate * 1e6) / 1e6)).toEqual([
      50, 700,
    ]);
  });

  test('between them lie between what they say of the model, beyond them as the nearest', () => {
    const off = (concurrency: number, throughput: string): number =>
      speed(throughput, concurrency) / speed('', concurrency);
    const two = points([4, speed('', 4) * 0.5], [16, speed('', 16) * 0.8]);
    expect(off(1, two)).toBeCloseTo(0.5, 6);
    expect(off(10, two)).toBeGreaterThan(0.55);
    expect(off(10, two)).toBeLessThan(0.75);
    // The logarithm of 8 lies in the middle between those of 4 and 16.
    expect(off(8, two)).toBeCloseTo(Math.sqrt(0.5 * 0.8), 6);
    expect(off(40, two)).toBeCloseTo(0.8, 6);
  });

  test('decide capacity and cost, and are named among what that rests on', () => {
    const { one: slow } = analysed(points([16, modelled / 2]));
    const { one: plain } = analysed('');
    const capacityOf = ({ estimate }: typeof slow) =>
      estimate.performance?.capacity.requestsPerSecond ?? 0;
    expect(capacityOf(slow) / capacityOf(plain)).toBeCloseTo(0.5, 3);
    expect(slow.estimate.performance?.confidence).toBe('measured');
    const named = slow.estimate.assumptions.find(({ name }) => name.startsWith('measured speed'));
    expect(named).toMatchObject({
      name: 'measured speed at 16 in flight',
      unit: 'tokens/s',
      origin: { kind: 'assumptions', uri: 'file:///w/.servingcost.yaml' },
    });
    const opened = explanations(slow.deployment, slow.estimate);
    for (const figure of ['capacity', 'saturated', 'ttftMs', 'tpotMs']) {
      const inputs = opened.find((each) => each.figure === figure)?.inputs ?? [];
      expect(
        inputs.map(({ name }) => name),
        figure,
      ).toContain('measured speed at 16 in flight');
    }
    expect(plain.estimate.assumptions.some(({ name }) => name.startsWith('measured speed'))).toBe(
      false,
    );
  });

  test.each([
    ['another accelerator', points([16, 100]).replace('A10G', 'L4')],
    ['more of them', points([16, 100]).replace('A10G', 'A10G\n        accelerators: 2')],
    ['another model', points([16, 100]).replace(model, 'Qwen/Qwen3-8B')],
    ['another precision', points([16, 100]).replace('A10G', 'A10G\n        quantization: fp8')],
    ['another engine', points([16, 100]).replace('A10G', 'A10G\n        engine: sglang')],
  ])('of %s are of another replica', (_, throughput) => {
    expect(speed(throughput, 16)).toBe(modelled);
  });

  test('count no more once the config serves something else', () => {
    const quantized = llama8bText.replace(
      '"--max-model-len"',
      '"--quantization", "fp8", "--max-model-len"',
    );
    expect(speed(points([16, 100]), 16, quantized)).toBe(speed('', 16, quantized));
  });

  test('are what the search for a plan rests on, too', () => {
    const { analysis, one } = analysed(points([16, modelled * 3]));
    const found = optimizeDeployment(analysis, one.deployment.id, defaultSearch);
    expect(found).not.toHaveProperty('refused');
    expect(() => JSON.stringify(found)).not.toThrow();
  });

  test('whatever they are, give rates that are numbers above 0', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 0.01, max: 1e4, noNaN: true }),
            fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
          ),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        fc.double({ min: 0.5, max: 200, noNaN: true }),
        (speeds, concurrency) => {
          const rate = speed(points(...speeds), concurrency);
          expect(rate).toBeGreaterThan(0);
          expect(Number.isFinite(rate)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('mistakes in measured speeds', () => {
  const messages = (throughput: string): readonly (readonly [string, string])[] => {
    const { analysis } = analysed(throughput);
    const file = analysis.files.find(({ file: { source } }) =>
      source.uri.endsWith('.servingcost.yaml'),
    );
    return (file?.findings ?? []).map(({ span, message }) => [
      file?.file.source.text.slice(span.start, span.end) ?? '',
      message,
    ]);
  };

  test('are said where they stand', () => {
    expect(messages(points([16, 100]).replace('A10G', 'A10H'))).toEqual([
      ['A10H', 'Neither the catalogue nor this file knows an accelerator A10H; did you mean A10?'],
    ]);
    expect(messages(points([16, 100]).replace(model, 'our/model'))).toEqual([
      ['our/model', 'Neither the catalogue nor this file knows a model our/model.'],
    ]);
    expect(messages(points([16, -5]))).toEqual([
      ['-5', 'deployments.chat.throughput.0.outputTokensPerSecond must be more than 0.'],
    ]);
  });
});
