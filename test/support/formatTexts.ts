/* Configs in the style of real ones, for tests of formats. */

/** A Deployment with vLLM on GKE: flags joined by `=`, the model in a variable, comments, a Service. */
export const vllm = String.raw`# Chat model of the support team.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: chat # shown in dashboards
  namespace: ml-prod
  labels:
    team: support
spec:
  replicas: 2 # one per zone
  selector:
    matchLabels:
      app: chat
  template:
    metadata:
      labels:
        app: chat
    spec:
      nodeSelector:
        cloud.google.com/gke-accelerator: nvidia-l4
      containers:
        - name: server
          image: vllm/vllm-openai:v0.10.2
          args:
            - --model=$(MODEL)
            - --max-model-len=8192 # longest ticket
            - "--gpu-memory-utilization=0.9"
            - --enforce-eager
          env:
            - name: MODEL
              value: meta-llama/Llama-3.1-8B-Instruct
          ports:
            - containerPort: 8000
          resources:
            requests:
              cpu: "4"
              memory: 24Gi
              nvidia.com/gpu: 1 # must equal the limit
            limits:
              nvidia.com/gpu: 1
---
apiVersion: v1
kind: Service
metadata:
  name: chat
spec:
  selector:
    app: chat
  ports:
    - port: 80
      targetPort: 8000
`;

/** A StatefulSet that starts SGLang from a shell script. */
export const script = String.raw`apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: coder
spec:
  serviceName: coder
  replicas: 1
  selector: { matchLabels: { app: coder } }
  template:
    metadata: { labels: { app: coder } }
    spec:
      containers:
      - name: main
        image: lmsysorg/sglang:v0.5.2-cu126
        command: ["/bin/bash", "-c"]
        args:
        - |
          set -e
          echo "starting sglang.launch_server"
          python3 -m sglang.launch_server \
            --model-path "$MODEL_PATH" \
            --tp 2 \
            --context-length 16384   # enough for a repository
        env:
        - name: MODEL_PATH
          value: Qwen/Qwen2.5-Coder-32B-Instruct
        resources:
          limits:
            nvidia.com/gpu: "2"
        readinessProbe:
          httpGet: { path: /health, port: 30000 }
`;

/** A Deployment with Text Generation Inference, set by variables, in flow style here and there. */
export const tgi = String.raw`apiVersion: apps/v1
kind: Deployment
metadata:
  name: summaries
spec:
  replicas: 2
  selector:
    matchLabels: {app: summaries}
  template:
    metadata:
      labels: {app: summaries}
    spec:
      # spot is fine for this one
      tolerations:
      - key: nvidia.com/gpu
        operator: Exists
        effect: NoSchedule
      containers:
      - name: tgi
        image: ghcr.io/huggingface/text-generation-inference:3.3.4
        env:
        - name: MODEL_ID
          value: mistralai/Mistral-7B-Instruct-v0.3
        - name: NUM_SHARD
          value: '2'
        - {name: MAX_TOTAL_TOKENS, value: "8192"}
        resources:
          limits: {nvidia.com/gpu: 2, memory: 48Gi}
          requests: {nvidia.com/gpu: 2, memory: 48Gi}
`;

/** An InferenceService with a built-in runtime and Knative scaling. */
export const kserve = String.raw`apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: mistral
  annotations:
    serving.kserve.io/deploymentMode: Serverless
spec:
  predictor:
    minReplicas: 1
    maxReplicas: 4
    scaleMetric: concurrency
    scaleTarget: 8
    nodeSelector:
      node.kubernetes.io/instance-type: g6.xlarge
    model:
      modelFormat:
        name: huggingface
      args:
        - --max_model_len=8192
      storageUri: hf://mistralai/Mistral-7B-Instruct-v0.3
      resources:
        limits:
          cpu: "3"
          memory: 12Gi
          nvidia.com/gpu: "1"
`;
