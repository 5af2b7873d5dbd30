/** YAML in the many ways people write it, for property tests that mutate and edit it. */
export const yamlTexts: readonly string[] = [
  `# A deployment as most people write it
apiVersion: apps/v1
kind: Deployment
metadata:
  name: llama   # the name
  labels: {app: llama, "tier": 'gpu'}
spec:
  replicas: 2
  template:
    spec:
      nodeSelector:
        cloud.google.com/gke-accelerator: nvidia-l4
      containers:
        - name: server
          image: "vllm/vllm-openai:v0.9.1"
          # flags
          args:
            - --model=meta-llama/Llama-3.1-8B-Instruct
            - "--max-model-len"
            - "8192"     # tokens
            - --tensor-parallel-size 1
          resources:
            limits:
              nvidia.com/gpu: 1
              memory: 24Gi
          env: []
          volumeMounts:
      tolerations: # none yet
---
apiVersion: v1
kind: Service
spec: {}
`,
  `command: ["/bin/sh", "-c"]
args:
- |
  set -e
  export LEN=4096
  exec vllm serve org/model \\
    --max-model-len $LEN \\
    --gpu-memory-utilization 0.9 # most of it
- >-
  folded text
  on two lines

  and a paragraph
keep: |+
  last

`,
  `x-base: &base
    gpu: 4
    kind: l4
one:
    <<: *base
    kind: t4
two: *base
three: &list [a, 'b', "c\\td"]
four: *list
`,
  `{
  "a": {"b": [1, 2.5, true, null, "x\\"y"]},
  "c": [],
  "d": {}
}
`,
  `spec:
  {{- if .Values.autoscaling }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  image: "{{ .Values.image }}:{{ .Values.tag | default "latest" }}"
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  args: ["--tp", "\${TP:-1}", '$(MODEL)']
`,
  `- - nested
  - lists
-
  after: dash
- ? complex
  : key
- !Ref Tagged
- plain text
  on two lines
- ~
`,
];
