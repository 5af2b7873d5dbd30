import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../src/core/model/change.ts';
import { changeOf, named, summaries } from '../../../support/deployments.ts';
import { reading, writtenAs, type Texts } from '../../../support/reading.ts';

const variables = `variable "model" {
  default = "Qwen/Qwen2.5-7B-Instruct"
}
variable "replicas" {
  default = 2
}
`;

const blocks = `resource "kubernetes_deployment_v1" "llm" {
  metadata {
    name      = "llm"
    namespace = "serving"
    labels    = { team = "search" }
  }
  spec {
    replicas = 2
    selector {
      match_labels = { app = "llm" }
    }
    template {
      metadata {
        labels = { app = "llm" }
      }
      spec {
        node_selector = {
          "cloud.google.com/gke-accelerator" = "nvidia-l4"
        }
        container {
          name  = "server"
          image = "vllm/vllm-openai:v0.9.1"
          args  = ["--model", var.model, "--max-model-len=8192"]
          env {
            name  = "HF_HOME"
            value = "/models"
          }
          resources {
            limits = {
              "nvidia.com/gpu" = 1
              memory           = "24Gi"
            }
          }
          port {
            container_port = 8000
          }
        }
      }
    }
  }
}
`;

const scaler = `resource "kubernetes_horizontal_pod_autoscaler_v2" "llm" {
  metadata {
    name = "llm"
  }
  spec {
    min_replicas = 1
    max_replicas = 6
    scale_target_ref {
      kind = "Deployment"
      name = kubernetes_deployment_v1.llm.metadata[0].name
    }
  }
}
`;

const deployment: Texts = { 'main.tf': blocks, 'variables.tf': variables };

const setLength = (value: number): Change => ({
  kind: 'set-engine-setting',
  setting: 'maxModelLength',
  value,
});

