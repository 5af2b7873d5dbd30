import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';

const chat = 'meta-llama/Llama-3.1-8B-Instruct';
const onH100 = vllmDeployment({
  model: chat,
  replicas: 2,
  args: ['--max-model-len=8192'],
  selector: { 'node.kubernetes.io/instance-type': 'p5.4xlarge' },
});
const little =
  'version: 1\nworkload:\n  requestsPerSecond: 4\n  latency: { ttftMs: 1000, tpotMs: 60 }\n';

function sageMaker(instance: string, environment: readonly string[], image: string): string {
  return [
    'AWSTemplateFormatVersion: "2010-09-09"',
    'Resources:',
    '  Model:',
    '    Type: AWS::SageMaker::Model',
    '    Properties:',
    '      PrimaryContainer:',
    `        Image: ${image}`,
    '        Environment:',
    ...environment.map((line) => `          ${line}`),
    '  Config:',
    '    Type: AWS::SageMaker::EndpointConfig',
    '    Properties:',
    '      ProductionVariants:',
    '        - VariantName: main # the only one',
    '          ModelName: !GetAtt Model.ModelName',
    `          InstanceType: ${instance}`,
    '          InitialInstanceCount: 2',
    '',
  ].join('\n');
}

describe('right-size', () => {
  it('finds a cheaper machine that holds the limits, and writes it with what follows', () => {
    const finding = findingOf(onH100, 'right-size', little);
    const [fix] = finding?.fixes ?? [];
    expect(fix?.title).toMatch(/^Run on 1 × \S+ \(\S+\) instead of 1 × H100-SXM \(p5\.4xlarge\)/);
    expect(fix?.monthlySaving).toBeGreaterThan(3000);
    expect(fix?.needs).toContain('The cluster needs nodes of');
    const after = analysisOf(fixed(onH100, finding), little).deployments[0];
    expect(after?.estimate.meetsSlo).toBe(true);
    expect(after?.deployment.replicas.min.value).toBeGreaterThanOrEqual(2);
    expect(fixed(onH100, finding)).toContain('# the chat service');
  });

  it('keeps a spare replica, and as much capacity as there is where no traffic is stated', () => {
    const wide = vllmDeployment({
      model: chat,
      gpus: 8,
      replicas: 3,
      args: ['--tensor-parallel-size=8', '--max-model-len=8192'],
      selector: { 'node.kubernetes.io/instance-type': 'p4de.24xlarge' },
    });
    const before = analysisOf(wide).deployments[0]?.estimate;
    const finding = findingOf(wide, 'right-size');
    expect(finding).toBeDefined();
    const after = analysisOf(fixed(wide, finding)).deployments[0]?.estimate;
    const capacity = (estimate: typeof after): number =>
      (estimate?.performance?.capacity.requestsPerSecond ?? 0) * (estimate?.replicas.min ?? 0);
    expect(capacity(after)).toBeGreaterThanOrEqual(capacity(before) * 0.999);
  });

  it('does not propose itself again', () => {
    const once = fixed(onH100, findingOf(onH100, 'right-size', little));
    expect(findingOf(once, 'right-size', little)).toBeUndefined();
  });

  it('rewrites a product where it is named by a label', () => {
    const text = vllmDeployment({
      model: chat,
      replicas: 2,
      args: ['--max-model-len=8192'],
      selector: { 'cloud.google.com/gke-accelerator': 'nvidia-h100-80gb' },
    });
    const finding = findingOf(text, 'right-size', little);
    expect(fixed(text, finding)).toMatch(/gke-accelerator: nvidia-(?!h100)/);
  });

  it('says why it holds back where a limit that is stated would be missed', () => {
    const strict = little.replace('tpotMs: 60', 'tpotMs: 9').replace('ttftMs: 1000', 'ttftMs: 90');
    expect(findingOf(onH100, 'right-size', strict)).toBeUndefined();
  });

  it('takes nothing slow where no limit is stated', () => {
    const rate = 'version: 1\nworkload:\n  requestsPerSecond: 4\n';
    const { fixes = [] } = findingOf(onH100, 'right-size', rate) ?? {};
    expect(fixes.length).toBeGreaterThan(0);
    for (const { effect } of fixes) expect(effect?.tpotMs.after).toBeLessThanOrEqual(40);
    const slow = `${rate}  latency: { tpotMs: 200 }\n`;
    const allowed = findingOf(onH100, 'right-size', slow)?.fixes ?? [];
    expect(allowed[0]?.monthlySaving).toBeGreaterThan(fixes[0]?.monthlySaving ?? 0);
  });

  it('never moves FP8 to hardware without it, nor bf16 to what only knows fp16', () => {
    const fp8 = vllmDeployment({
      model: chat,
      replicas: 2,
      args: ['--max-model-len=8192', '--quantization=fp8'],
      selector: { 'node.kubernetes.io/instance-type': 'p5.4xlarge' },
    });
    for (const text of [fp8, onH100]) {
      for (const { title } of findingOf(text, 'right-size', little)?.fixes ?? []) {
        expect(title.replace(/ instead of .*/, '')).not.toMatch(/\b(T4|V100\S*)\b/);
        if (text === fp8) expect(title.replace(/ instead of .*/, '')).not.toMatch(/A100|A10G/);
      }
    }
  });

  it('changes the assumption where the hardware stands there, and says which nodes must exist', () => {
    const text = vllmDeployment({ model: chat, replicas: 2, args: ['--max-model-len=8192'] });
    const assumptions = `${little}accelerator: H100-SXM # for now\n`;
    const finding = findingOf(text, 'right-size', assumptions);
    const [fix] = finding?.fixes ?? [];
    expect(fix?.changes).toBeNull();
    expect(fix?.needs).toContain('A node pool of');
    expect(fix?.edits.some(({ uri }) => uri.endsWith('/.servingcost.yaml'))).toBe(true);
  });

  it('says nothing where nothing names the hardware', () => {
    const text = vllmDeployment({ model: chat, replicas: 2 });
    expect(findingOf(text, 'right-size', little)).toBeUndefined();
  });
});

