import { describe, expect, it } from 'vitest';
import { mayHoldServing } from '../../../src/core/formats/prefilter.ts';
import { parseGiB, parseQuantity, parseTokens } from '../../../src/core/formats/quantity.ts';

const passes = (path: string, text: string): boolean =>
  mayHoldServing({ uri: `file:///repository/${path}`, version: 1, text });

describe('the look at a file before it is parsed', () => {
  it('passes what mentions an engine, an accelerator or something that is joined with one', () => {
    expect(passes('k8s/app.yaml', 'image: vllm/vllm-openai')).toBe(true);
    expect(passes('app.yml', 'nvidia.com/gpu: 1')).toBe(true);
    expect(passes('hpa.yaml', 'apiVersion: autoscaling/v2')).toBe(true);
    expect(mayHoldServing({ uri: 'untitled:Untitled-1', version: 1, text: 'vllm' })).toBe(true);
  });

  it('stops other files by name and text', () => {
    expect(passes('app.yaml', 'image: nginx')).toBe(false);
    expect(passes('package.json', '"vllm": "1"')).toBe(false);
    expect(passes('node_modules/a/app.yaml', 'vllm')).toBe(false);
    expect(passes('.github/workflows/ci.yaml', 'vllm')).toBe(false);
    expect(passes('main.py', 'vllm')).toBe(false);
  });

  it('lets a file through that is too large to be read, so that the reason is said', () => {
    expect(passes('huge.yaml', `vllm${' '.repeat(1_000_001)}`)).toBe(true);
    expect(passes('huge.yaml', ' '.repeat(1_000_001))).toBe(false);
  });

  it('stops definitions of custom resources, which mention everything', () => {
    expect(passes('crd.yaml', 'kind: CustomResourceDefinition\nspec: serving.kserve.io')).toBe(
      false,
    );
    expect(
      passes('all.yaml', 'kind: CustomResourceDefinition\n---\nkind: Deployment\nx: vllm'),
    ).toBe(true);
  });
});

describe('quantities', () => {
  it.each([
    ['1', 1],
    ['500m', 0.5],
    ['1.5', 1.5],
    ['2e3', 2000],
    ['1Ki', 1024],
    ['3M', 3e6],
    ['', null],
    ['many', null],
    ['1GiB', null],
  ])('%j is %j', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  it('of bytes are read in GiB', () => {
    expect(parseGiB('24Gi')).toBe(24);
    expect(parseGiB('512Mi')).toBe(0.5);
    expect(parseGiB('8G')).toBeCloseTo(7.45, 2);
  });

  it('of tokens take thousands and 1024s', () => {
    expect(parseTokens('32k')).toBe(32_000);
    expect(parseTokens('32K')).toBe(32_768);
    expect(parseTokens('1M')).toBe(1_048_576);
    expect(parseTokens('8192')).toBe(8192);
    expect(parseTokens('auto')).toBeNull();
  });
});
