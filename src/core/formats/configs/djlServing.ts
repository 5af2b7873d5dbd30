import type { AcceleratorRequest, EngineId } from '../../model/deployment.ts';
import type { Engine } from '../engines/engine.ts';
import { NEURON_CORE, neuronCore } from '../hardware/resources.ts';
import { scalarAt, sourced, textAt } from '../located.ts';
import { modelOfUri } from '../parts/modelUri.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { fileName, folderName } from '../uris.ts';
import { ranksOf, readElsewhere, readEngineConfig } from './engineConfig.ts';
import { startedWith } from './references.ts';

/** Settings of the LMI containers (docs.djl.ai, "LMI configurations"). `max` as a degree is all that there are. */
const SETTINGS: Engine['settings'] = {
  tensorParallel: { kind: 'count' },
  pipelineParallel: { kind: 'count' },
  maxModelLength: { kind: 'tokens' },
  maxSequences: { kind: 'count' },
  maxBatchedTokens: { kind: 'tokens' },
  memoryFraction: { kind: 'fraction' },
  quantization: { kind: 'text' },
  dataType: { kind: 'text' },
  kvCacheDataType: { kind: 'text' },
  prefixCaching: { kind: 'switch' },
  chunkedPrefill: { kind: 'switch' },
  enforceEager: { kind: 'switch' },
  speculative: { kind: 'text' },
};

const PATHS = {
  tensorParallel: [['option.tensor_parallel_degree'], ['option.tensor_parallel_size']],
  pipelineParallel: [['option.pipeline_parallel_degree'], ['option.pipeline_parallel_size']],
  maxModelLength: [['option.max_model_len'], ['option.n_positions'], ['option.max_length']],
  maxSequences: [['option.max_rolling_batch_size'], ['option.max_num_seqs']],
  maxBatchedTokens: [
    ['option.max_rolling_batch_prefill_tokens'],
    ['option.max_num_batched_tokens'],
  ],
  memoryFraction: [['option.gpu_memory_utilization'], ['option.kv_cache_free_gpu_mem_fraction']],
  quantization: [['option.quantize'], ['option.quantization']],
  dataType: [['option.dtype']],
  kvCacheDataType: [['option.kv_cache_dtype']],
  prefixCaching: [['option.enable_prefix_caching']],
  chunkedPrefill: [['option.enable_chunked_prefill']],
  enforceEager: [['option.enforce_eager']],
  speculative: [['option.speculative_draft_model'], ['option.speculative_config']],
} as const;

/** `serving.properties` of DJL Serving and of the Large Model Inference containers of SageMaker. */
export const djlServing = documentFormat({
  id: 'djl-serving',
  documentation: {
    title: 'DJL Serving and LMI',
    files: '`serving.properties` with `engine` or `option.…` keys',
    reads:
      '`option.model_id`, tensor and pipeline parallel degree, rolling batch and its size, lengths, data types, quantization; Neuron cores where it compiles for Inferentia or Trainium',
    edits: 'every setting and the model; the hardware is that of the endpoint or pod that loads it',
  },
  mayRead: ({ uri, text }) =>
    /serving\.properties(?:\.\w+)?$/.test(uri) &&
    /^[ \t\uFEFF]*(?:option\.\w|engine\s*[=:])/m.test(text),
  readDocument(root, { catalog, files }) {
    const model = scalarAt(root, 'option.model_id') ?? scalarAt(root, 'option.s3url');
    const nameSpan = root.node.entries[0]?.keySpan ?? root.node.span;
    const by = startedWith(root.file, files);
    if (by) return [readElsewhere(fileName(by), nameSpan)];
    const id = engineOf(root);
    const engine: Engine = {
      id,
      title: 'DJL Serving',
      images: [],
      entryPoints: [],
      settings: SETTINGS,
      model: {},
    };
    const named = modelOfUri(model, null, catalog);
    const evidence = scalarAt(root, 'option.rolling_batch') ?? scalarAt(root, 'engine') ?? root;
    return [
      readEngineConfig({
        format: 'djl-serving',
        title: 'serving.properties',
        kind: 'serving.properties',
        root,
        name: folderName(root.file),
        nameSpan: model?.node.span ?? nameSpan,
        keys: { engine, holder: root, paths: PATHS },
        evidence: sourced(evidence, id),
        model: named,
        stated: (settings) =>
          usesNeuron(root) ? { accelerator: neuronCores(ranksOf(settings)) } : {},
      }),
    ];
  },
});

function engineOf(root: DocumentRoot): EngineId {
  const text = `${textAt(root, 'option.rolling_batch') ?? ''} ${textAt(root, 'option.entryPoint') ?? ''}`;
  // LMI-Dist is vLLM with another front (docs.djl.ai, "LMI-Dist engine").
  if (/vllm|lmi[-_]dist/.test(text) && !usesNeuron(root)) return 'vllm';
  return /trtllm|tensorrt/i.test(text) ? 'tensorrt-llm' : 'other';
}

function usesNeuron(root: DocumentRoot): boolean {
  return root.node.entries.some(
    ({ key, value }) =>
      key.startsWith('option.neuron') || (value.kind === 'scalar' && /neuronx/i.test(value.text)),
  );
}

/** A tensor parallel degree on Inferentia and Trainium counts cores, not chips. */
function neuronCores(count: AcceleratorRequest['count']): AcceleratorRequest {
  return {
    product: null,
    confidence: 'inferred',
    count,
    resource: NEURON_CORE,
    vendor: 'AWS',
    slice: neuronCore(null),
  };
}
