import { describe, expect, it } from 'vitest';
import { findingOf, fixed, heldBackOf, vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const l4 = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const { catalog } = testEnvironment();

const workload = (fields: string): string => `version: 1\nworkload: { shape: steady, ${fields} }\n`;

/** A reranker behind Text Embeddings Inference. */
const reranker = `apiVersion: apps/v1
kind: Deployment
metadata: { name: rerank }
spec:
  replicas: 6
  template:
    spec:
      nodeSelector: { cloud.google.com/gke-accelerator: nvidia-l4 }
      containers:
        - name: tei
          image: ghcr.io/huggingface/text-embeddings-inference:89-1.7
          args: ["--model-id", "cross-encoder/ms-marco-MiniLM-L-12-v2"] # twelve layers
          resources: { limits: { nvidia.com/gpu: 1 } }
`;

describe('prune', () => {
  const chat = vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    replicas: 8,
    args: ['--max-model-len=4096'],
    selector: l4,
  });

  it('replaces a reranker by the one with half the layers, which scores the same', () => {
    const demand = workload('requestsPerSecond: 3000, inputTokens: 256');
    const finding = findingOf(reranker, 'prune', demand);
    const after = fixed(reranker, finding);
    expect(after).toContain('"cross-encoder/ms-marco-MiniLM-L-6-v2"] # twelve layers');
    expect(Number(/replicas: (\d+)/.exec(after)?.[1])).toBeLessThan(6);
    expect(finding?.message).toMatch(/NDCG@10.* 74\.3 → 74\.3/);
    expect(finding?.fixes[0]?.safe).toBe(false);
    expect(findingOf(after, 'prune', demand)).toBeUndefined();
  });

  it('obeys the accuracy limit', () => {
    const rate = 'requestsPerSecond: 8';
    expect(findingOf(chat, 'prune', workload(rate))).toBeUndefined();
    const tolerant = workload(`${rate}, maxAccuracyLoss: 7`);
    const finding = findingOf(chat, 'prune', tolerant);
    expect(fixed(chat, finding)).toContain('--model=meta-llama/Llama-3.2-3B-Instruct');
    expect(finding?.tradeOffs.join()).toMatch(
      /69\.4 → 63\.4 \(limit 7 points\).*Source of the scores/,
    );
  });

  it('says why where the loss is near the limit, and nothing where nobody would ask', () => {
    const large = vllmDeployment({
      model: 'meta-llama/Llama-3.1-70B-Instruct',
      gpus: 4,
      args: ['--tensor-parallel-size=4', '--max-model-len=8192'],
      selector: { 'node.kubernetes.io/instance-type': 'p4de.24xlarge' },
    });
    expect(heldBackOf(large, 'prune').join()).toMatch(/Nemotron-51B-Instruct loses 1\.46 points/);
    expect(heldBackOf(chat, 'prune', workload('requestsPerSecond: 8'))).toEqual([]);
  });

  it('looks for no stand-in for fine-tunes and base models', () => {
    const tolerant = workload('requestsPerSecond: 8, maxAccuracyLoss: 7');
    for (const model of ['acme/Llama-3.1-8B-Instruct-support', '/models/llama-3.1-8b-instruct']) {
      const text = chat.replace('meta-llama/Llama-3.1-8B-Instruct', model);
      expect(findingOf(text, 'prune', tolerant), model).toBeUndefined();
    }
    const base = chat.replace('Llama-3.1-8B-Instruct', 'Llama-3.1-8B');
    expect(fixed(base, findingOf(base, 'prune', tolerant))).toContain('Minitron-4B-Width-Base');
  });

  it('knows both models of every pair, each by its own name', () => {
    const pairs = catalog.models.flatMap(({ id }) => catalog.smallerModels(id));
    expect(pairs.length).toBeGreaterThan(8);
    for (const { base, model, scores, source } of pairs) {
      const before = catalog.model(base)?.facts.parameters ?? Number.NaN;
      expect(catalog.model(model)?.match, model).toBe('exact');
      expect(catalog.model(model)?.facts.parameters, model).toBeLessThan(before);
      expect(scores.every((score) => score > 0)).toBe(true);
      expect(source).not.toBe('');
    }
  });
});
