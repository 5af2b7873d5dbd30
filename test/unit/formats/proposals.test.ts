import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/core/model/change.ts';
import { kserve, script, tgi, vllm } from '../../support/formatTexts.ts';
import { changed, difference, only, vllmDeployment } from '../../support/reading.ts';

const setting = (
  name: Extract<Change, { kind: 'set-engine-setting' }>['setting'],
  value: string | number | boolean | null,
): Change => ({ kind: 'set-engine-setting', setting: name, value });

const refusal = (text: string, ...changes: Change[]): string => {
  const proposal = only(text).propose(changes);
  return 'refused' in proposal ? proposal.refused : 'not refused';
};

describe('a setting', () => {
  it('is written in the shape of the arguments around it, and keeps comments', () => {
    expect(difference(vllm, setting('maxModelLength', 4096))).toEqual([
      '-- --max-model-len=8192 # longest ticket',
      '+- --max-model-len=4096 # longest ticket',
    ]);
    expect(difference(vllm, setting('memoryFraction', 0.95))).toEqual([
      '-- "--gpu-memory-utilization=0.9"',
      '+- "--gpu-memory-utilization=0.95"',
    ]);
    expect(difference(vllm, setting('quantization', 'fp8'))).toEqual(['+- --quantization=fp8']);
    expect(difference(vllm, setting('enforceEager', null))).toEqual(['-- --enforce-eager']);
    expect(difference(script, setting('maxModelLength', 8192))).toEqual([
      '---context-length 16384   # enough for a repository',
      '+--context-length 8192   # enough for a repository',
    ]);
  });

  it('is written into a script behind the last argument', () => {
    const after = changed({ 'app.yaml': script }, [setting('quantization', 'fp8')]);
    const { settings } = only(after).deployment;
    expect(settings.quantization?.value).toBe('fp8');
    expect(settings.maxModelLength?.value).toBe(16384);
    expect(after['app.yaml']).toContain('# enough for a repository');
  });

  it('is a variable where the engine is set by variables', () => {
    expect(difference(tgi, setting('maxModelLength', 4096))).toEqual([
      '-- {name: MAX_TOTAL_TOKENS, value: "8192"}',
      '+- {name: MAX_TOTAL_TOKENS, value: "4096"}',
    ]);
    expect(difference(tgi, setting('quantization', 'fp8')).join('\n')).toMatch(
      /\+- name: QUANTIZE\n\+value: "?fp8"?/,
    );
    expect(difference(tgi, setting('maxModelLength', null))).toEqual([
      '-- {name: MAX_TOTAL_TOKENS, value: "8192"}',
    ]);
  });

  it('switches a flag on and off', () => {
    const off = changed({ 'app.yaml': vllm }, [setting('prefixCaching', false)]);
    expect(only(off).deployment.settings.prefixCaching?.value).toBe(false);
    const on = changed(off, [setting('prefixCaching', true)]);
    expect(only(on).deployment.settings.prefixCaching?.value ?? true).toBe(true);
    expect(on['app.yaml']).not.toContain('--no-enable-prefix-caching');
  });

  it('of a runtime is overridden in the service that uses it', () => {
    const runtime = `apiVersion: serving.kserve.io/v1alpha1
kind: ClusterServingRuntime
metadata: { name: shared }
spec:
  containers:
    - name: kserve-container
      image: vllm/vllm-openai:v0.10.2
      args: [--model=/mnt/models, --max-num-seqs=64]
`;
    const texts = {
      'isvc.yaml': kserve.replace(
        '      modelFormat:',
        '      runtime: shared\n      modelFormat:',
      ),
      'runtime.yaml': runtime,
    };
    const after = changed(texts, [setting('maxSequences', 128)]);
    expect(after['runtime.yaml']).toBe(runtime);
    expect(only(after).deployment.settings.maxSequences?.value).toBe(128);
    const proposal = only(texts).propose([setting('maxSequences', null)]);
    expect(proposal).toHaveProperty('refused');
  });

  it('is refused where the engine has none', () => {
    expect(refusal(tgi, setting('enforceEager', true))).toBe(
      'Text Generation Inference has no such setting.',
    );
  });
});

