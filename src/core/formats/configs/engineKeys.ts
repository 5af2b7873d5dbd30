/** Flags of `vllm serve` without their dashes (`vllm/engine/arg_utils.py`, `vllm/entrypoints/openai/cli_args.py`). */
export const VLLM_KEYS: ReadonlySet<string> = words(`
  model model-tag tokenizer tokenizer-mode trust-remote-code dtype seed hf-config-path revision code-revision
  tokenizer-revision hf-overrides hf-token max-model-len quantization enforce-eager max-logprobs served-model-name
  generation-config override-generation-config logits-processors runner task convert config-format skip-tokenizer-init
  enable-prompt-embeds disable-sliding-window disable-cascade-attn allowed-local-media-path enable-sleep-mode model-impl
  override-attention-dtype load-format download-dir model-loader-extra-config ignore-patterns use-tqdm-on-load
  pt-load-map-location safetensors-load-strategy reasoning-parser guided-decoding-backend structured-outputs-config
  distributed-executor-backend pipeline-parallel-size tensor-parallel-size data-parallel-size data-parallel-rank
  data-parallel-start-rank data-parallel-size-local data-parallel-address data-parallel-rpc-port data-parallel-backend
  data-parallel-hybrid-lb data-parallel-external-lb decode-context-parallel-size prefill-context-parallel-size
  enable-expert-parallel all2all-backend enable-eplb eplb-config num-redundant-experts max-parallel-loading-workers
  ray-workers-use-nsight disable-custom-all-reduce worker-cls worker-extension-cls block-size gpu-memory-utilization
  kv-cache-memory-bytes swap-space kv-cache-dtype num-gpu-blocks-override enable-prefix-caching no-enable-prefix-caching
  prefix-caching-hash-algo cpu-offload-gb kv-offloading-size kv-offloading-backend calculate-kv-scales
  kv-sharing-fast-prefill mamba-cache-dtype mamba-ssm-cache-dtype limit-mm-per-prompt media-io-kwargs
  mm-processor-kwargs mm-processor-cache-gb disable-mm-preprocessor-cache mm-encoder-tp-mode interleave-mm-strings
  skip-mm-profiling enable-lora enable-lora-bias max-loras max-lora-rank lora-extra-vocab-size lora-dtype max-cpu-loras
  fully-sharded-loras lora-modules default-mm-loras speculative-config speculative-model num-speculative-tokens
  max-num-batched-tokens max-num-seqs max-num-partial-prefills max-long-partial-prefills long-prefill-token-threshold
  num-lookahead-slots scheduling-policy enable-chunked-prefill no-enable-chunked-prefill scheduler-cls
  disable-hybrid-kv-cache-manager no-disable-hybrid-kv-cache-manager async-scheduling no-async-scheduling
  stream-interval compilation-config cudagraph-capture-sizes max-cudagraph-capture-size cuda-graph-sizes
  attention-backend attention-config kernel-config optimization-level performance-mode kv-transfer-config
  kv-events-config ec-transfer-config additional-config profiler-config device nnodes node-rank master-addr master-port
  disable-log-stats disable-log-requests enable-log-requests no-enable-log-requests max-log-len host port uds
  uvicorn-log-level allow-credentials allowed-origins allowed-methods allowed-headers api-key lora-modules
  chat-template chat-template-content-format trust-request-chat-template response-role ssl-keyfile ssl-certfile
  ssl-ca-certs root-path middleware return-tokens-as-token-ids enable-auto-tool-choice tool-call-parser
  tool-parser-plugin tool-server enable-prompt-tokens-details enable-server-load-tracking enable-force-include-usage
  enable-tokenizer-info-endpoint enable-log-outputs h11-max-incomplete-event-size default-chat-template-kwargs
  exclude-tools-when-tool-choice-none headless api-server-count disable-uvicorn-access-log disable-frontend-multiprocessing
  collect-detailed-traces otlp-traces-endpoint show-hidden-metrics-for-version use-v2-block-manager vllm-release
`);

