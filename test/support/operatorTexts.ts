/* Configs of operators and charts in the style of real ones, one deployment each. */

export const kubeai = `# Assistant of the shop
apiVersion: kubeai.org/v1
kind: Model
metadata:
  name: chat
spec:
  features: [TextGeneration]
  url: hf://Qwen/Qwen2.5-7B-Instruct
  engine: VLLM
  args:
    - --max-model-len=8192 # longest basket
  env:
    VLLM_USE_V1: "1"
  resourceProfile: nvidia-gpu-l4:1 # one is enough
  minReplicas: 1
`;

export const nim = `apiVersion: apps.nvidia.com/v1alpha1
kind: NIMService
metadata:
  name: llama
spec:
  image:
    repository: nvcr.io/nim/meta/llama-3.1-8b-instruct
    tag: "1.8.6" # tested
  replicas: 2
  resources:
    limits:
      nvidia.com/gpu: 1
`;

export const rayWorkers = `apiVersion: ray.io/v1
kind: RayService
metadata: { name: chat }
spec:
  # The application of the shop
  serveConfigV2: |
    applications:
      - name: llm
        import_path: ray.serve.llm:build_openai_app
        args:
          llm_configs:
            - model_loading_config:
                model_id: qwen
                model_source: Qwen/Qwen2.5-7B-Instruct
              engine_kwargs:
                max_model_len: 8192 # longest basket
  rayClusterConfig:
    workerGroupSpecs:
      - groupName: gpus
        replicas: 2 # day
        template:
          spec:
            containers:
              - name: worker
                image: rayproject/ray-llm:2.46.0
                resources: { limits: { nvidia.com/gpu: 1 } }
`;

export const productionStack = `servingEngineSpec:
  modelSpec:
    - name: "llama3"
      repository: "vllm/vllm-openai"
      tag: "v0.10.2"
      modelURL: "meta-llama/Llama-3.1-8B-Instruct"
      replicaCount: 2 # busy hours
      requestCPU: 6
      requestMemory: "16Gi"
      requestGPU: 1
      vllmConfig:
        maxModelLen: 8192
        extraArgs:
          - "--enforce-eager" # slow, but small
`;

export const llmD = `modelArtifacts:
  name: Qwen/Qwen3-32B # see registry
  uri: "hf://Qwen/Qwen3-32B"
decode:
  replicas: 2
  parallelism:
    tensor: 4
  containers:
    - name: vllm
      image: ghcr.io/llm-d/llm-d-cuda:v0.3.0
      modelCommand: vllmServe
      args:
        - "--enforce-eager"
prefill:
  create: false
`;

export const leaderWorkerSet = `apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata:
  name: large
spec:
  replicas: 2 # one per zone
  leaderWorkerTemplate:
    size: 2
    leaderTemplate:
      spec:
        containers:
          - name: leader
            image: lmsysorg/sglang:v0.5.2
            command: [python3, -m, sglang.launch_server]
            args:
              - --model-path
              - Qwen/Qwen2.5-72B-Instruct
              - --tp
              - "16" # both pods
            resources: { limits: { nvidia.com/gpu: 8 } }
    workerTemplate:
      spec:
        containers:
          - name: worker
            image: lmsysorg/sglang:v0.5.2
            command: [python3, -m, sglang.launch_server]
            args:
              - --model-path
              - Qwen/Qwen2.5-72B-Instruct
              - --tp
              - "16" # both pods
            resources: { limits: { nvidia.com/gpu: 8 } }
`;

export const llmService = `apiVersion: serving.kserve.io/v1alpha2
kind: LLMInferenceService
metadata:
  name: chat
spec:
  model:
    uri: hf://Qwen/Qwen2.5-7B-Instruct
  replicas: 3
  template:
    containers:
      - name: main
        env:
          - name: VLLM_ADDITIONAL_ARGS # appended to the command
            value: "--max-model-len 8192 --enforce-eager"
        resources:
          limits: { nvidia.com/gpu: "2" }
`;
