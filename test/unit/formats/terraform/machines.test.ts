import { describe, expect, it } from 'vitest';
import { changeOf, named } from '../../../support/deployments.ts';
import { reading } from '../../../support/reading.ts';

const texts = (text: string) => ({ 'main.tf': text });

const server = texts(`provider "aws" {
  region = "eu-west-1"
}

resource "aws_instance" "llm" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "g6.12xlarge"
  instance_market_options {
    market_type = "spot"
  }
  root_block_device {
    volume_size = 200
  }
  user_data = <<-EOF
    #!/bin/bash
    docker run -d --gpus all -p 8000:8000 vllm/vllm-openai:v0.9.1 \\
      --model Qwen/Qwen2.5-32B-Instruct --tensor-parallel-size 4 --max-model-len 16384
  EOF
}
`);

describe('machines in Terraform', () => {
  it('serve what their start script runs', () => {
    const { deployment } = named(server, 'aws_instance.llm');
    expect(deployment.supply.kind).toBe('replicas');
    expect(deployment.engine?.value).toBe('vllm');
    expect(deployment.model.id?.value).toBe('Qwen/Qwen2.5-32B-Instruct');
    expect(deployment.settings.tensorParallel?.value).toBe(4);
    expect(deployment.accelerator?.product?.value).toBe('L4');
    expect(deployment.accelerator?.count.value).toBe(4);
    expect(deployment.placement.instanceType?.value).toBe('g6.12xlarge');
    expect(deployment.placement.purchase?.value).toBe('spot');
    expect(deployment.placement.region?.value).toBe('eu-west-1');
    expect(deployment.volumes.map(({ sizeGiB }) => sizeGiB.value)).toEqual([200]);
  });

  it('are machines where nothing says what runs on them, as often as they are made', () => {
    const text = texts(`resource "google_compute_instance" "gpu" {
  count        = 3
  zone         = "europe-west4-a"
  machine_type = "n1-standard-8"
  guest_accelerator {
    type  = "projects/p/zones/europe-west4-a/acceleratorTypes/nvidia-tesla-t4"
    count = 2
  }
  scheduling {
    preemptible = true
  }
}
`);
    const { deployment } = named(text, 'google_compute_instance.gpu');
    expect(deployment.supply.kind).toBe('nodes');
    expect(deployment.replicas.min.value).toBe(3);
    expect(deployment.accelerator?.product?.value).toBe('T4');
    expect(deployment.accelerator?.count.value).toBe(2);
    expect(deployment.placement.purchase?.value).toBe('spot');
    expect(deployment.placement.region?.value).toBe('europe-west4');
  });

  it('of Azure can be asked for as spot, those of others are left as they are', () => {
    const text = texts(`resource "azurerm_linux_virtual_machine" "gpu" {
  name     = "gpu"
  location = "West Europe"
  size     = "Standard_NC24ads_A100_v4"
}
`);
    const spot = { kind: 'use-spot', provider: 'azure' } as const;
    expect(changeOf(text, 'azurerm_linux_virtual_machine.gpu', spot)).toEqual([
      '+priority = "Spot"',
      '+eviction_policy = "Deallocate"',
    ]);
    const onDemand = texts(server['main.tf'].replace('"spot"', '"on-demand"'));
    expect(changeOf(onDemand, 'aws_instance.llm', spot)).toEqual([
      'A machine of its own sells no spot capacity, or not by this file.',
    ]);
  });

  it('change the flags in their script', () => {
    const change = {
      kind: 'set-engine-setting',
      setting: 'maxModelLength',
      value: 8192,
    } as const;
    expect(changeOf(server, 'aws_instance.llm', change)).toEqual([
      '---model Qwen/Qwen2.5-32B-Instruct --tensor-parallel-size 4 --max-model-len 16384',
      '+--model Qwen/Qwen2.5-32B-Instruct --tensor-parallel-size 4 --max-model-len 8192',
    ]);
  });

  it('without accelerators and servers are none of our business', () => {
    const text = texts(`resource "aws_instance" "web" {
  instance_type = "t3.medium"
  user_data     = "#!/bin/bash\\nnginx"
}
`);
    const { deployments, skipped } = reading(text);
    expect([...deployments, ...skipped]).toEqual([]);
  });
});
