import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';
import { readCheckpoint, transformerSize } from '../../../src/core/formats/checkpoint.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';

function read(config: object) {
  const file = parseFile({
    uri: 'file:///models/own/config.json',
    version: 1,
    text: JSON.stringify(config),
  });
  return readCheckpoint(file)?.value ?? null;
}

const llama = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  num_hidden_layers: 32,
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  vocab_size: 128256,
  max_position_embeddings: 131072,
  torch_dtype: 'bfloat16',
};

describe('readCheckpoint', () => {
  it('reads a decoder, its size and what it answers with', () => {
    expect(read(llama)?.facts).toMatchObject({
      id: 'own',
      family: 'llama',
      modality: 'text-generation',
      maxPositions: 131072,
      architecture: { layers: 32, kvHeads: 8, headSize: 128 },
    });
    expect((read(llama)?.facts.parameters ?? 0) / 8.03e9).toBeCloseTo(1, 2);
  });

  it('counts two matrices where there is no gate', () => {
    const gpt2 = { model_type: 'gpt2', n_layer: 48, n_embd: 1600, n_head: 25, vocab_size: 50257 };
    const size = read({ ...gpt2, tie_word_embeddings: true })?.facts.parameters ?? 0;
    expect(size / 1.56e9).toBeCloseTo(1, 1);
  });

  it('counts what sees before a decoder', () => {
    const vision_config = { depth: 32, hidden_size: 1280, intermediate_size: 3420 };
    const blind = read(llama)?.facts.parameters ?? 0;
    const seeing = read({ ...llama, vision_config })?.facts.parameters ?? 0;
    expect(seeing - blind).toBe(32 * (4 * 1280 * 1280 + 2 * 1280 * 3420));
  });

  it('reads how far each layer looks back, and the heads of those that see everything', () => {
    const windows = (layer_types: readonly string[], more: object = {}) => {
      const own = { ...llama, head_dim: 256, sliding_window: 1024, layer_types, ...more };
      const { slidingWindow, fullAttention } = read(own)?.facts.architecture ?? {};
      return { slidingWindow, fullAttention };
    };
    const mixed = ['sliding_attention', 'sliding_attention', 'full_attention'];
    expect(windows(mixed)).toEqual({
      slidingWindow: 1024,
      fullAttention: { layers: 1, kvHeads: 8, headSize: 256 },
    });
    expect(windows(mixed, { num_global_key_value_heads: 2, global_head_dim: 512 })).toEqual({
      slidingWindow: 1024,
      fullAttention: { layers: 1, kvHeads: 2, headSize: 512 },
    });
    expect(windows(['sliding_attention'])).toEqual({ slidingWindow: 1024 });
    expect(windows(['full_attention'])).toEqual({ slidingWindow: null });
    expect(windows(mixed, { use_sliding_window: false })).toEqual({ slidingWindow: null });
    expect(windows([])).toEqual({ slidingWindow: 1024 });
  });

  it('tells classifiers and encoders from decoders', () => {
    const as = (name: string) => read({ ...llama, architectures: [name] })?.facts.modality;
    expect(as('BertModel')).toBe('embedding');
    expect(as('XLMRobertaForSequenceClassification')).toBe('classification');
    expect(as('Qwen2_5_VLForConditionalGeneration')).toBe('text-generation');
  });

  it('says nothing of what is no transformer', () => {
    expect(read({ model_type: 'llama' })).toBeNull();
    expect(read({ name: 'app', num_hidden_layers: 3 })).toBeNull();
  });
});

describe('transformerSize', () => {
  it('comes within 5% of what is published, for nine of ten models that only read text', () => {
    const seeing =
      /vl\b|vision|multimodal|smolvlm|paligemma|minicpm-v|moondream|4\.1v|gemma-[34]n?\b/i;
    const models = createCatalog(bundledCatalogText).models.filter(
      ({ id, modality, architecture: of }) =>
        modality === 'text-generation' &&
        of?.attentionLayers === of?.layers &&
        of?.intermediateSize != null &&
        !seeing.test(id),
    );
    const close = models.filter(({ parameters, architecture }) =>
      [false, true].some(
        (isUngated) =>
          architecture !== null &&
          Math.abs(transformerSize(architecture, isUngated).parameters / parameters - 1) < 0.05,
      ),
    );
    expect(models.length).toBeGreaterThan(200);
    expect(close.length / models.length).toBeGreaterThan(0.9);
  });
});
