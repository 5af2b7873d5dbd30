import type { ParsedFile } from '../model/document.ts';
import type { ModelArchitecture, ModelFacts, ResolvedModel } from '../model/modelFacts.ts';
import type { Sourced } from '../model/sourced.ts';
import { at, isMapping, itemsAt, textAt, type Located } from './located.ts';
import { numberAt } from './platforms/scalars.ts';
import { pathOf } from './prefilter.ts';

const checkpoints = new WeakMap<ParsedFile, Sourced<ResolvedModel> | null>();

/** What a `config.json` says of a decoder: its architecture, its size, how its weights are stored. */
export function readCheckpoint(file: ParsedFile): Sourced<ResolvedModel> | null {
  const known = checkpoints.get(file);
  if (known !== undefined) return known;
  const node = file.documents[0]?.root;
  const root = node ? { file, node } : null;
  const read = root && isMapping(root) ? checkpointOf(root) : null;
  checkpoints.set(file, read);
  return read;
}

function checkpointOf(root: Located): Sourced<ResolvedModel> | null {
  // Models that also see keep the decoder in a part of its own.
  const text = at(root, 'text_config') ?? at(root, 'llm_config') ?? root;
  const architecture = architectureOf(text);
  const type = textAt(root, 'model_type');
  if (!architecture || type === null) return null;
  const { uri } = root.file.source;
  const name = textAt(root, '_name_or_path') ?? folderName(pathOf(uri)) ?? 'model';
  const facts: ModelFacts = {
    id: name,
    family: type,
    modality: modalityOf(root),
    ...withEyes(transformerSize(architecture, ungated.has(type)), at(root, 'vision_config')),
    architecture,
    maxPositions: numberAt(text, 'max_position_embeddings')?.value ?? null,
    nativeDataType:
      textAt(root, 'torch_dtype') ??
      textAt(root, 'dtype') ??
      textAt(text, 'torch_dtype') ??
      'bfloat16',
    source: uri,
    asOf: 'undated',
  };
  const quantization = quantizationOf(at(root, 'quantization_config'));
  return {
    value: { facts, quantization, match: 'exact' },
    origin: { kind: 'config', uri, span: root.node.span },
  };
}

/** What it answers with, by the class that Transformers loads it as; a decoder where that says nothing. */
function modalityOf(root: Located): string {
  const loaded = itemsAt(root, 'architectures')
    .map(({ node }) => (node.kind === 'scalar' ? node.text : ''))
    .join(' ');
  if (/For(?:Sequence|Token)Classification/.test(loaded)) return 'classification';
  return loaded.split(/\W+/).some(isEncoder) ? 'embedding' : 'text-generation';
}

/** `BertModel`, `XLMRobertaModel`, `DebertaV2Model`, `NomicBertModel`. */
function isEncoder(architecture: string): boolean {
  return (
    architecture.endsWith('Model') &&
    /(?:Bert|Roberta|BERT|MPNet|Electra)Model$|Deberta|Nomic/.test(architecture)
  );
}

/** Types of Transformers whose feed-forward layers have two matrices: no gate. */
const ungated: ReadonlySet<string> = new Set(
  [
    'bert roberta xlm-roberta camembert mpnet distilbert electra deberta-v2 albert',
    'gpt2 gpt_neo gpt_neox gptj gpt_bigcode codegen bloom opt falcon mpt phi starcoder2 persimmon nemotron',
  ].flatMap((line) => line.split(' ')),
);

/** The folder that a file lies in, by its own name. */
function folderName(path: string): string | undefined {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .at(-2);
}

function architectureOf(config: Located): ModelArchitecture | null {
  const number = (...names: readonly string[]): number | null => {
    for (const name of names) {
      const found = numberAt(config, name)?.value;
      if (found !== undefined) return found;
    }
    return null;
  };
  const layers = number('num_hidden_layers', 'n_layer');
  const hiddenSize = number('hidden_size', 'n_embd', 'd_model');
  const attentionHeads = number('num_attention_heads', 'n_head');
  const vocabularySize = number('vocab_size');
  if (!layers || !hiddenSize || !attentionHeads || !vocabularySize) return null;
  const experts = number('num_local_experts', 'num_experts', 'n_routed_experts');
  const expertSize = number('moe_intermediate_size') ?? number('intermediate_size');
  const kvRank = number('kv_lora_rank');
  const kvHeads = number('num_key_value_heads') ?? attentionHeads;
  const headSize = number('head_dim', 'v_head_dim') ?? hiddenSize / attentionHeads;
  return {
    layers,
    attentionLayers: attentionLayersOf(config, layers),
    hiddenSize,
    attentionHeads,
    kvHeads,
    headSize,
    intermediateSize: number('intermediate_size', 'n_inner'),
    vocabularySize,
    tiedEmbeddings: textAt(config, 'tie_word_embeddings') === 'true',
    experts:
      experts && expertSize
        ? {
            count: experts,
            perToken: number('num_experts_per_tok', 'num_experts_per_token') ?? 1,
            intermediateSize: expertSize,
            sharedIntermediateSize:
              number('shared_expert_intermediate_size') ??
              (number('n_shared_experts') ?? 0) * expertSize,
            firstDenseLayers: number('first_k_dense_replace') ?? 0,
          }
        : null,
    latentAttention: kvRank
      ? {
          kvRank,
          ropeHeadSize: number('qk_rope_head_dim') ?? 64,
          queryRank: number('q_lora_rank'),
        }
      : null,
    ...windowsOf(config, number('sliding_window'), {
      kvHeads: number('num_global_key_value_heads') ?? kvHeads,
      headSize: number('global_head_dim') ?? headSize,
    }),
    kvBytesPerToken16: null,
  };
}

