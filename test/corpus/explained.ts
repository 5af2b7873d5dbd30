/** Places where the machine-made index is wrong or sees something else, each looked at. */
export const explained: readonly { readonly part: string; readonly why: string }[] = [
  {
    part: 'components__gke__resources__tpu__v6e-1x1__v6e-1x1.yaml Deployment/*: not read',
    why: 'A Kustomize patch for any Deployment: no image, no port, nothing to price on its own.',
  },
  {
    part: 'docker__k8s-sglang-distributed-sts.yaml StatefulSet/distributed-sglang: replicas 1',
    why: 'Two pods with --nnodes 2 and --tp 16 are one replica of sixteen GPUs, not two replicas of eight.',
  },
  {
    part: 'docker__k8s-sglang-distributed-sts.yaml StatefulSet/distributed-sglang: nvidia.com/gpu × 16',
    why: 'The same: accelerators are counted for the replica, over both of its pods.',
  },
  {
    part: 'gen_ai_perf.yaml Pod/gen-ai-perf: not read',
    why: 'A load generator in the SDK image of Triton; it serves nothing.',
  },
  {
    part: 'perf-analyzer-script__triton_client.yaml Pod/nv-triton-client: not read',
    why: 'A client in the SDK image of Triton; it serves nothing.',
  },
  {
    part: 'speculative_decoding_trn2_vllm__qwen-sd-vllm-deploy.yaml Deployment/qwen-sd-vllm',
    why: 'One claim for a whole machine; its template is elsewhere, so the 32 ranks of the engine are counted and noted.',
  },
  {
    part: 'alibi-detect__cifar10__cifar10od.yaml KnService/vae-outlier',
    why: 'An outlier detector; the index takes the name of its endpoint for a model.',
  },
  {
    part: 'accelerators__tensorflow-gpu.yaml InferenceService/tensorflow-gpu.predictor: T4, not null',
    why: 'An annotation of KServe names the accelerator, which the index does not look at.',
  },
  {
    part: 'lukemarsden__helix-test/inferenceservice.yaml InferenceService/XXXX.predictor: not read',
    why: 'The name is masked in the corpus, and shortened in the index.',
  },
];
