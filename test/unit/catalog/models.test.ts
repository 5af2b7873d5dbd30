import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';

const catalog = createCatalog(bundledCatalogText);

/** [written name, catalogue id, quantization the name states]. */
type Expectation = readonly [string, string, string | null];

const llama8b = 'meta-llama/Llama-3.1-8B-Instruct';
const llama70b = 'meta-llama/Llama-3.1-70B-Instruct';
const qwen7b = 'Qwen/Qwen2.5-7B-Instruct';

const places: readonly Expectation[] = [
  ['meta-llama/Llama-3.1-8B-Instruct', llama8b, null],
  ['meta-llama/Meta-Llama-3.1-8B-Instruct', llama8b, null],
  ['META-LLAMA/llama-3.1-8b-instruct', llama8b, null],
  ['Llama-3.1-8B-Instruct', llama8b, null],
  ['meta/llama-3.1-8b-instruct', llama8b, null],
  ['llama-3.2-1b-instruct', 'meta-llama/Llama-3.2-1B-Instruct', null],
  ['/models/Qwen2-7B-Instruct', 'Qwen/Qwen2-7B-Instruct', null],
  ['hf://Qwen/Qwen2.5-7B-Instruct', qwen7b, null],
  ['hf://meta-llama/Llama-3.1-8B-Instruct@main', llama8b, null],
  ['https://huggingface.co/Qwen/Qwen3-8B', 'Qwen/Qwen3-8B', null],
  ['gs://bucket/meta-llama/Llama-3.1-8B/', llama8b, null],
  ['s3://bucket/models/meta-llama--Meta-Llama-3.1-8B-Instruct', llama8b, null],
  ['pvc+hf://claim/meta-llama/Llama-3.1-8B-Instruct', llama8b, null],
  ['/cache/hub/models--Qwen--Qwen2.5-7B-Instruct/snapshots/abc123', qwen7b, null],
  ['oci://registry.example/modelcar-llama-3-1-8b-instruct:1.5', llama8b, null],
  ['deepseek-ai/DeepSeek-R1', 'deepseek-ai/DeepSeek-R1', null],
  ['gpt2', 'openai-community/gpt2', null],
];

const quantized: readonly Expectation[] = [
  ['hugging-quants/Meta-Llama-3.1-8B-Instruct-AWQ-INT4', llama8b, 'awq'],
  ['RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w8a8', llama8b, 'int8'],
  ['neuralmagic/Meta-Llama-3.1-70B-Instruct-quantized.w4a16', llama70b, 'gptq'],
  ['RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic', 'meta-llama/Llama-3.3-70B-Instruct', 'fp8'],
  ['amd/Llama-3.1-70B-Instruct-FP8-KV', llama70b, 'fp8'],
  ['amd/Llama-3.3-70B-Instruct-MXFP4-Preview', 'meta-llama/Llama-3.3-70B-Instruct', 'mxfp4'],
  ['nvidia/Llama-3.3-70B-Instruct-FP4', 'meta-llama/Llama-3.3-70B-Instruct', 'nvfp4'],
  ['nvidia/Kimi-K2.5-NVFP4', 'moonshotai/Kimi-K2.5', 'nvfp4'],
  ['unsloth/Llama-3.2-3B-Instruct-bnb-4bit', 'meta-llama/Llama-3.2-3B-Instruct', 'bnb-nf4'],
  ['unsloth/qwen2.5-7b-instruct-unsloth-bnb-4bit', qwen7b, 'bnb-nf4'],
  ['Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4', qwen7b, 'gptq'],
  ['Qwen/Qwen2.5-7B-Instruct-GPTQ-Int8', qwen7b, 'int8-weight-only'],
  ['TheBloke/Mixtral-8x7B-Instruct-v0.1-GPTQ', 'mistralai/Mixtral-8x7B-Instruct-v0.1', 'gptq'],
  ['Intel/Qwen3-8B-int4-AutoRound', 'Qwen/Qwen3-8B', 'gptq'],
  ['google/gemma-3-27b-it-qat-w4a16-ct', 'google/gemma-3-27b-it', 'int4-qat'],
  ['mlx-community/Llama-3.2-3B-Instruct-4bit', 'meta-llama/Llama-3.2-3B-Instruct', 'mlx-4bit'],
  ['unsloth/DeepSeek-R1-BF16', 'deepseek-ai/DeepSeek-R1', 'bf16'],
  ['/models/qwen25-coder-7b-awq', 'Qwen/Qwen2.5-Coder-7B-Instruct', 'awq'],
  ['modelcar-llama-3-1-8b-instruct-fp8-dynamic:1.5', llama8b, 'fp8'],
];

