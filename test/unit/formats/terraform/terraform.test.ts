import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../src/core/model/change.ts';
import type { Deployment } from '../../../../src/core/model/deployment.ts';
import { applyEdits } from '../../../../src/core/text/applyEdits.ts';
import { reading, vllmDeployment, type Texts } from '../../../support/reading.ts';
import { endpoint, variables } from '../../../support/terraformTexts.ts';

const files: Texts = {
  'main.tf': endpoint,
  'variables.tf': variables,
  'terraform.tfvars': 'environment = "prod"\n',
};

function all(texts: Texts): readonly Deployment[] {
  return reading(texts).deployments.map(({ deployment }) => deployment);
}

function only(texts: Texts): Deployment {
  const [deployment, ...others] = all(texts);
  if (!deployment || others.length > 0) throw new Error(`${others.length + 1} deployments`);
  return deployment;
}

/** The texts that a change of the first deployment leaves; the reason where it is refused. */
function after(texts: Texts, change: Change): Texts | string {
  const [read] = reading(texts).deployments;
  const proposal = read?.propose([change]) ?? { refused: 'nothing is read' };
  if ('refused' in proposal) return proposal.refused;
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => {
      const edit = proposal.edits.find(({ uri }) => uri.endsWith(`/${path}`));
      return [path, edit ? applyEdits(text, edit.edits) : text];
    }),
  );
}

