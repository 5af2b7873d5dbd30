import { describe, expect, it } from 'vitest';
import { keepsPrefixes, keepsPrefixesByDefault } from '../../../src/core/cost/prefixCaching.ts';
import type { Deployment, EngineId } from '../../../src/core/model/deployment.ts';
import { answeredChecklist } from '../../../src/core/report/checklist/checklist.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

const origin = { kind: 'derived', formula: 'test' } as const;
const server = (engine: EngineId | null, version: string | null) => ({
  engine: engine === null ? null : { value: engine, origin },
  engineVersion: version === null ? null : { value: version, origin },
});

describe('prefixes that are kept by default', () => {
  it.each([
    ['sglang', null, true],
    ['vllm', '0.7.3', false],
    ['vllm', '0.8.0', true],
    ['tgi', '2.2.0', false],
    ['tgi', '2.3.1', true],
    ['nim', '1.8', false],
    ['triton', '24.01', null],
    [null, null, null],
  ] as const)('%s %s: %s', (engine, version, expected) => {
    expect(keepsPrefixesByDefault(server(engine, version))).toBe(expected);
  });

  it('give way to what the server is told, and are taken to be where nothing is known', () => {
    const told = (value: boolean) =>
      ({ ...server('sglang', null), settings: { prefixCaching: { value, origin } } }) as Deployment;
    expect(keepsPrefixes(told(false))).toBe(false);
    expect(keepsPrefixes({ ...server('triton', null), settings: {} } as Deployment)).toBe(true);
  });

  it('are the same to price and checklist', () => {
    for (const [image, cached] of [
      ['ghcr.io/huggingface/text-generation-inference:2.3.1', true],
      ['ghcr.io/huggingface/text-generation-inference:2.2.0', false],
      ['vllm/vllm-openai:v0.7.3', false],
    ] as const) {
      const text = vllmDeployment({ model: 'meta-llama/Llama-3.1-8B-Instruct', image });
      const analysis = analysisOf(text);
      const [one] = analysis.deployments;
      expect(one === undefined ? null : keepsPrefixes(one.deployment)).toBe(cached);
      const caching = answeredChecklist(analysis).find(({ id }) => id === 'caching');
      expect(caching?.answers[0]?.status).toBe(cached ? 'done' : 'missing');
    }
  });
});
