import { describe, expect, it } from 'vitest';
import { changeOf, named, summaries } from '../../../support/deployments.ts';
import { writtenAs } from '../../../support/reading.ts';

const ollama = {
  'main.tf': `variable "gpus" {
  default = 2
}
resource "helm_release" "ollama" {
  name       = "chat"
  namespace  = "models"
  repository = "https://otwld.github.io/ollama-helm/"
  chart      = "ollama"
  values = [
    <<-EOT
    ollama:
      gpu:
        enabled: true
        type: nvidia
        number: 1
      models:
        pull: [llama3.1:8b]
    replicaCount: 1
    EOT
    ,
    yamlencode({ nodeSelector = { "cloud.google.com/gke-accelerator" = "nvidia-l4" } }),
  ]
  set {
    name  = "replicaCount"
    value = "3"
  }
  set {
    name  = "ollama.gpu.number"
    value = var.gpus
  }
}
`,
};

describe('a Helm release in Terraform', () => {
  it('gives its chart what its texts, maps and settings say, the settings last', () => {
    expect(summaries(ollama)).toEqual(['chat/ollama | ollama | llama3.1:8b | 2 × L4 | 3–3']);
    const { deployment } = named(ollama, 'chat/ollama');
    expect(deployment.namespace).toBe('models');
    expect(writtenAs(ollama, deployment.replicas.min)).toBe('"3"');
    expect(changeOf(ollama, 'chat/ollama', { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      'The values of a release are not changed in Terraform.',
    ]);
  });

  it('takes keys with dots, and sets with a list of objects', () => {
    const text = {
      'main.tf': `resource "helm_release" "vllm" {
  name  = "vllm"
  chart = "./chart"
  set = [
    { name = "image.repository", value = "vllm/vllm-openai" },
    { name = "model", value = "Qwen/Qwen2.5-7B-Instruct" },
    { name = "resources.limits.nvidia\\\\.com/gpu", value = 2 },
  ]
}
`,
    };
    expect(summaries(text)).toEqual([
      'vllm | vllm | Qwen/Qwen2.5-7B-Instruct | 2 × nvidia.com/gpu | 1–1',
    ]);
  });

  it('whose values come from a file is priced by that file', () => {
    for (const call of ['file("values.yaml")', '"${file("values.yaml")}"']) {
      const file = ollama['main.tf'].replace('values = [', `values = [${call},`);
      expect(summaries({ 'main.tf': file })).toEqual([]);
    }
  });
});