/** How many layers look back how far: `layer_types` says it of each, else the window is that of all. */
function windowsOf(
  config: Located,
  window: number | null,
  heads: { readonly kvHeads: number; readonly headSize: number },
): Pick<ModelArchitecture, 'slidingWindow' | 'fullAttention'> {
  if (textAt(config, 'use_sliding_window') === 'false') return { slidingWindow: null };
  const types = itemsAt(config, 'layer_types').map(({ node }) =>
    node.kind === 'scalar' ? node.text : '',
  );
  if (types.length === 0) return { slidingWindow: window };
  if (!types.includes('sliding_attention')) return { slidingWindow: null };
  const layers = types.filter((type) => type === 'full_attention').length;
  return {
    slidingWindow: window,
    ...(layers > 0 && { fullAttention: { layers, ...heads } }),
  };
}

/** Layers that keep keys and values: all, unless `layer_types` names others. */
function attentionLayersOf(config: Located, layers: number): number {
  const types = itemsAt(config, 'layer_types');
  if (types.length === 0) return layers;
  return types.filter(
    ({ node }) =>
      node.kind === 'scalar' && node.text.includes('attention') && !node.text.includes('linear'),
  ).length;
}

/**
 * Parameters of a transformer with these dimensions: projections, feed-forward layers of three matrices or, without a gate, two,
 * embeddings and head; norms are left out.
 */
export function transformerSize(
  architecture: ModelArchitecture,
  isUngated = false,
): {
  readonly parameters: number;
  readonly activeParameters: number;
} {
  const { layers, hiddenSize: hidden, headSize, attentionHeads, kvHeads, experts } = architecture;
  const embedding = architecture.vocabularySize * hidden;
  const head = architecture.tiedEmbeddings ? 0 : embedding;
  const { latentAttention: latent } = architecture;
  const attention = latent
    ? hidden * (latent.kvRank + latent.ropeHeadSize + (latent.queryRank ?? 0)) +
      (latent.queryRank ?? hidden) * attentionHeads * (headSize + latent.ropeHeadSize) +
      latent.kvRank * attentionHeads * 2 * headSize +
      attentionHeads * headSize * hidden
    : hidden * headSize * 2 * (attentionHeads + kvHeads);
  const feedForward = (isUngated ? 2 : 3) * hidden * (architecture.intermediateSize ?? 4 * hidden);
  const sparse = experts ? layers - experts.firstDenseLayers : 0;
  const expert = 3 * hidden * (experts?.intermediateSize ?? 0);
  const shared =
    3 * hidden * (experts?.sharedIntermediateSize ?? 0) + hidden * (experts?.count ?? 0);
  const rest =
    embedding + head + layers * attention + (layers - sparse) * feedForward + sparse * shared;
  return {
    parameters: rest + sparse * expert * (experts?.count ?? 0),
    activeParameters: rest + sparse * expert * (experts?.perToken ?? 0),
  };
}

type Size = ReturnType<typeof transformerSize>;

/** With the encoder of images that stands before a decoder: layers of attention and two matrices each. */
function withEyes({ parameters, activeParameters }: Size, config: Located | null): Size {
  const number = (name: string): number | undefined => numberAt(config, name)?.value;
  const layers = number('num_hidden_layers') ?? number('depth');
  const hidden = number('embed_dim') ?? number('hidden_size');
  if (!layers || !hidden) return { parameters, activeParameters };
  const inner = number('intermediate_size') ?? hidden * (number('mlp_ratio') ?? 4);
  const eyes = layers * (4 * hidden * hidden + 2 * hidden * inner);
  return { parameters: parameters + eyes, activeParameters: activeParameters + eyes };
}

/** The method that `quantization_config` names, as the catalogue does; null for weights as they were trained. */
function quantizationOf(config: Located | null): string | null {
  const method = textAt(config, 'quant_method')?.toLowerCase();
  if (method === undefined) return null;
  const bits =
    numberAt(config, 'bits')?.value ??
    numberAt(config, 'config_groups', 'group_0', 'weights', 'num_bits')?.value ??
    null;
  const type = textAt(config, 'config_groups', 'group_0', 'weights', 'type');
  const algorithm =
    `${method} ${textAt(config, 'quant_algo') ?? ''} ${textAt(config, 'format') ?? ''}`.toLowerCase();
  if (/bitsandbytes|bnb/.test(method)) {
    return textAt(config, 'load_in_4bit') === 'true' ? 'bnb-nf4' : 'bnb-int8';
  }
  if (algorithm.includes('mxfp4')) return 'mxfp4';
  if (/nvfp4|fp4/.test(algorithm) || (type === 'float' && bits === 4)) return 'nvfp4';
  if (/fp8|float-quantized/.test(algorithm) || (type === 'float' && bits === 8)) return 'fp8';
  if (/awq|gptq/.test(method)) return bits === 8 ? 'int8' : method.includes('awq') ? 'awq' : 'gptq';
  if (method === 'compressed-tensors') return bits === 8 ? 'int8' : 'gptq';
  return null;
}