describe('SageMaker in Terraform', () => {
  it('is read through variables, locals and .tfvars', () => {
    const deployment = only(files);
    expect(deployment.placement.instanceType?.value).toBe('ml.g5.12xlarge');
    expect(deployment.accelerator?.product?.value).toBe('A10G');
    expect(deployment.accelerator?.count.value).toBe(4);
    expect(deployment.replicas.min.value).toBe(2);
    expect(deployment.placement.region?.value).toBe('us-west-2');
    expect(deployment.engine?.value).toBe('vllm');
    expect(deployment.model.id?.value).toBe('meta-llama/Llama-3.1-8B-Instruct');
    expect(deployment.settings.maxModelLength?.value).toBe(8192);
    expect(deployment.settings.tensorParallel?.value).toBe(4);
    expect(deployment.notes).toEqual([]);
    expect(deployment.uris).toHaveLength(3);
  });

  it('says what is not known, and why', () => {
    const deployment = only({ 'main.tf': endpoint });
    expect(deployment.placement.instanceType).toBeNull();
    expect(deployment.notes.map(({ message }) => message)).toEqual([
      'instance_type is not known: var.instance_type is not declared in the folder.',
      'initial_instance_count is not known: local.is_production is not in the files.',
    ]);
  });

  it('scales with the target that names its endpoint', () => {
    const scaled = `${endpoint}
resource "aws_appautoscaling_target" "llm" {
  service_namespace = "sagemaker"
  resource_id       = "endpoint/\${aws_sagemaker_endpoint.llm.name}/variant/main"
  min_capacity      = 1
  max_capacity      = 4
}
`;
    const deployment = only({ ...files, 'main.tf': scaled });
    expect([deployment.replicas.min.value, deployment.replicas.max?.value]).toEqual([1, 4]);
    const changed = after({ ...files, 'main.tf': scaled }, { kind: 'set-replicas', max: 2 });
    expect(changed).toEqual({ ...files, 'main.tf': scaled.replace('= 4\n', '= 2\n') });
  });

  it('takes dynamic blocks, shadows, serverless variants and for_each apart', () => {
    const text = `resource "aws_sagemaker_endpoint_configuration" "many" {
  for_each = toset(["a", "b"])
  dynamic "production_variants" {
    for_each = [{ type = "ml.g5.xlarge", weight = 3 }, { type = "ml.g6.xlarge", weight = 1 }]
    iterator = it
    content {
      variant_name           = "\${each.key}-\${it.key}"
      instance_type          = it.value.type
      initial_variant_weight = it.value.weight
    }
  }
  shadow_production_variants {
    variant_name = "shadow"
    serverless_config {
      max_concurrency   = 5
      memory_size_in_mb = 4096
    }
  }
}
`;
    const deployments = all({ 'main.tf': text });
    expect(deployments.map(({ name }) => name)).toEqual([
      'aws_sagemaker_endpoint_configuration.many["a"]/a-0',
      'aws_sagemaker_endpoint_configuration.many["a"]/a-1',
      'aws_sagemaker_endpoint_configuration.many["b"]/b-0',
      'aws_sagemaker_endpoint_configuration.many["b"]/b-1',
      'aws_sagemaker_endpoint_configuration.many["a"]/shadow',
      'aws_sagemaker_endpoint_configuration.many["b"]/shadow',
    ]);
    expect(deployments[1]?.accelerator?.product?.value).toBe('L4');
    expect(deployments[4]?.supply.kind).toBe('serverless');
    expect(deployments[4]?.memoryGiB?.value).toBe(4);
    expect(new Set(deployments.map(({ id }) => id)).size).toBe(6);
  });

  it('is nothing where count is 0, and several where it is more', () => {
    const counted = (count: string): Texts => ({
      ...files,
      'main.tf': endpoint.replace(
        '"llm" {\n  production',
        `"llm" {\n  count = ${count}\n  production`,
      ),
    });
    expect(all(counted('var.environment == "dev" ? 1 : 0'))).toEqual([]);
    expect(only(counted('3')).replicas.min.value).toBe(6);
    expect(only(counted('length(data.aws_subnets.all.ids)')).notes[0]?.message).toContain('count');
  });

  it('is changed where the value is written, and not where it is calculated', () => {
    const fixed = { ...files, 'main.tf': endpoint.replace(/local\.is_production.*/, '2') };
    expect(after(fixed, { kind: 'set-replicas', min: 1, max: 1 })).toEqual({
      ...fixed,
      'main.tf': fixed['main.tf'].replace('count = 2', 'count = 1'),
    });
    expect(after(files, { kind: 'set-replicas', min: 1, max: 1 })).toMatch(/calculated/);
    // The degree stands in an argument of merge().
    expect(after(files, { kind: 'set-accelerator-count', count: 1 })).toBeTypeOf('string');
    const own = {
      ...files,
      'main.tf': endpoint.replace(/merge\(.*/, '{ OPTION_TENSOR_PARALLEL_DEGREE = "4" }'),
    };
    expect(after(own, { kind: 'set-accelerator-count', count: 1 })).toEqual({
      ...own,
      'main.tf': own['main.tf'].replace('"4"', '"1"'),
      'variables.tf': variables.replace('g5.12xlarge', 'g5.xlarge'),
    });
    expect(after(own, { kind: 'set-accelerator-count', count: 3 })).toMatch(/No instance/);
  });
});

describe('node pools in Terraform', () => {
  const pool = `resource "aws_eks_node_group" "gpu" {
  instance_types = ["g5.12xlarge"]
  labels         = { role = "gpu" }
  scaling_config {
    min_size = 1
    max_size = 4
  }
}
`;

  it('are nodes, priced by themselves', () => {
    const deployment = only({ 'eks.tf': pool });
    expect(deployment.supply.kind).toBe('nodes');
    expect(deployment.accelerator?.count.value).toBe(4);
    expect([deployment.replicas.min.value, deployment.replicas.max?.value]).toEqual([1, 4]);
    expect(after({ 'eks.tf': pool }, { kind: 'use-spot', provider: 'aws' })).toEqual({
      'eks.tf': pool.replace(
        '    max_size = 4\n  }\n',
        '    max_size = 4\n  }\n  capacity_type = "SPOT"\n',
      ),
    });
  });

  it('are priced with the pods that select them', () => {
    const pods = vllmDeployment('nodeSelector: { role: gpu }\n');
    const { deployments, skipped } = reading({ 'eks.tf': pool, 'chat.yaml': pods });
    expect(deployments).toEqual([]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'Its nodes are priced with what runs on them: Deployment/chat selects this pool.',
    ]);
    const deployment = only({ 'chat.yaml': pods, 'eks.tf': pool });
    expect(deployment.placement.instanceType?.value).toBe('g5.12xlarge');
    expect(deployment.accelerator?.product?.value).toBe('A10G');
  });

  it('of GKE count in every zone, those of AKS read their priority', () => {
    const gke = only({
      'gke.tf': `resource "google_container_node_pool" "l4" {
  location   = "us-central1"
  node_count = 1
  node_config {
    machine_type = "g2-standard-12"
    spot         = true
    guest_accelerator {
      type  = "nvidia-l4"
      count = 1
    }
  }
}
`,
    });
    expect(gke.replicas.min.value).toBe(3);
    expect(gke.accelerator?.product?.value).toBe('L4');
    expect(gke.placement.purchase?.value).toBe('spot');
    const aks = only({
      'aks.tf': `resource "azurerm_kubernetes_cluster_node_pool" "gpu" {
  vm_size    = "Standard_NC24ads_A100_v4"
  node_count = 2
  priority   = "Spot"
}
`,
    });
    expect(aks.placement.purchase?.value).toBe('spot');
    expect(aks.accelerator?.product?.value).toBe('A100-PCIe-80');
  });

  it('without accelerators are none of our business', () => {
    const { deployments, skipped } = reading({ 'eks.tf': pool.replace('g5.12xlarge', 'm5.large') });
    expect([...deployments, ...skipped]).toEqual([]);
  });
});

