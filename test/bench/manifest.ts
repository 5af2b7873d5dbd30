import type { SourceDocument } from '../../src/core/model/document.ts';

/** One model server as a team writes it: a Deployment, a Service and an autoscaler, about 85 lines. */
function modelServer(index: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llama-${index}
  namespace: inference
  labels:
    app: llama-${index}
    team: search
spec:
  replicas: 2
  selector:
    matchLabels:
      app: llama-${index}
  template:
    metadata:
      labels:
        app: llama-${index}
    spec:
      nodeSelector:
        cloud.google.com/gke-accelerator: nvidia-l4
      tolerations:
        - key: nvidia.com/gpu
          operator: Exists
          effect: NoSchedule
      containers:
        - name: server
          image: vllm/vllm-openai:v0.9.1
          args:
            - --model=meta-llama/Llama-3.1-8B-Instruct
            - --max-model-len=8192
            - --gpu-memory-utilization=0.9
            - --max-num-seqs=64
          env:
            - name: HF_TOKEN
              valueFrom:
                secretKeyRef:
                  name: hf-token
                  key: token
          ports:
            - containerPort: 8000
              name: http
          readinessProbe:
            httpGet:
              path: /health
              port: 8000
            initialDelaySeconds: 60
          resources:
            requests:
              cpu: "4"
              memory: 24Gi
              nvidia.com/gpu: 1
            limits:
              memory: 24Gi
              nvidia.com/gpu: 1
          volumeMounts:
            - name: shm
              mountPath: /dev/shm
      volumes:
        - name: shm
          emptyDir:
            medium: Memory
            sizeLimit: 4Gi
---
apiVersion: v1
kind: Service
metadata:
  name: llama-${index}
spec:
  selector:
    app: llama-${index}
  ports:
    - port: 80
      targetPort: 8000
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: llama-${index}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: llama-${index}
  minReplicas: 1
  maxReplicas: 4
`;
}

/** A file of `count` model servers; twelve are a good thousand lines. */
export function manifest(count: number): string {
  return Array.from({ length: count }, (_, index) => modelServer(index)).join('---\n');
}

const flag = '--max-num-seqs=';

/**
 * The same file after a number was changed in its middle; every `stroke` gives another text, and moves what follows by a
 * character or back.
 */
export function withKeystroke(text: string, stroke: number): string {
  const middle = text.indexOf(flag, text.length / 2);
  const place = (middle < 0 ? text.indexOf(flag) : middle) + flag.length;
  return (
    text.slice(0, place) +
    (stroke % 2 === 0 ? '' : '0') +
    String(100 + stroke) +
    text.slice(place + 2)
  );
}

/** A text as the file that is open. */
export function benchSource(text: string, version = 1): SourceDocument {
  return { uri: 'file:///bench/servers.yaml', version, text };
}
