import { documentFormat } from '../platforms/documentFormat.ts';
import { fileName } from '../uris.ts';
import { readElsewhere, readEngineConfig } from './engineConfig.ts';
import { startedWith } from './references.ts';
import { trtllmKeys } from './trtllmKeys.ts';
import { modelIn } from './vllmConfig.ts';

/** Keys that no other engine's file has, and those that others have too. */
const OWN =
  /^(kv_cache_config|cuda_graph_config|cache_transceiver_config|moe_config|enable_attention_dp|moe_expert_parallel_size|moe_tensor_parallel_size|disable_overlap_scheduler|max_num_tokens|pytorch_backend_config|print_iter_log|enable_iter_perf_stats|enable_autotuner|use_cuda_graph|cuda_graph_batch_sizes|cuda_graph_padding_enabled|torch_compile_config|enable_layerwise_nvtx_marker|max_beam_width|scheduler_config|enable_min_latency|attn_backend|moe_backend|kv_cache_dtype|build_config)$/;
const SHARED =
  /^(backend|tensor_parallel_size|pipeline_parallel_size|context_parallel_size|max_batch_size|max_seq_len|trust_remote_code|enable_chunked_prefill|model_kwargs|speculative_config|quant_config|dtype|stream_interval|model|tokenizer|num_postprocess_workers|gpus_per_node|guided_decoding_backend|lora_config|sampler_type|batch_wait_timeout_ms|allreduce_strategy)$/;

const QUICK =
  /^["']?(?:kv_cache_config|cuda_graph_config|cache_transceiver_config|moe_config|enable_attention_dp|moe_expert_parallel_size|disable_overlap_scheduler|max_num_tokens|pytorch_backend_config|print_iter_log|use_cuda_graph)["']?\s*:/m;

/** The file of `trtllm-serve --config` (formerly `--extra_llm_api_options`). */
export const trtllmConfig = documentFormat({
  id: 'trtllm-config',
  documentation: {
    title: 'TensorRT-LLM config',
    files:
      'the YAML file of `trtllm-serve --config` or `--extra_llm_api_options`: arguments of its LLM API at the top, two at least, one of them its alone (`kv_cache_config`, `cuda_graph_config`, …)',
    reads:
      'model, parallelism, sequence length, batch limits, KV cache, quantization; the accelerators are those of whatever starts the server with the file',
    edits:
      'every setting, under its own key; the hardware is not in it, `.servingcost.yaml` names it',
  },
  mayRead: ({ uri, text }) => /\.ya?ml$|\.json$|^untitled:/.test(uri) && QUICK.test(text),
  readDocument(root, { catalog, files }) {
    const keys = root.node.entries.map(({ key }) => key);
    const own = keys.filter((key) => OWN.test(key)).length;
    const ours = own + keys.filter((key) => SHARED.test(key)).length;
    if (own < 1 || ours < 2 || ours * 10 < keys.length * 6) return [];
    const nameSpan = root.node.entries[0]?.keySpan ?? root.node.span;
    const by = startedWith(root.file, files);
    if (by) return [readElsewhere(fileName(by), nameSpan)];
    return [
      readEngineConfig({
        format: 'trtllm-config',
        title: 'TensorRT-LLM config',
        kind: 'TensorRT-LLM config',
        root,
        name: fileName(root.file),
        nameSpan,
        keys: trtllmKeys(root),
        model: modelIn(root, ['model'], catalog),
      }),
    ];
  },
});