describe('other endpoints in Terraform', () => {
  it('are read: Vertex AI, Hugging Face, Azure ML, Azure OpenAI, Bedrock', () => {
    const text = `resource "google_vertex_ai_endpoint" "bare" {}
resource "google_vertex_ai_endpoint_with_model_garden_deployment" "garden" {
  publisher_model_name = "publishers/google/models/gemma3@gemma-3-1b-it"
  location             = "us-central1"
  deploy_config {
    dedicated_resources {
      machine_spec {
        machine_type      = "g2-standard-12"
        accelerator_type  = "NVIDIA_L4"
        accelerator_count = 1
      }
      min_replica_count = 1
      max_replica_count = 3
    }
  }
}
resource "huggingface_endpoint" "chat" {
  compute = {
    instance_type = "nvidia-l4"
    instance_size = "x4"
    scaling       = { min_replica = 0, max_replica = 2 }
  }
  model = { repository = "Qwen/Qwen2.5-7B-Instruct" }
  cloud = { vendor = "aws", region = "us-east-1" }
}
resource "azapi_resource" "blue" {
  type = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2024-04-01"
  body = jsonencode({
    sku        = { capacity = 3 }
    properties = { instanceType = "Standard_NC24ads_A100_v4" }
  })
}
resource "azurerm_cognitive_deployment" "gpt" {
  model { name = "gpt-4o" }
  sku {
    name     = "ProvisionedManaged"
    capacity = 50
  }
}
resource "aws_bedrock_provisioned_model_throughput" "claude" {
  model_arn   = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2"
  model_units = 2
}
`;
    const { deployments, skipped } = reading({ 'main.tf': text });
    const read = deployments.map(({ deployment: each }) => [
      each.name.split('.')[1],
      each.supply.kind,
      each.accelerator?.count.value ?? null,
      each.replicas.min.value,
    ]);
    expect(read).toEqual([
      ['garden', 'managed', 1, 1],
      ['chat', 'managed', 4, 0],
      ['blue', 'managed', 1, 3],
      ['gpt', 'units', null, 1],
      ['claude', 'units', null, 1],
    ]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('without a machine'),
    ]);
  });
});

describe('the output of terraform show -json', () => {
  const plan = JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: {
      root_module: {
        resources: [
          {
            address: 'aws_sagemaker_model.llm',
            mode: 'managed',
            type: 'aws_sagemaker_model',
            name: 'llm',
            values: {
              name: 'llm',
              primary_container: [
                { image: 'x/tgi-inference:2', environment: { HF_MODEL_ID: 'a/b' } },
              ],
            },
          },
        ],
        child_modules: [
          {
            resources: [
              {
                address: 'module.x.aws_sagemaker_endpoint_configuration.llm',
                mode: 'managed',
                type: 'aws_sagemaker_endpoint_configuration',
                name: 'llm',
                values: {
                  production_variants: [
                    { instance_type: 'ml.g5.xlarge', initial_instance_count: 2, model_name: 'llm' },
                  ],
                },
              },
            ],
          },
        ],
      },
    },
  });

  it('is read, and not edited', () => {
    const deployment = only({ 'plan.json': plan });
    expect(deployment.name).toBe('module.x.aws_sagemaker_endpoint_configuration.llm');
    expect(deployment.model.id?.value).toBe('a/b');
    expect(deployment.replicas.min.value).toBe(2);
    expect(after({ 'plan.json': plan }, { kind: 'set-replicas', min: 1 })).toMatch(
      /output of Terraform/,
    );
  });
});