describe('right-size on a platform', () => {
  const djl = '763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128';
  const environment = [
    'HF_MODEL_ID: meta-llama/Llama-3.1-8B-Instruct',
    'OPTION_ROLLING_BATCH: vllm',
    "OPTION_TENSOR_PARALLEL_DEGREE: '4'",
    "OPTION_MAX_MODEL_LEN: '8192'",
  ];

  it('changes the instance type and the ranks with it', () => {
    const text = sageMaker('ml.p4d.24xlarge', environment, djl).replace("'4'", "'8'");
    const finding = findingOf(text, 'right-size', little);
    const after = fixed(text, finding);
    expect(after).not.toContain('ml.p4d.24xlarge');
    const { deployment, estimate } = analysisOf(after, little).deployments[0] ?? {};
    expect(deployment?.settings.tensorParallel?.value ?? 1).toBe(
      deployment?.accelerator?.count.value,
    );
    expect(estimate?.meetsSlo).toBe(true);
    expect(after).toContain('# the only one');
  });

  it('lets CPU instances compete for a small encoder, and says what the image must be', () => {
    const tei = 'ghcr.io/huggingface/text-embeddings-inference:1.7';
    const text = sageMaker('ml.g5.12xlarge', ['MODEL_ID: BAAI/bge-small-en-v1.5'], tei);
    const slow = 'version: 1\nworkload:\n  requestsPerSecond: 3\n  latency: { ttftMs: 1500 }\n';
    const found = findingOf(
      text.replace('InitialInstanceCount: 2', 'InitialInstanceCount: 1'),
      'right-size',
      slow,
    );
    const onCpu = found?.fixes.filter(({ title }) => /^Run on ml\.[cmr]\d/.test(title)) ?? [];
    expect(onCpu.length).toBeGreaterThan(0);
    for (const { needs } of onCpu) expect(needs).toContain('without a GPU');
    const arm = onCpu.filter(({ title }) => /^Run on ml\.[cmr]\dg/.test(title));
    for (const { needs } of arm) expect(needs).toContain('arm64');
  });
});