describe('a model', () => {
  it('is changed where it is named: a variable, a URI, a hook', () => {
    const id = 'RedHatAI/Meta-Llama-3.1-8B-Instruct-FP8';
    expect(difference(vllm, { kind: 'set-model', id })).toEqual([
      '-value: meta-llama/Llama-3.1-8B-Instruct',
      `+value: ${id}`,
    ]);
    expect(difference(kserve, { kind: 'set-model', id: 'a/b' })).toEqual([
      '-storageUri: hf://mistralai/Mistral-7B-Instruct-v0.3',
      '+storageUri: hf://a/b',
    ]);
  });

  it('is refused where only a place is named', () => {
    const text = kserve.replace('hf://mistralai/Mistral-7B-Instruct-v0.3', 's3://bucket/mistral');
    expect(refusal(text, { kind: 'set-model', id: 'a/b' })).toContain('s3://bucket/mistral');
  });
});

describe('spot', () => {
  it('is asked for in the words of the provider', () => {
    expect(difference(vllm, { kind: 'use-spot', provider: 'gcp' })).toEqual([
      '+cloud.google.com/gke-spot: "true"',
    ]);
    expect(difference(kserve, { kind: 'use-spot', provider: 'aws' })).toEqual([
      '+karpenter.sh/capacity-type: spot',
    ]);
  });

  it('needs a toleration on AKS', () => {
    const after = changed({ 'app.yaml': tgi }, [{ kind: 'use-spot', provider: 'azure' }]);
    const { placement } = only(after).deployment;
    expect(placement.purchase?.value).toBe('spot');
    expect(placement.spotPermitted?.value).toBe(true);
    expect(after['app.yaml']).toContain('# spot is fine for this one');
  });

  it('replaces the demand for on-demand nodes', () => {
    const text = vllmDeployment('nodeSelector:\n  karpenter.sh/capacity-type: on-demand # for now');
    expect(difference(text, { kind: 'use-spot', provider: 'aws' })).toEqual([
      '-karpenter.sh/capacity-type: on-demand # for now',
      '+karpenter.sh/capacity-type: spot # for now',
    ]);
  });
});

describe('an accelerator', () => {
  it.each([
    ['gcp', 'A100-SXM-80', 'cloud.google.com/gke-accelerator: nvidia-a100-80gb'],
    ['other', 'H100-SXM', 'nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3'],
  ] as const)('is named on %s', (provider, accelerator, label) => {
    const text = vllmDeployment();
    const change: Change = { kind: 'name-accelerator', accelerator, provider };
    expect(difference(text, change)).toEqual(['+nodeSelector:', `+${label}`]);
    const { deployment } = only(changed({ 'app.yaml': text }, [change]));
    expect(deployment.accelerator).toMatchObject({
      product: { value: accelerator },
      confidence: 'stated',
    });
  });

  it.each(['aws', 'azure'] as const)('is an instance type on %s that holds enough', (provider) => {
    const text = vllmDeployment().replace('nvidia.com/gpu: 1', 'nvidia.com/gpu: 2');
    const change: Change = { kind: 'name-accelerator', accelerator: 'T4', provider };
    const { deployment } = only(changed({ 'app.yaml': text }, [change]));
    expect(deployment.accelerator?.product?.value).toBe('T4');
    expect(deployment.placement.instanceType).not.toBeNull();
    expect(deployment.placement.provider?.value).toBe(provider);
  });

  it('is replaced where it is named, and left to a person where something else decides', () => {
    expect(
      difference(vllm, { kind: 'name-accelerator', accelerator: 'H100-SXM', provider: 'gcp' }),
    ).toEqual([
      '-cloud.google.com/gke-accelerator: nvidia-l4',
      '+cloud.google.com/gke-accelerator: nvidia-h100-80gb',
    ]);
    expect(
      refusal(kserve, { kind: 'name-accelerator', accelerator: 'T4', provider: 'gcp' }),
    ).toContain('node.kubernetes.io/instance-type');
  });

  it('is counted in limits, requests and tensor parallelism alike', () => {
    const after = changed({ 'app.yaml': vllm }, [{ kind: 'set-accelerator-count', count: 2 }]);
    expect(after['app.yaml']?.match(/nvidia\.com\/gpu: 2/g)).toHaveLength(2);
    expect(after['app.yaml']).toContain('# must equal the limit');
    expect(only(after).deployment.settings.tensorParallel?.value).toBe(2);
    expect(difference(tgi, { kind: 'set-accelerator-count', count: 4 })).toEqual([
      "-value: '2'",
      '-limits: {nvidia.com/gpu: 2, memory: 48Gi}',
      '-requests: {nvidia.com/gpu: 2, memory: 48Gi}',
      "+value: '4'",
      '+limits: {nvidia.com/gpu: 4, memory: 48Gi}',
      '+requests: {nvidia.com/gpu: 4, memory: 48Gi}',
    ]);
  });
});

