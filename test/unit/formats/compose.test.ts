import { describe, expect, it } from 'vitest';
import {
  changed,
  deploymentOf,
  difference,
  only,
  reading,
  writtenAs,
} from '../../support/reading.ts';

const vllm = `services:
  llm:
    image: vllm/vllm-openai:v0.10.2 # pinned
    command: >
      --model \${MODEL:-Qwen/Qwen2.5-7B-Instruct}
      --max-model-len 8192
      --gpu-memory-utilization 0.9
    ports: ["8000:8000"]
    deploy:
      replicas: 2
      resources:
        limits: {cpus: "8", memory: 32G}
        reservations:
          devices:
            - driver: nvidia
              count: 1
              capabilities: [gpu]
`;

function devices(lines: string): string {
  return `services:
  llm:
    image: vllm/vllm-openai:latest
    command: ["--model", "Qwen/Qwen2.5-7B-Instruct"]
    ports: ["8000:8000"]
${lines}`;
}

describe('a Compose service with vLLM', () => {
  const read = deploymentOf(vllm);

  it('is read with the defaults of its references', () => {
    expect(read.engine?.value).toBe('vllm');
    expect(read.engineVersion?.value).toBe('0.10.2');
    expect(read.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(writtenAs(vllm, read.model.id)).toBe('${MODEL:-Qwen/Qwen2.5-7B-Instruct}');
    expect(read.settings.maxModelLength?.value).toBe(8192);
    expect(read.accelerator?.product).toBeNull();
    expect(read.accelerator?.count.value).toBe(1);
    expect(read.replicas.min.value).toBe(2);
    expect(read.cpuCores?.value).toBe(8);
    expect(read.memoryGiB?.value).toBe(32);
    expect(read.placement.purchase).toBeNull();
    expect(read.notes).toEqual([]);
  });

  it('keeps references and comments when it is changed', () => {
    expect(difference(vllm, { kind: 'set-model', id: 'Qwen/Qwen2.5-7B-Instruct-AWQ' })).toEqual([
      '---model ${MODEL:-Qwen/Qwen2.5-7B-Instruct}',
      '+--model ${MODEL:-Qwen/Qwen2.5-7B-Instruct-AWQ}',
    ]);
    const length = { kind: 'set-engine-setting', setting: 'maxModelLength', value: 4096 } as const;
    expect(difference(vllm, length)).toEqual(['---max-model-len 8192', '+--max-model-len 4096']);
    expect(difference(vllm, { kind: 'set-accelerator-count', count: 2 })).toEqual([
      '-count: 1',
      '+--tensor-parallel-size 2',
      '+count: 2',
    ]);
    expect(difference(vllm, { kind: 'set-replicas', min: 1 })).toEqual([
      '-replicas: 2',
      '+replicas: 1',
    ]);
    expect(only(vllm).propose([{ kind: 'use-spot', provider: 'aws' }])).toHaveProperty('refused');
  });

  it('takes values from the environment file beside it, and is changed there', () => {
    const texts = {
      'docker-compose.yml': vllm,
      '.env': '# the model\nMODEL=Qwen/Qwen2.5-14B-Instruct\n',
    };
    const { model } = deploymentOf(texts);
    expect(model.id?.value).toBe('Qwen/Qwen2.5-14B-Instruct');
    expect(writtenAs(texts, model.id)).toBe('Qwen/Qwen2.5-14B-Instruct');
    const after = changed(texts, [{ kind: 'set-model', id: 'Qwen/Qwen2.5-3B-Instruct' }]);
    expect(after['.env']).toBe('# the model\nMODEL=Qwen/Qwen2.5-3B-Instruct\n');
    expect(after['docker-compose.yml']).toBe(vllm);
  });
});

describe('accelerators of a service', () => {
  it.each([
    ['    gpus: all\n', 1, 'default'],
    ['    gpus: 2\n', 2, 'config'],
    ['    gpus:\n      - driver: nvidia\n        count: 4\n', 4, 'config'],
    ['    runtime: nvidia\n    environment: ["NVIDIA_VISIBLE_DEVICES=0,1"]\n', 2, 'config'],
    ['    runtime: nvidia\n    environment: {NVIDIA_VISIBLE_DEVICES: all}\n', 1, 'default'],
    [
      "    deploy: {resources: {reservations: {devices: [{driver: nvidia, device_ids: ['0', '3'], capabilities: [gpu]}]}}}\n",
      2,
      'config',
    ],
    [
      '    deploy: {resources: {reservations: {devices: [{capabilities: [[gpu]], count: -1}]}}}\n',
      1,
      'default',
    ],
    ['    deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}\n', 1, 'default'],
  ])('%s', (lines, count, origin) => {
    const { accelerator } = deploymentOf(devices(lines));
    expect(accelerator?.vendor).toBe('NVIDIA');
    expect(accelerator?.count.value).toBe(count);
    expect(accelerator?.count.origin.kind).toBe(origin);
  });

  it('are told apart by vendor, and absent where nothing asks for them', () => {
    expect(deploymentOf(devices('    devices: [/dev/kfd, /dev/dri]\n')).accelerator?.vendor).toBe(
      'AMD',
    );
    expect(deploymentOf(devices('')).accelerator).toBeNull();
  });

  it('follow the ranks of the engine where the number is open', () => {
    const text = devices('    gpus: all\n').replace(
      '"Qwen/Qwen2.5-7B-Instruct"',
      '"m/x", "-tp", "4"',
    );
    expect(deploymentOf(text).accelerator?.count.value).toBe(4);
  });
});

it('joins what a service extends, anchors and the file an override adds to', () => {
  const base = `services:
  chat:
    image: ollama/ollama
    ports: ["11434:11434"]
    environment: {OLLAMA_NUM_PARALLEL: 4}
`;
  const override = `x-gpu: &gpu
  deploy:
    resources:
      reservations:
        devices: [{driver: nvidia, count: 1, capabilities: [gpu]}]
services:
  chat:
    <<: *gpu
`;
  const files = { 'docker-compose.gpu.yml': override, 'docker-compose.yml': base };
  const read = deploymentOf(files);
  expect(read.engine?.value).toBe('ollama');
  expect(read.accelerator?.count.value).toBe(1);
  expect(read.settings.maxSequences?.value).toBe(4);
  const { 'docker-compose.yml': own, ...others } = files;
  expect(reading({ 'docker-compose.yml': own, ...others }).deployments).toEqual([]);
  const extended = deploymentOf({
    'compose.yaml': 'services:\n  a:\n    extends: {service: chat, file: base.yml}\n    gpus: 2\n',
    'base.yml': base,
  });
  expect(extended.engine?.value).toBe('ollama');
  expect(extended.accelerator?.count.value).toBe(2);
});

it('reads a model that another service loads into Ollama', () => {
  const read = reading(`services:
  ollama:
    image: ollama/ollama:0.5.7
    gpus: all
  pull:
    image: curlimages/curl
    command: ["curl", "http://ollama:11434/api/pull", "-d", "{\\"name\\": \\"llama3.1:8b\\"}"]
`).deployments.map(({ deployment }) => deployment);
  expect(read.map(({ name, model }) => [name, model.id?.value])).toEqual([
    ['ollama', 'llama3.1:8b'],
  ]);
});

it('sets variables in the form that the file uses', () => {
  const tgi = (environment: string): string => `services:
  tgi:
    image: ghcr.io/huggingface/text-generation-inference:3.0
    gpus: 1
    environment:
${environment}`;
  const list = tgi('      - MODEL_ID=Qwen/Qwen2.5-7B-Instruct\n      - MAX_TOTAL_TOKENS=8192\n');
  const mapping = tgi('      MODEL_ID: Qwen/Qwen2.5-7B-Instruct\n      MAX_TOTAL_TOKENS: 8192\n');
  const change = { kind: 'set-engine-setting', setting: 'maxModelLength', value: 4096 } as const;
  const add = { kind: 'set-engine-setting', setting: 'quantization', value: 'fp8' } as const;
  expect(difference(list, change)).toEqual([
    '-- MAX_TOTAL_TOKENS=8192',
    '+- MAX_TOTAL_TOKENS=4096',
  ]);
  expect(difference(mapping, change)).toEqual([
    '-MAX_TOTAL_TOKENS: 8192',
    '+MAX_TOTAL_TOKENS: 4096',
  ]);
  expect(difference(list, add)).toEqual(['+- QUANTIZE=fp8']);
  expect(difference(mapping, add)).toEqual(['+QUANTIZE: fp8']);
  const remove = { ...change, value: null };
  expect(difference(list, remove)).toEqual(['-- MAX_TOTAL_TOKENS=8192']);
  expect(difference(mapping, remove)).toEqual(['-MAX_TOTAL_TOKENS: 8192']);
});

it.each([
  [
    'services without a model server',
    'services:\n  web:\n    image: nginx\n    ports: ["80:80"]\n',
  ],
  [
    'an exporter that sees GPUs',
    'services:\n  dcgm-exporter:\n    image: nvidia/dcgm-exporter:4\n    gpus: all\n    ports: ["9400:9400"]\n',
  ],
  [
    'a media server with a GPU',
    'services:\n  tv:\n    image: jellyfin/jellyfin\n    runtime: nvidia\n    restart: always\n    ports: ["8096:8096"]\n',
  ],
  [
    'a program that ends',
    'services:\n  job:\n    image: acme/convert\n    gpus: all\n    command: python convert.py\n',
  ],
  [
    'services that are something else',
    'apiVersion: v1\nservices:\n  llm:\n    image: vllm/vllm-openai\n',
  ],
])('is silent about %s', (_what, text) => {
  expect(reading(text).deployments).toEqual([]);
});

it('joins an override whatever its base is called', () => {
  const files = {
    'compose.gpu.yml': 'services:\n  llm:\n    gpus: 1\n',
    'compose.local.yml':
      'services:\n  llm:\n    image: ollama/ollama\n    ports: ["11434:11434"]\n',
  };
  expect(deploymentOf(files).engine?.value).toBe('ollama');
});
