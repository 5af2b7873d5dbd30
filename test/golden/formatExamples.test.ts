import { describe, expect, it } from 'vitest';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import type { Analysis, DeploymentAnalysis } from '../../src/core/analysis.ts';
import { analyze } from '../../src/core/analyze.ts';
import { testEnvironment } from '../support/environment.ts';

const folders = new Map(exampleFolders().map(({ name, documents }) => [name, documents]));

function analysed(folder: string): Analysis {
  const documents = folders.get(folder);
  if (!documents) throw new Error(`There is no example ${folder}.`);
  return analyze(documents, testEnvironment());
}

function only(folder: string, name?: string): DeploymentAnalysis {
  const { deployments } = analysed(folder);
  const found =
    name === undefined
      ? deployments[0]
      : deployments.find(({ deployment }) => deployment.name === name);
  if (!found) throw new Error(`There is no ${name ?? 'deployment'} in ${folder}.`);
  return found;
}

/** Name, engine, model, accelerators of a replica and replicas, in one line for each deployment. */
function lines(folder: string): readonly string[] {
  return analysed(folder).deployments.map(({ deployment, estimate }) => {
    const { engine, model, accelerator, replicas } = deployment;
    const product = estimate.hardware?.accelerator?.id ?? accelerator?.product?.value;
    return [
      deployment.name,
      engine?.value ?? '–',
      model.id?.value ?? '–',
      accelerator ? `${accelerator.count.value} × ${product ?? '?'}` : '–',
      `${replicas.min.value}–${replicas.max?.value ?? '∞'}`,
    ].join(' | ');
  });
}

describe('what the examples deploy', () => {
  it.each([
    [
      'aibrix-roles',
      'shop-search/prefill | vllm | Qwen/Qwen3-8B | 1 × H100-SXM | 1–1',
      'shop-search/decode | vllm | Qwen/Qwen3-8B | 1 × H100-SXM | 2–2',
    ],
    [
      'baseten-extraction',
      'Invoice extraction | tensorrt-llm | meta-llama/Llama-3.1-8B-Instruct | 1 × H100-SXM | 0–1',
    ],
    ['bentocloud-summaries', 'MeetingSummaries | – | Qwen/Qwen2.5-7B-Instruct-AWQ | 1 × L4 | 1–5'],
    ['cerebrium-chat', 'recipe-assistant | vllm | Qwen/Qwen3-14B | 1 × L40S | 1–4'],
    [
      'databricks-tickets',
      'ticket_router | – | support.models.ticket_router | 1 × T4 | 1–1',
      'ticket_drafts | – | gpt-4o-mini | – | 1–1',
    ],
    ['djl-lmi', 'djl-lmi | vllm | Qwen/Qwen2.5-32B-Instruct | 4 × A10G | 1–1'],
    [
      'dstack-service',
      'research-llama | vllm | meta-llama/Llama-3.1-8B-Instruct | 1 × A10G | 1–4',
    ],
    [
      'ecs-translations',
      'translations | vllm | Qwen/Qwen2.5-14B-Instruct | 4 × L4 | 3–3',
    ],
    [
      'dynamo-disaggregated',
      'contract-reader/VllmPrefillWorker | vllm | Qwen/Qwen3-32B-FP8 | 1 × H100-SXM | 3–3',
      'contract-reader/VllmDecodeWorker | vllm | Qwen/Qwen3-32B-FP8 | 2 × H100-SXM | 1–1',
    ],
    [
      'envoy-gateway',
      'gemma | vllm | google/gemma-3-12b-it | 1 × L40S | 2–2',
      'writer | – | gpt-4o-mini | – | 1–1',
      'writer | – | claude-sonnet-4-5 | – | 1–1',
      'google/gemma-3-12b-it | – | google/gemma-3-12b-it | – | 1–1',
    ],
    [
      'hugging-face-endpoint',
      'product-copy-7b | tgi | mistralai/Mistral-7B-Instruct-v0.3 | 1 × A10G | 0–2',
    ],
    [
      'hyperpod-endpoint',
      'meeting-notes | vllm | mistralai/Mistral-Small-24B-Instruct-2501 | 4 × L40S | 1–3',
    ],
    ['kaito-workspace', 'helpdesk-phi | vllm | phi-4-mini-instruct | 1 × A100-PCIe-80 | 1–1'],
    [
      'kubeai-models',
      'assistant | vllm | Qwen/Qwen3-8B | 1 × L4 | 1–5',
      'coder | vllm | Qwen/Qwen2.5-Coder-14B-Instruct | 2 × L4 | 0–2',
    ],
    ['nim-service', 'llama-3-3-70b | nim | meta/llama-3.3-70b-instruct | 4 × H100-SXM | 1–4'],
    ['ollama-office', 'ollama-office | ollama | qwen3:14b | 1 × RTX-4090 | 1–1'],
    [
      'ray-service',
      'search-answers/head | – | – | – | 1–1',
      'search-answers/l4-pair | vllm | Qwen/Qwen3-14B | 2 × L4 | 1–4',
    ],
    ['replicate-posters', 'poster-sdxl | – | – | 1 × L40S | 0–∞'],
    [
      'runpod-coder',
      'Qwen2.5 Coder 32B | vllm | Qwen/Qwen2.5-Coder-32B-Instruct | 1 × H100-SXM | 0–3',
    ],
    ['sagemaker-ack', 'claims-qwen/main | vllm | Qwen/Qwen2.5-14B-Instruct | 4 × L4 | 2–6'],
    [
      'seldon-canary',
      'churn/main | mlserver | – | – | 3–3',
      'churn/canary | mlserver | – | – | 3–3',
      'mlserver-gpu | mlserver | – | 1 × T4 | 2–2',
    ],
    ['sglang-own-server', 'sglang.yaml | sglang | openai/gpt-oss-120b | 4 × H100-SXM | 1–1'],
    ['tensorflow-ranking', 'recommender | tensorflow-serving | – | – | 2–8'],
    ['torchserve-moderation', 'moderation | torchserve | – | 1 × T4 | 1–1'],
    [
      'trtllm-serve',
      'agent | tensorrt-llm | nvidia/Llama-3.1-8B-Instruct-FP8 | 1 × H100-SXM | 1–1',
    ],
    ['vertex-endpoint', 'gemma-2-9b-faq | – | – | 2 × L4 | 1–4'],
    ['vllm-config-file', 'translate | vllm | meta-llama/Llama-3.1-8B-Instruct | 1 × L4 | 4–4'],
  ])('in %s', (folder, ...expected) => {
    expect(lines(folder)).toEqual(expected);
  });
});

