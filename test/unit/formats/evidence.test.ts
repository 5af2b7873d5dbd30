import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { getReport } from '../../../src/core/report/report.ts';
import { testEnvironment } from '../../support/environment.ts';
import { deploymentOf, reading, vllmDeployment } from '../../support/reading.ts';

const onlyReport = (text: string) => {
  const uri = 'file:///repository/app.yaml';
  const analysis = analyze([{ uri, version: 1, text }], testEnvironment());
  const [row] = getReport(analysis, { base: 'file:///repository' }).deployments;
  if (!row) throw new Error('Nothing was read.');
  return row;
};

describe('names that people give to pools', () => {
  it.each([
    ['NodeGroupType: g5-gpu-karpenter', 'A10G'],
    ['instance-type: gpu-p4d-large', 'A100-SXM-40'],
    ['instanceType: my-g6e', 'L40S'],
  ])('hint at the product: %s', (label, product) => {
    const { accelerator } = deploymentOf(vllmDeployment(`nodeSelector: { ${label} }`));
    expect(accelerator?.product?.value).toBe(product);
    expect(accelerator?.confidence).toBe('inferred');
  });

  it('are no hint where they only contain the letters', () => {
    const { accelerator } = deploymentOf(vllmDeployment('nodeSelector: { instanceType: big5 }'));
    expect(accelerator?.product).toBeNull();
  });
});

describe('a template that fills in the image', () => {
  const chart = (container: string, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  template:
    spec:
      containers:
        - name: ${container}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
${more}`;

  it('is declined where the container is called like an engine', () => {
    const { deployments, skipped } = reading(chart('triton'));
    expect(deployments).toEqual([]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'A template fills in the image: price the rendered manifest instead.',
    ]);
  });

  it('is declined where the pod is made for accelerators', () => {
    const tolerations = '      tolerations: [{ key: nvidia.com/gpu, operator: Exists }]';
    expect(reading(chart('main', tolerations)).skipped).toHaveLength(1);
    expect(reading(chart('gateway-plugin', tolerations)).skipped).toEqual([]);
  });

  it('is nobody’s business elsewhere', () => {
    expect(reading(chart('web'))).toMatchObject({ deployments: [], skipped: [] });
  });
});

const serving = (model: string): string =>
  vllmDeployment().replace('Qwen/Qwen2.5-7B-Instruct', model);

describe('models', () => {
  it('in a folder are called by their own name, not by the folder’s', () => {
    const text = serving('/models/Llama-3.1-8B-Instruct');
    expect(deploymentOf(text).model.id?.value).toBe('Llama-3.1-8B-Instruct');
  });

  it('in the cache of a Truss are those that are cached', () => {
    const truss = `model_name: embedder
base_image: { image: baseten/text-embeddings-inference-mirror:86-1.8.3 }
docker_server:
  start_command: text-embeddings-router --port 7997 --model-id /app/model_cache/weights
  server_port: 7997
model_cache:
  - { repo_id: BAAI/bge-m3, revision: main, volume_folder: weights }
resources: { accelerator: L4, use_gpu: true }
`;
    expect(deploymentOf({ 'config.yaml': truss }).model.id?.value).toBe('BAAI/bge-m3');
  });

  it('of which only the place is known are reported by it', () => {
    const text = serving('s3://weights/in-house');
    expect(onlyReport(text).model.id).toBe('s3://weights/in-house');
  });
});

describe('machines', () => {
  it('of HyperPod cost what SageMaker asks for them', () => {
    const selector = (type: string) =>
      onlyReport(vllmDeployment(`nodeSelector: { node.kubernetes.io/instance-type: ${type} }`));
    const [managed, own] = [selector('ml.g5.xlarge'), selector('g5.xlarge')];
    expect(managed.instanceType).toBe('ml.g5.xlarge');
    expect(managed.monthly.lowerBound).toBe(false);
    expect(managed.monthly.compute ?? 0).toBeGreaterThan(own.monthly.compute ?? Infinity);
  });

  it('without accelerators are never priced bare for pods that ask for some', () => {
    const labels = (gpu: string) =>
      onlyReport(
        vllmDeployment(`nodeSelector: { node.kubernetes.io/instance-type: n1-standard-8${gpu} }`),
      );
    const attached = labels(', cloud.google.com/gke-accelerator: nvidia-tesla-t4');
    expect(attached.accelerator?.name).toBe('T4');
    expect(attached.monthly.compute ?? 0).toBeGreaterThan(400);
    const unnamed = labels('');
    expect(unnamed.monthly.lowerBound).toBe(true);
  });
});
