/** Two replicas of an 8B model on one named accelerator each: can lose one, so spot capacity is proposed. */
export const llama8bText = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: chat # the public chat
spec:
  replicas: 2
  selector:
    matchLabels: { app: chat }
  template:
    metadata:
      labels: { app: chat }
    spec:
      nodeSelector:
        karpenter.k8s.aws/instance-gpu-name: a10g
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.9.1
          args: ["--model", "meta-llama/Llama-3.1-8B-Instruct", "--max-model-len", "8192"]
          resources:
            limits:
              nvidia.com/gpu: 1
`;
