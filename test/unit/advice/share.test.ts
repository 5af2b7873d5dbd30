import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const h100 = { 'node.kubernetes.io/instance-type': 'p5.48xlarge' };
const model = 'meta-llama/Llama-3.1-8B-Instruct';
const small = vllmDeployment({ model, args: ['--max-model-len=8192'], selector: h100 });
const traffic = (rate: number, more = '') =>
  `version: 1\nworkload:\n  requestsPerSecond: ${rate}\n${more}`;

/** Several deployments in one file, each under its own name. */
function named(...deployments: readonly (readonly [name: string, text: string])[]): string {
  return deployments
    .map(([name, text]) => text.replace('name: chat # the chat service', `name: ${name}`))
    .join('---\n');
}

function saying(text: string, code: string, assumptions: string): string[] {
  return analysisOf(text, assumptions)
    .deployments.flatMap(({ findings }) => findings)
    .filter((finding) => finding.code === code)
    .map(({ message }) => message);
}

describe('a slice of a large accelerator', () => {
  it('is the smallest that holds model and traffic, and is written as the resource', () => {
    const finding = findingOf(small, 'share', traffic(0.5));
    const text = fixed(small, finding);
    expect(text).toBe(small.replace('nvidia.com/gpu: 1', 'nvidia.com/mig-1g.20gb: 1'));
    expect(finding?.fixes[0]?.monthlySaving).toBeGreaterThan(3000);
    expect(finding?.fixes[0]?.safe).toBe(false);
    expect(findingOf(text, 'share', traffic(0.5))).toBeUndefined();
  });

  it('grows with the traffic, until the whole is needed', () => {
    const few = findingOf(small, 'share', traffic(3))?.fixes[0]?.title;
    expect(few).toMatch(/3g\.40gb|2g\.20gb|4g\.40gb/);
    expect(findingOf(small, 'share', traffic(30))).toBeUndefined();
  });

  it('keeps the limits: a slice that would be too slow is not proposed', () => {
    const strict = traffic(0.5, '  latency:\n    tpotMs: 12\n');
    const titles = findingOf(small, 'share', strict)?.fixes.map(({ title }) => title) ?? [];
    expect(titles).not.toContain('Run on a MIG slice 1g.20gb');
  });

  it('is no matter where nobody states traffic, nor on what cannot be divided', () => {
    expect(findingOf(small, 'share')).toBeUndefined();
    const l40s = small.replace('p5.48xlarge', 'g6e.xlarge');
    expect(findingOf(l40s, 'share', traffic(0.1))).toBeUndefined();
  });

  it('is a label of the node on GKE, where slices are counted as accelerators', () => {
    const gke = vllmDeployment({
      model,
      args: ['--max-model-len=8192'],
      selector: { 'cloud.google.com/gke-accelerator': 'nvidia-h100-80gb' },
    });
    const finding = findingOf(gke, 'share', traffic(0.5));
    const text = fixed(gke, finding);
    expect(text).toContain('cloud.google.com/gke-gpu-partition-size: 1g.20gb');
    expect(text).toContain('nvidia.com/gpu: 1');
    const before = analysisOf(gke, traffic(0.5)).totals.monthly.expected;
    const after = analysisOf(text, traffic(0.5)).totals.monthly.expected;
    expect(before - after).toBeCloseTo(finding?.fixes[0]?.monthlySaving ?? 0, 6);
  });

  it('is written to limits and requests together', () => {
    const both = small.replace(
      'limits:\n              nvidia.com/gpu: 1',
      'limits:\n              "nvidia.com/gpu": "1"\n            requests:\n              nvidia.com/gpu: 1',
    );
    const finding = findingOf(both, 'share', traffic(0.5));
    const edits = finding?.fixes[0]?.edits[0]?.edits ?? [];
    const text = applyEdits(both, edits);
    expect(text).toContain('"nvidia.com/mig-1g.20gb": "1"');
    expect(text).toContain('requests:\n              nvidia.com/mig-1g.20gb: 1');
  });

  it('leaves resources alone that an alias uses elsewhere', () => {
    const shared = small
      .replace('          resources:\n', '          resources: &gpu\n')
      .concat('      x-other: *gpu\n');
    expect(findingOf(shared, 'share', traffic(0.5))).toBeUndefined();
  });
});

describe('several models on one accelerator', () => {
  const l4 = { 'node.kubernetes.io/instance-type': 'g6.xlarge' };
  const chat = vllmDeployment({
    model: 'Qwen/Qwen2.5-1.5B-Instruct',
    args: ['--max-model-len=4096'],
    selector: l4,
  });
  const other = vllmDeployment({
    model: 'meta-llama/Llama-3.2-1B-Instruct',
    args: ['--max-model-len=4096'],
    selector: l4,
  });

  it('are said once, with load, memory and what it saves', () => {
    const messages = saying(named(['a', chat], ['b', other]), 'share', traffic(0.2));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^a and b keep 2 L4 \d+% busy in sum .* for \$\d+\/mo less\.$/);
  });

  it('are nothing where they keep it busy, or one model alone fills the memory', () => {
    expect(saying(named(['a', chat], ['b', other]), 'share', traffic(20))).toEqual([]);
    const large = chat.replace('Qwen/Qwen2.5-1.5B-Instruct', 'Qwen/Qwen2.5-7B-Instruct');
    expect(saying(named(['a', large], ['b', other]), 'share', traffic(0.2))).toEqual([]);
  });
});

describe('adapters of one base model', () => {
  const adapter = (name: string) =>
    vllmDeployment({
      model,
      args: ['--max-model-len=8192', '--enable-lora', `--lora-modules=${name}=acme/${name}`],
      selector: { 'node.kubernetes.io/instance-type': 'g6e.xlarge' },
    });
  const three = named(['sql', adapter('sql')], ['mail', adapter('mail')], ['law', adapter('law')]);

  it('fit one server, which is said once', () => {
    const messages = saying(three, 'share', traffic(0.2));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('each load meta-llama/Llama-3.1-8B-Instruct for adapters');
    expect(messages[0]).toContain('1 replica with all adapters');
  });

  it('are no case for serving the model together without them', () => {
    expect(saying(three, 'consolidate', traffic(0.2))).toEqual([]);
  });
});