const gguf: readonly Expectation[] = [
  ['TheBloke/Mistral-7B-Instruct-v0.2-GGUF', 'mistralai/Mistral-7B-Instruct-v0.2', 'gguf-q4_k_m'],
  ['mistral-7b-instruct-v0.2.Q5_K_S.gguf', 'mistralai/Mistral-7B-Instruct-v0.2', 'gguf-q5_k_s'],
  ['/models/qwen2.5-7b-instruct-q5_k_m.gguf', qwen7b, 'gguf-q5_k_m'],
  ['Qwen2.5-7B-Instruct-Q8_0-00001-of-00002.gguf', qwen7b, 'gguf-q8_0'],
  ['bartowski/Llama-3.2-3B-Instruct-GGUF:Q6_K', 'meta-llama/Llama-3.2-3B-Instruct', 'gguf-q6_k'],
  ['unsloth/Qwen3-30B-A3B-GGUF:UD-Q4_K_XL', 'Qwen/Qwen3-30B-A3B', 'gguf-q4_k_m'],
  ['Phi-3-mini-4k-instruct-q4.gguf', 'microsoft/Phi-3-mini-4k-instruct', 'gguf-q4_k_m'],
  ['gpt-oss-20b-GGUF', 'openai/gpt-oss-20b', 'mxfp4'],
];

const ollama: readonly Expectation[] = [
  ['llama3.1:8b', llama8b, 'gguf-q4_k_m'],
  ['llama3.1:70b-instruct-q8_0', llama70b, 'gguf-q8_0'],
  ['qwen2.5:7b-instruct-q4_K_M', qwen7b, 'gguf-q4_k_m'],
  ['library/phi3:mini', 'microsoft/Phi-3-mini-4k-instruct', 'gguf-q4_k_m'],
  ['mistral:latest', 'mistralai/Mistral-7B-Instruct-v0.3', 'gguf-q4_k_m'],
  ['mistral:instruct', 'mistralai/Mistral-7B-Instruct-v0.3', 'gguf-q4_k_m'],
  ['ollama://llama2', 'meta-llama/Llama-2-7b-chat-hf', 'gguf-q4_k_m'],
  ['ollama://qwen2:0.5b', 'Qwen/Qwen2-0.5B-Instruct', 'gguf-q4_k_m'],
  ['gpt-oss:20b', 'openai/gpt-oss-20b', 'mxfp4'],
  ['nomic-embed-text:latest', 'nomic-ai/nomic-embed-text-v1.5', 'gguf-f16'],
];

const derived: readonly Expectation[] = [
  ['Llama-3.3-70B', 'meta-llama/Llama-3.3-70B-Instruct', null],
  ['Mixtral-8x7B', 'mistralai/Mixtral-8x7B-Instruct-v0.1', null],
  ['NousResearch/Hermes-3-Llama-3.1-405B', 'meta-llama/Llama-3.1-405B-Instruct', null],
  ['acme/support-llama3.1-8b-v2', llama8b, null],
  ['gorilla-llm/gorilla-falcon-7b-hf-v0', 'tiiuae/falcon-7b-instruct', null],
  ['acme/Qwen3.6-35B-A3B-uncensored', 'Qwen/Qwen3.6-35B-A3B', null],
];

const jumpStart: readonly Expectation[] = [
  ['meta-textgeneration-llama-3-1-8b-instruct', llama8b, null],
  ['huggingface-llm-mistral-7b-instruct', 'mistralai/Mistral-7B-Instruct-v0.3', null],
  ['deepseek-llm-r1-distill-qwen-1-5b', 'deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B', null],
  ['huggingface-reasoning-qwen3-8b', 'Qwen/Qwen3-8B', null],
  // A name of its own, not one behind a prefix
  ['deepseek-ai/deepseek-llm-7b-chat', 'deepseek-ai/deepseek-llm-7b-chat', null],
];

const unknown = [
  'my-model',
  'acme-llm-chat',
  'model',
  'test/model',
  '/mnt/models',
  '',
  '{{ .Values.model }}',
  '${MODEL}',
  'bert',
  'llama2',
  'llama-3',
  'mistral',
  // Another architecture, or part of a model, under a base model's name
  'yuhuili/EAGLE3-LLaMA3.1-Instruct-8B',
  'acme/llama-3.1-8b-lora',
  'RLHFlow/Llama3.1-8B-PRM',
  'nvidia/Llama-3.1-Nemotron-40B-Instruct',
  'nvidia/Llama-3.1-Minitron-4B-Depth-Base',
  'acme/llava-llama-3-8b',
  'Qwen/Qwen2.5-Omni-7B',
  // Sizes that do not agree
  'qwen2-57b',
  'Qwen-06B-TP2',
  'acme/qwen2.5-7b-vs-llama-3.1-8b',
  'google/gemma-3-8b-it',
  // A quantization that is not understood would make the weights wrong
  'acme/Llama-3.1-8B-SpinQuant_INT4_EO8',
  'Qwen3.6-27B-UD-MLX-6bit',
];

