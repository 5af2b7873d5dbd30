import type { Span } from '../../src/core/text/span.ts';

export const llamaUri = 'file:///repo/serving/llama.yaml';
export const kserveUri = 'file:///repo/serving/kserve.yaml';

/** A 70B on two named accelerators, and a reranker on CPU. */
export const llamaText = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llama-70b
  labels:
    team: search
spec:
  replicas: 2
  template:
    spec:
      nodeSelector:
        node.kubernetes.io/instance-type: p4de.24xlarge
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.9.1
          args:
            - --model=meta-llama/Llama-3.1-70B-Instruct
            - --tensor-parallel-size=2
            - --max-model-len=32768
            - --max-num-seqs=256
          resources:
            limits:
              nvidia.com/gpu: 2
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: reranker
spec:
  replicas: 1
  template:
    spec:
      nodeSelector:
        node.kubernetes.io/instance-type: c7i.2xlarge
      containers:
        - name: tei
          image: ghcr.io/huggingface/text-embeddings-inference:cpu-1.7
          resources:
            requests:
              cpu: "8"
              memory: 12Gi
`;

/** A service that does not say which accelerator it wants, and one that cannot start. */
export const kserveText = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: chat-8b
spec:
  predictor:
    minReplicas: 1
    maxReplicas: 3
    model:
      modelFormat:
        name: huggingface
      args:
        - --model_id=meta-llama/Llama-3.1-8B-Instruct
      resources:
        limits:
          nvidia.com/gpu: "1"
---
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: chat-70b
spec:
  predictor:
    nodeSelector:
      node.kubernetes.io/instance-type: g6.xlarge
    model:
      modelFormat:
        name: huggingface
      args:
        - --model_id=meta-llama/Llama-3.1-70B-Instruct
      resources:
        limits:
          nvidia.com/gpu: 1
`;

/** The place of `wanted` within the first occurrence of `line` after `after`; throws when the text has none. */
export function place(text: string, line: string, wanted = line, after = ''): Span {
  const from = text.indexOf(after);
  const at = text.indexOf(line, from);
  const inside = line.indexOf(wanted);
  if (from < 0 || at < 0 || inside < 0) throw new Error(`no ${wanted} in ${line} after ${after}`);
  return { start: at + inside, end: at + inside + wanted.length };
}