describe('a Kubernetes deployment in blocks of Terraform', () => {
  it('is read like its manifest, with every value placed where it is written', () => {
    expect(summaries(deployment)).toEqual(['llm | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × L4 | 2–2']);
    const read = named(deployment, 'llm').deployment;
    expect(read.namespace).toBe('serving');
    expect(read.team?.value).toBe('search');
    expect(read.memoryGiB?.value).toBe(24);
    expect(writtenAs(deployment, read.replicas.min)).toBe('2');
    expect(writtenAs(deployment, read.accelerator?.product)).toBe('"nvidia-l4"');
    expect(read.uris).toContain('file:///repository/variables.tf');
  });

  it('is changed where a value or a list is written, and nowhere else', () => {
    expect(changeOf(deployment, 'llm', setLength(4096))).toEqual([
      '-args  = ["--model", var.model, "--max-model-len=8192"]',
      '+args  = ["--model", var.model, "--max-model-len=4096"]',
    ]);
    expect(
      changeOf(deployment, 'llm', {
        kind: 'set-engine-setting',
        setting: 'quantization',
        value: 'fp8',
      }),
    ).toEqual([
      '-args  = ["--model", var.model, "--max-model-len=8192"]',
      '+args  = ["--model", var.model, "--max-model-len=8192", "--quantization", "fp8"]',
    ]);
    expect(changeOf(deployment, 'llm', { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      '-replicas = 2',
      '+replicas = 1',
    ]);
    expect(changeOf(deployment, 'llm', { kind: 'use-spot', provider: 'gcp' })).toEqual([
      '+"cloud.google.com/gke-spot"        = "true"',
    ]);
    expect(changeOf(deployment, 'llm', { kind: 'set-model', id: 'Qwen/Qwen3-8B' })).toEqual([
      'It is not written as a value of its own in this resource.',
    ]);
  });

  it('is scaled by the autoscaler that refers to it', () => {
    const scaled = { ...deployment, 'main.tf': blocks + scaler };
    const { replicas } = named(scaled, 'llm').deployment;
    expect([replicas.min.value, replicas.max?.value]).toEqual([1, 6]);
    expect(changeOf(scaled, 'llm', { kind: 'set-replicas', max: 3 })).toEqual([
      'It is not written as a value of its own in this resource.',
    ]);
  });

  it('takes replicas from a variable, and changes its default', () => {
    const varied = { ...deployment, 'main.tf': blocks.replace('= 2\n', '= var.replicas\n') };
    const read = named(varied, 'llm');
    expect(read.deployment.replicas.min.value).toBe(2);
    const proposal = read.propose([{ kind: 'set-replicas', min: 1, max: 1 }]);
    expect('edits' in proposal && proposal.edits.map(({ uri }) => uri)).toEqual([
      'file:///repository/variables.tf',
    ]);
  });
});

describe('a manifest in Terraform', () => {
  const service: Texts = {
    'main.tf': `resource "kubernetes_manifest" "llama" {
  manifest = {
    apiVersion = "serving.kserve.io/v1beta1"
    kind       = "InferenceService"
    metadata   = { name = "llama", namespace = "serving" }
    spec = {
      predictor = {
        minReplicas = 1
        maxReplicas = 3
        model = {
          modelFormat = { name = "huggingface" }
          args        = ["--model_id=meta-llama/Llama-3.1-8B-Instruct"]
          resources   = { limits = { "nvidia.com/gpu" = "1" } }
        }
      }
    }
  }
}
`,
  };

  it('is read by the format of its kind', () => {
    const read = named(service, 'llama').deployment;
    expect(read.format).toBe('kserve');
    expect(read.model.id?.value).toBe('meta-llama/Llama-3.1-8B-Instruct');
    expect([read.replicas.min.value, read.replicas.max?.value]).toEqual([1, 3]);
    expect(changeOf(service, 'llama', { kind: 'set-replicas', min: 0 })).toEqual([
      '-minReplicas = 1',
      '+minReplicas = 0',
    ]);
    expect(changeOf(service, 'llama', { kind: 'use-spot', provider: 'gcp' })).toEqual([
      'Only single values are written into this syntax.',
    ]);
  });

  it('may be text, of which values are changed and lines are not added', () => {
    const text: Texts = {
      'main.tf': `resource "kubectl_manifest" "llm" {
  yaml_body = <<-YAML
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: llm
    spec:
      replicas: 2
      template:
        spec:
          containers:
            - name: server
              image: vllm/vllm-openai:v0.9.1
              args:
                - --model=Qwen/Qwen2.5-7B-Instruct
                - --max-model-len=8192
              resources:
                limits:
                  nvidia.com/gpu: 1
  YAML
}
`,
    };
    expect(summaries(text)).toEqual([
      'llm | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × nvidia.com/gpu | 2–2',
    ]);
    expect(changeOf(text, 'llm', { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      '-replicas: 2',
      '+replicas: 1',
    ]);
    expect(changeOf(text, 'llm', setLength(4096))).toEqual([
      '-- --max-model-len=8192',
      '+- "--max-model-len=4096"',
    ]);
    expect(
      changeOf(text, 'llm', { kind: 'set-engine-setting', setting: 'quantization', value: 'fp8' }),
    ).toEqual(['Lists of this syntax are not changed.']);
  });

  it('that serves nothing is none of our business', () => {
    const text = `resource "kubernetes_manifest" "web" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    metadata   = { name = "web" }
    spec       = { template = { spec = { containers = [{ name = "web", image = "nginx" }] } } }
  }
}
`;
    const { deployments, skipped } = reading({ 'main.tf': text });
    expect([...deployments, ...skipped]).toEqual([]);
  });
});

describe('a Kubernetes deployment in a plan', () => {
  it('is read from lists of blocks, and not changed', () => {
    const container = {
      name: 'server',
      image: 'vllm/vllm-openai:v0.9.1',
      args: ['--model=Qwen/Qwen2.5-7B-Instruct'],
      env: [],
      resources: [{ limits: { 'nvidia.com/gpu': '1' }, requests: null }],
    };
    const values = {
      metadata: [{ name: 'llm', namespace: null }],
      spec: [{ replicas: '3', template: [{ spec: [{ container: [container] }] }] }],
    };
    const plan = {
      format_version: '1.2',
      terraform_version: '1.9.0',
      planned_values: {
        root_module: {
          resources: [
            {
              address: 'kubernetes_deployment.llm',
              mode: 'managed',
              type: 'kubernetes_deployment',
              name: 'llm',
              values,
            },
          ],
        },
      },
    };
    const texts = { 'plan.json': JSON.stringify(plan, null, 2) };
    expect(summaries(texts)).toEqual([
      'llm | vllm | Qwen/Qwen2.5-7B-Instruct | 1 × nvidia.com/gpu | 3–3',
    ]);
    expect(changeOf(texts, 'llm', { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      'This is the output of Terraform, not a file to edit.',
    ]);
  });
});