describe('model names', () => {
  for (const [title, cases] of Object.entries({
    places,
    quantized,
    gguf,
    ollama,
    derived,
    jumpStart,
  })) {
    it.each(cases)(`${title}: %s`, (name, id, quantization) => {
      const found = catalog.model(name);
      expect(found?.facts.id).toBe(id);
      expect(found?.quantization).toBe(quantization);
      if (quantization !== null) expect(found?.match).toBe('variant');
    });
  }

  it.each(unknown)('does not guess what "%s" is', (name) => {
    expect(catalog.model(name)).toBeNull();
  });

  it('finds every model by its id, in any case, and states no quantization for it', () => {
    for (const facts of catalog.models) {
      for (const name of [facts.id, facts.id.toUpperCase(), `/models/${facts.id}`]) {
        expect(catalog.model(name), name).toEqual({ facts, quantization: null, match: 'exact' });
      }
    }
  });

  it('states only quantizations that the catalogue has', () => {
    const endings = ['AWQ', 'GPTQ', 'FP8', 'NVFP4', 'MXFP4', 'W8A8', 'W4A16', 'W4A8', 'GPTQ-3bit'];
    const types = ['Q2_K_L', 'Q3_K', 'Q4_K_XL', 'Q5_1', 'Q6_K_L', 'Q8_K_XL', 'IQ2_M', 'IQ4_XS'];
    for (const name of [
      ...endings.map((one) => `Qwen/Qwen3-8B-${one}`),
      ...types.map((one) => `Qwen3-8B-${one}.gguf`),
    ]) {
      const id = catalog.model(name)?.quantization ?? '';
      expect(catalog.quantization(id), `${name} ${id}`).not.toBeNull();
    }
  });

  it('never throws, and gives the same answer twice', () => {
    const words = fc.constantFrom(
      'Qwen3',
      '8B',
      '/',
      ':',
      '-',
      'Q4_K_M',
      '.gguf',
      '--',
      'hf://',
      'AWQ',
      ' ',
    );
    const names = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(names, (name) => {
        expect(catalog.model(name)).toEqual(catalog.model(name));
        catalog.accelerator(name);
        catalog.publishedVariants(name);
      }),
    );
  });
});

describe('published variants', () => {
  const repositories = (name: string): readonly string[] =>
    catalog.publishedVariants(name).map((one) => one.repository);

  it('are the asked model and nothing but quantized', () => {
    expect(repositories('Qwen/Qwen3-32B')).toEqual(['Qwen/Qwen3-32B-FP8', 'Qwen/Qwen3-32B-AWQ']);
    expect(repositories('meta-llama/Meta-Llama-3.1-8B-Instruct')).toContain(
      'RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w8a8',
    );
    expect(repositories('meta-llama/Llama-3.1-8B')).not.toContain(
      'RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w8a8',
    );
    expect(repositories('mistralai/Ministral-3-14B-Instruct-2512')).not.toContain(
      'mistralai/Ministral-3-8B-Instruct-2512',
    );
    expect(repositories('no-such-model')).toEqual([]);
  });

  it('resolve to their model and quantization', () => {
    for (const facts of catalog.models) {
      for (const variant of catalog.publishedVariants(facts.id)) {
        expect(catalog.quantization(variant.quantization), variant.repository).not.toBeNull();
        expect(catalog.model(variant.repository), variant.repository).toMatchObject({
          facts: { id: facts.id },
          quantization: variant.quantization,
        });
      }
    }
  });
});

describe('model facts', () => {
  it('are absolute numbers', () => {
    expect(catalog.model(llama8b)?.facts).toMatchObject({
      parameters: 8.0303e9,
      activeParameters: 8.0303e9,
      maxPositions: 131_072,
      architecture: {
        layers: 32,
        attentionLayers: 32,
        hiddenSize: 4096,
        attentionHeads: 32,
        kvHeads: 8,
        headSize: 128,
        vocabularySize: 128_256,
        kvBytesPerToken16: 131_072,
        experts: null,
        latentAttention: null,
      },
    });
  });

  it('know mixtures of experts and latent attention', () => {
    const facts = catalog.model('deepseek-ai/DeepSeek-V3')?.facts;
    expect(facts?.activeParameters).toBeLessThan((facts?.parameters ?? 0) / 10);
    expect(facts?.architecture?.experts).toMatchObject({ count: 256, perToken: 8 });
    expect(facts?.architecture?.latentAttention).toMatchObject({ kvRank: 512, ropeHeadSize: 64 });
  });

  it('are plausible', () => {
    for (const facts of catalog.models) {
      expect(facts.activeParameters, facts.id).toBeLessThanOrEqual(facts.parameters);
      expect(facts.source, facts.id).not.toBe('');
      const { architecture } = facts;
      if (architecture === null) continue;
      expect(architecture.attentionLayers, facts.id).toBeLessThanOrEqual(architecture.layers);
      expect(architecture.kvHeads, facts.id).toBeLessThanOrEqual(architecture.attentionHeads);
    }
  });
});

describe('quantization facts', () => {
  it('have bits, and losses where they are published', () => {
    expect(catalog.quantization('AWQ')).toMatchObject({
      bitsPerWeight: 4.25,
      activationBits: 16,
      accuracyLoss: [1, 3],
    });
    expect(catalog.quantization('fp8')).toMatchObject({
      activationBits: 8,
      accuracyLoss: [0, 0.5],
    });
    expect(catalog.quantization('gguf-q2_k')?.accuracyLoss).toBeNull();
    expect(catalog.quantization('no-such-method')).toBeNull();
  });
});
