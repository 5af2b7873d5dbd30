import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { deploymentMarkdown } from '../../../src/core/features/hoverText.ts';
import { sourcesOf } from '../../../src/core/features/sources.ts';
import { panelContext } from '../../../src/core/report/panelContext.ts';
import { panelPerformance } from '../../../src/core/report/panelPerformance.ts';
import { testEnvironment } from '../../support/environment.ts';

const worker = (name: string): string => `    ${name}:
      componentType: worker
      subComponentType: ${name}
      resources: { limits: { gpu: "1" } }
      extraPodSpec:
        nodeSelector: { node.kubernetes.io/instance-type: p5.48xlarge }
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:0.6.1
          command: [python3, -m, dynamo.vllm]
          args: [--model, Qwen/Qwen3-8B, --max-model-len, "16384"]
`;
const uri = 'file:///app/graph.yaml';
const text = `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: { name: chat }
spec:
  services:
${worker('prefill')}${worker('decode')}`;

const analysis = analyze([{ uri, version: 1, text }], testEnvironment());
const [prefill, decode] = analysis.deployments;
if (!prefill || !decode) throw new Error('The graph has two workers.');

describe('a pair of workers is shown as what it is', () => {
  it('in hovers', () => {
    const hover = (one: typeof prefill): string =>
      deploymentMarkdown(one, analysis, sourcesOf(analysis), uri);
    expect(hover(prefill)).toContain('H100-SXM, prefill worker');
    expect(hover(prefill)).toContain('/1M input tokens');
    expect(hover(prefill)).toContain('TTFT');
    expect(hover(prefill)).not.toContain('TPOT');
    expect(hover(decode)).toContain('H100-SXM, decode worker');
    expect(hover(decode)).toContain('/1M output tokens');
    expect(hover(decode)).toContain('TPOT');
    expect(hover(decode)).not.toContain('TTFT');
  });

  it('in the panel', () => {
    const rows = (one: typeof prefill): readonly string[] =>
      panelPerformance(one, panelContext(analysis, 'file:///app/')).map(({ name }) => name);
    expect(rows(prefill)).toEqual(
      expect.arrayContaining(['TTFT', 'KV transfer', 'Input at capacity', '1M input tokens']),
    );
    expect(rows(decode)).toEqual(
      expect.arrayContaining(['TPOT', 'KV transfer', 'Output at capacity', '1M output tokens']),
    );
  });

  it('each sized by itself where nobody states a rate, with figures that no measurement covers', () => {
    for (const { deployment, estimate } of [prefill, decode]) {
      expect(estimate.performance?.confidence).toBe('extrapolated');
      const { origin } = estimate.workload.requestsPerSecond;
      expect(origin.kind === 'default' && origin.reason).toContain(`1 ${deployment.phase} worker`);
    }
  });
});
