import { describe, expect, it } from 'vitest';
import { servedModel } from '../../../src/core/cost/model.ts';
import { testEnvironment } from '../../support/environment.ts';
import { deploymentOf, reading } from '../../support/reading.ts';

const { catalog } = testEnvironment();

/** Dimensions of Llama 3.1 8B (its config.json on Hugging Face), under another name. */
const dense = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  max_position_embeddings: 131072,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
  vocab_size: 128256,
};

/** Dimensions of Mixtral 8x7B. */
const sparse = {
  ...dense,
  model_type: 'mixtral',
  num_local_experts: 8,
  num_experts_per_tok: 2,
  vocab_size: 32000,
};

const server = `apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  template:
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.10.2
          args: ["--model", "/models/house-8b"]
          resources: { limits: { nvidia.com/gpu: 1 } }
`;

function withConfig(config: object, folder = 'weights/models/house-8b') {
  return { 'app.yaml': server, [`${folder}/config.json`]: JSON.stringify(config, null, 2) };
}

describe('a folder with a config.json', () => {
  it('gives the deployment that loads it the facts of its weights', () => {
    const deployment = deploymentOf(withConfig(dense));
    expect(
      servedModel(
        { ...deployment, model: { id: null, location: deployment.model.location } },
        catalog,
      ),
    ).toBeNull();
    const model = servedModel(deployment, catalog);
    expect((model?.facts.parameters ?? 0) / 1e9).toBeCloseTo(8.03, 2);
    expect(model?.facts.architecture?.kvHeads).toBe(8);
    expect(model?.facts.maxPositions).toBe(131072);
    expect(model?.quantization.value).toBe('bf16');
    expect(deployment.uris).toHaveLength(2);
  });

  it('says how the weights are stored', () => {
    const stored = (quantization_config: object) =>
      servedModel(deploymentOf(withConfig({ ...dense, quantization_config })), catalog)
        ?.quantization.value;
    expect(stored({ quant_method: 'awq', bits: 4 })).toBe('awq');
    expect(stored({ quant_method: 'fp8' })).toBe('fp8');
    expect(stored({ quant_method: 'bitsandbytes', load_in_4bit: true })).toBe('bnb-nf4');
    expect(
      stored({
        quant_method: 'compressed-tensors',
        config_groups: { group_0: { weights: { num_bits: 8, type: 'float' } } },
      }),
    ).toBe('fp8');
  });

  it('counts experts, of which few are active', () => {
    const facts = servedModel(deploymentOf(withConfig(sparse)), catalog)?.facts;
    expect((facts?.parameters ?? 0) / 1e9).toBeCloseTo(46.7, 1);
    expect((facts?.activeParameters ?? 0) / 1e9).toBeCloseTo(12.9, 1);
  });

  it('is not taken where another folder fits as well, and is nothing by itself', () => {
    const twice = { ...withConfig(dense), 'other/house-8b/config.json': JSON.stringify(sparse) };
    expect(servedModel(deploymentOf(twice), catalog)?.facts.family).toBe('llama');
    const unclear = {
      ...withConfig(dense, 'a/house-8b'),
      'b/house-8b/config.json': JSON.stringify(dense),
    };
    expect(deploymentOf(unclear).model.facts).toBeUndefined();
    const alone = reading({ 'house-8b/config.json': JSON.stringify(dense) });
    expect([...alone.deployments, ...alone.skipped]).toEqual([]);
  });
});