/** Server arguments of SGLang without their dashes (`python/sglang/srt/server_args.py`). */
export const SGLANG_KEYS: ReadonlySet<string> = words(`
  model-path model tokenizer-path tokenizer-mode tokenizer-worker-num skip-tokenizer-init load-format
  model-loader-extra-config trust-remote-code context-length is-embedding enable-multimodal revision model-impl host port
  grpc-mode skip-server-warmup warmups nccl-port dtype quantization quantization-param-path kv-cache-dtype
  enable-fp32-lm-head modelopt-quant mem-fraction-static max-running-requests max-queued-requests max-total-tokens
  chunked-prefill-size max-prefill-tokens schedule-policy enable-priority-scheduling schedule-conservativeness page-size
  hybrid-kvcache-ratio swa-full-tokens-ratio disable-hybrid-swa-memory radix-eviction-policy device tp tp-size
  tensor-parallel-size pp pp-size pipeline-parallel-size pp-max-micro-batch-size stream-interval stream-output
  random-seed constrained-json-whitespace-pattern watchdog-timeout dist-timeout download-dir base-gpu-id gpu-id-step
  sleep-on-idle log-level log-level-http log-requests log-requests-level crash-dump-folder show-time-cost enable-metrics
  enable-metrics-for-all-schedulers bucket-time-to-first-token collect-tokens-histogram decode-log-interval
  enable-request-time-stats-logging kv-events-config enable-trace api-key served-model-name weight-version chat-template
  completion-template file-storage-path enable-cache-report reasoning-parser tool-call-parser tool-server
  sampling-defaults dp dp-size data-parallel-size load-balance-method prefill-round-robin-balance dist-init-addr nnodes
  node-rank json-model-override-args preferred-sampling-params enable-lora max-lora-rank lora-target-modules lora-paths
  max-loaded-loras max-loras-per-batch lora-backend attention-backend prefill-attention-backend decode-attention-backend
  sampling-backend grammar-backend mm-attention-backend nsa-prefill nsa-decode speculative-algorithm
  speculative-draft-model-path speculative-num-steps speculative-eagle-topk speculative-num-draft-tokens
  speculative-token-map ep ep-size expert-parallel-size moe-a2a-backend moe-runner-backend flashinfer-mxfp4-moe-precision
  deepep-mode ep-num-redundant-experts ep-dispatch-algorithm init-expert-location enable-eplb eplb-algorithm
  enable-hierarchical-cache hicache-ratio hicache-size hicache-write-policy hicache-storage-backend enable-lmcache
  cpu-offload-gb offload-group-size disable-radix-cache cuda-graph-max-bs cuda-graph-bs disable-cuda-graph
  disable-cuda-graph-padding enable-profile-cuda-graph enable-cudagraph-gc enable-nccl-nvls enable-symm-mem
  disable-flashinfer-cutlass-moe-fp4-allgather disable-outlines-disk-cache disable-custom-all-reduce enable-mscclpp
  enable-torch-symm-mem disable-overlap-schedule enable-mixed-chunk enable-dp-attention enable-dp-lm-head
  enable-two-batch-overlap tbo-token-distribution-threshold enable-torch-compile torch-compile-max-bs torchao-config
  enable-nan-detection enable-p2p-check triton-attention-num-kv-splits num-continuous-decode-steps
  delete-ckpt-after-loading enable-memory-saver allow-auto-truncate scheduler-recv-interval disable-chunked-prefix-cache
  disable-fast-image-processor enable-return-hidden-states moe-dense-tp-size disaggregation-mode
  disaggregation-transfer-backend disaggregation-bootstrap-port disaggregation-decode-tp disaggregation-decode-dp
  disaggregation-prefill-pp disaggregation-ib-device num-reserved-decode-tokens enable-flashinfer-allreduce-fusion
  enable-weights-cpu-backup enable-deterministic-inference
`);

/** Keys of training, evaluation and benchmarks, which repeat flags of engines beside their own. */
export const TRAINING_KEYS: ReadonlySet<string> = words(`
  learning-rate lr num-train-epochs num-epochs epochs per-device-train-batch-size gradient-accumulation-steps optimizer
  optim lr-scheduler-type warmup-ratio warmup-steps weight-decay dataset datasets dataset-name dataset-path
  train-dataset eval-dataset train-batch-size output-dir tasks num-fewshot model-args lora-alpha lora-r lora-target
  finetuning-type rollout actor critic reward-model ppo grpo max-steps save-steps logging-steps eval-steps wandb-project
  num-prompts request-rate max-concurrency benchmark apiversion kind services applications
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