describe('replicas', () => {
  it('are changed in the workload', () => {
    expect(difference(vllm, { kind: 'set-replicas', min: 1 })).toEqual([
      '-replicas: 2 # one per zone',
      '+replicas: 1 # one per zone',
    ]);
    expect(
      difference(vllmDeployment('', 'minReadySeconds: 5'), { kind: 'set-replicas', min: 2 }),
    ).toEqual(['+replicas: 2']);
  });

  it('are changed in the autoscaler, in whichever file it stands', () => {
    const texts = {
      'app.yaml': vllm,
      'hpa.yaml': `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: chat }
spec:
  scaleTargetRef: { kind: Deployment, name: chat }
  minReplicas: 2
  maxReplicas: 9
`,
    };
    const after = changed(texts, [{ kind: 'set-replicas', min: 1, max: 4 }]);
    expect(after['app.yaml']).toBe(vllm);
    expect(after['hpa.yaml']).toContain('minReplicas: 1\n  maxReplicas: 4\n');
    expect(only(texts).propose([{ kind: 'set-replicas', min: 0 }])).toHaveProperty('refused');
  });

  it('are fields of an InferenceService', () => {
    expect(difference(kserve, { kind: 'set-replicas', min: 0 })).toEqual([
      '-minReplicas: 1',
      '+minReplicas: 0',
    ]);
  });
});

it('carries out several changes at once, in places that touch', () => {
  const after = changed({ 'app.yaml': vllm }, [
    setting('enforceEager', null),
    setting('quantization', 'fp8'),
    setting('kvCacheDataType', 'fp8'),
    { kind: 'set-accelerator-count', count: 2 },
    { kind: 'use-spot', provider: 'gcp' },
  ]);
  const { settings, accelerator, placement } = only(after).deployment;
  expect(settings.enforceEager).toBeUndefined();
  expect(settings.quantization?.value).toBe('fp8');
  expect(settings.kvCacheDataType?.value).toBe('fp8');
  expect(settings.tensorParallel?.value).toBe(2);
  expect(accelerator?.count.value).toBe(2);
  expect(placement.purchase?.value).toBe('spot');
});

it('changes nothing when everything is as wanted', () => {
  const proposal = only(vllm).propose([
    setting('maxModelLength', 8192),
    { kind: 'set-replicas', min: 2 },
    { kind: 'set-accelerator-count', count: 1 },
    { kind: 'set-model', id: 'meta-llama/Llama-3.1-8B-Instruct' },
  ]);
  expect(proposal).toEqual({ edits: [] });
});