describe('what is not known of them', () => {
  it('is the price of platforms that publish none', () => {
    const open = ['baseten-extraction', 'databricks-tickets'].map(
      (folder) => only(folder).estimate,
    );
    for (const { monthly, missing } of open) {
      expect(monthly).toBeNull();
      expect(missing).toHaveLength(1);
    }
  });

  it('is filled in by a price of one’s own', () => {
    const { estimate } = only('bentocloud-summaries');
    expect(estimate.monthly?.min).toBeCloseTo(1.15 * 730, 4);
    expect(estimate.assumptions).toContainEqual(
      expect.objectContaining({ name: 'own price', value: 1.15 }),
    );
    expect(estimate.assumptions.map(({ name }) => name)).not.toContain('instance type');
  });

  it('is no cost of a token where an image comes out', () => {
    const { unit } = only('replicate-posters').estimate;
    expect(unit.perMillionTokens).toBeNull();
    expect(unit.perThousandRequests).toBeGreaterThan(7 * 0.9);
  });
});

describe('what they show', () => {
  it('a cached, routed Portkey config pays nothing for the fallback', () => {
    const { deployments } = analysed('portkey-config');
    expect(
      deployments.map(({ estimate }) => Math.round(estimate.monthly?.expected ?? NaN) > 0),
    ).toEqual([true, true, false]);
  });

  it('a batch of eight, forgotten in vllm.yaml, costs most of its pods', () => {
    const { findings } = only('vllm-config-file');
    const saving = findings.find(({ code }) => code === 'batching')?.fixes[0]?.monthlySaving ?? 0;
    expect(saving).toBeGreaterThan(500);
  });

  it('a NIM runs the precision of its cache, on half of a machine', () => {
    const { estimate, findings } = only('nim-service');
    expect(estimate.quantization?.value).toBe('fp8');
    expect(findings.map(({ code }) => code)).toContain('stranded-accelerators');
  });

  it('an A100 for a model of four billion parameters is idle', () => {
    expect(only('kaito-workspace').estimate.utilization).toBeLessThan(0.02);
  });

  it('half of a server of one’s own costs half of what it is written off, powered and housed for', () => {
    const hour = 265000 / (5 * 8760) + 9 * 1.3 * 0.18 + 1800 / 730;
    expect(only('sglang-own-server').estimate.monthly?.expected).toBeCloseTo((hour * 730) / 2, 0);
  });

  it('an autoscaler that aims above what a GPU can do drops requests', () => {
    const { estimate } = only('dstack-service');
    expect(estimate.utilization).toBeGreaterThan(0.9);
  });

  it('a server behind a gateway is paid once', () => {
    const { deployments } = analysed('envoy-gateway');
    const served = deployments.at(-1);
    expect(served?.estimate.monthly?.expected).toBe(0);
    expect(served?.estimate.unit).toEqual(deployments[0]?.estimate.unit);
  });
});
