import type { SourceDocument } from '../../src/core/model/document.ts';

const container = (image: string, argument: string, limits: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: server
spec:
  replicas: 2
  template:
    spec:
      nodeSelector:
        node.kubernetes.io/instance-type: ${limits.includes('gpu') ? 'g6.xlarge' : 'm7i.2xlarge'}
      containers:
        - name: server
          image: ${image}
          args: ["${argument}"]
          resources:
            limits: { ${limits} }
`;

const vllm = 'vllm/vllm-openai:v0.9.1';
const gpu = 'nvidia.com/gpu: 1';

/** One deployment for each thing that requests are counted in, on an accelerator or on the CPU. */
export const kindsOfWork = {
  chat: container(vllm, '--model=Qwen/Qwen2.5-7B-Instruct', gpu),
  images: container(vllm, '--model=stabilityai/stable-diffusion-xl-base-1.0', gpu),
  speech: container(vllm, '--model=openai/whisper-large-v3', gpu),
  vision: container(vllm, '--model=microsoft/resnet-50', gpu),
  vectors: container(
    'ghcr.io/huggingface/text-embeddings-inference:1.7',
    '--model-id=BAAI/bge-large-en-v1.5',
    gpu,
  ),
  unnamed: container(vllm, '--model=Qwen/Qwen2.5-7B-Instruct', gpu).replace(
    /\n *node.*\n.*g6.*/,
    '',
  ),
  classical: `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: server
spec:
  predictor:
    minReplicas: 1
    maxReplicas: 3
    model:
      modelFormat: { name: sklearn }
      storageUri: gs://models/fraud
`,
} as const;

export function workDocument(kind: keyof typeof kindsOfWork): SourceDocument {
  return { uri: `file:///repo/${kind}.yaml`, version: 1, text: kindsOfWork[kind] };
}
