import { describe, expect, it } from 'vitest';
import { phaseOfMode } from '../../../src/core/formats/phases.ts';
import { reading, type Texts } from '../../support/reading.ts';

/** What each deployment does of a request, by its name. */
function phasesOf(texts: Texts | string): Record<string, string> {
  const { deployments } = reading(texts);
  return Object.fromEntries(
    deployments.map(({ deployment: { name, phase } }) => [name, phase ?? 'whole requests']),
  );
}

function dynamoService(name: string, fields: string, args: string, image = 'vllm'): string {
  return `    ${name}:
      componentType: worker
${fields}      resources: { limits: { gpu: "1" } }
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/${image}-runtime:0.6.1
          command: [python3, -m, dynamo.${image}]
          args: [--model, Qwen/Qwen3-32B-FP8${args}]
`;
}

const graph = (...services: readonly string[]): string => `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: { name: chat }
spec:
  services:
${services.join('')}`;

describe('services of a Dynamo graph', () => {
  it('are workers of the type that they state', () => {
    const prefill = dynamoService('Ahead', '      subComponentType: prefill\n', '');
    const decode = dynamoService('Behind', '      subComponentType: decode\n', '');
    expect(phasesOf(graph(prefill, decode))).toEqual({
      'chat/Ahead': 'prefill',
      'chat/Behind': 'decode',
    });
  });

  it('are what their flags say, whatever they are called', () => {
    const first = dynamoService('Worker', '', ', --is-prefill-worker');
    const second = dynamoService('PrefillHelper', '', ', --disaggregation-mode, decode', 'sglang');
    expect(phasesOf(graph(first, second))).toEqual({
      'chat/Worker': 'prefill',
      'chat/PrefillHelper': 'decode',
    });
  });

  it('answer whole requests where a decode worker has nobody that prefills for it', () => {
    const decode = dynamoService('VllmDecodeWorker', '      subComponentType: decode\n', '');
    expect(phasesOf(graph(decode))).toEqual({ 'chat/VllmDecodeWorker': 'whole requests' });
    const none = dynamoService('VllmPrefillWorker', '      replicas: 0\n', '');
    expect(phasesOf(graph(decode, none))['chat/VllmDecodeWorker']).toBe('whole requests');
  });
});

function role(name: string, args = ''): string {
  return `        - name: ${name}
          replicas: 2
          template:
            spec:
              containers:
                - name: server
                  image: lmsysorg/sglang:v0.5.2
                  command: [python3, -m, sglang.launch_server]
                  args: [--model-path, Qwen/Qwen2.5-7B-Instruct${args}]
                  resources: { limits: { nvidia.com/gpu: 1 } }
`;
}

describe('roles', () => {
  const stormService = (roles: string): string => `apiVersion: orchestration.aibrix.ai/v1alpha1
kind: StormService
metadata: { name: search }
spec:
  template:
    spec:
      roles:
${roles}`;

  it('of a StormService are read from their names', () => {
    expect(phasesOf(stormService(role('prefill') + role('decode')))).toEqual({
      'search/prefill': 'prefill',
      'search/decode': 'decode',
    });
    expect(phasesOf(stormService(role('decode') + role('other')))).toEqual({
      'search/decode': 'whole requests',
      'search/other': 'whole requests',
    });
  });

  it('of a RoleBasedGroup are read from the mode of the engine', () => {
    const text = `apiVersion: workloads.x-k8s.io/v1alpha1
kind: RoleBasedGroup
metadata: { name: search }
spec:
  roles:
${role('front', ', --disaggregation-mode, prefill')}${role('back', ', --disaggregation-mode=decode')}`;
    expect(phasesOf(text.replaceAll('\n        ', '\n    '))).toEqual({
      'search/front': 'prefill',
      'search/back': 'decode',
    });
  });
});

describe('an LLMInferenceService', () => {
  const service = (prefill: string): string => `apiVersion: serving.kserve.io/v1alpha2
kind: LLMInferenceService
metadata: { name: chat }
spec:
  model: { uri: hf://Qwen/Qwen2.5-7B-Instruct }
  template:
    containers:
      - { name: main, resources: { limits: { nvidia.com/gpu: "1" } } }
${prefill}`;
  const prefill = `  prefill:
    template:
      containers:
        - { name: main, resources: { limits: { nvidia.com/gpu: "1" } } }
`;

  it('decodes what its prefill pods hand over, and answers whole requests without them', () => {
    expect(phasesOf(service(prefill))).toEqual({ chat: 'decode', 'chat/prefill': 'prefill' });
    expect(phasesOf(service(''))).toEqual({ chat: 'whole requests' });
  });
});

describe('values of llm-d', () => {
  const pods = `  containers:
    - name: vllm
      image: ghcr.io/llm-d/llm-d-cuda:v0.3.0
      modelCommand: vllmServe
`;
  const values = (prefill: string): string => `modelArtifacts:
  name: Qwen/Qwen3-32B
  uri: "hf://Qwen/Qwen3-32B"
decode:
${pods}prefill:
${prefill}`;

  it('are a pair where prefill pods are created and run', () => {
    const names = (prefill: string): string[] =>
      Object.values(phasesOf({ 'values.yaml': values(prefill) }));
    expect(names(pods)).toEqual(['decode', 'prefill']);
    expect(names('  create: false\n')).toEqual(['whole requests']);
    expect(names(`  replicas: 0\n${pods}`)[0]).toBe('whole requests');
  });
});

describe('a Ray application for prefill and decoding', () => {
  it('has a worker of each kind', () => {
    const config = (accelerator: string): string => `
        model_loading_config: { model_id: Qwen/Qwen2.5-7B-Instruct }
        accelerator_type: ${accelerator}
        engine_kwargs: { kv_transfer_config: { kv_connector: NixlConnector, kv_role: kv_both } }`;
    const text = `applications:
  - name: pd
    import_path: ray.serve.llm:build_pd_openai_app
    args:
      prefill_config:${config('L4')}
      decode_config:${config('L4')}
`;
    expect(phasesOf({ 'serve.yaml': text })).toEqual({
      'pd/prefill': 'prefill',
      'pd/decode': 'decode',
    });
  });
});

describe('a Deployment of its own', () => {
  const server = (name: string, role: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  template:
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.10.2
          args:
            - --model=Qwen/Qwen2.5-7B-Instruct
            - --kv-transfer-config
            - '{"kv_connector":"NixlConnector","kv_role":"${role}"}'
          resources: { limits: { nvidia.com/gpu: 1 } }
`;

  it('is what the connector of its KV cache says, else its name where it has a connector', () => {
    expect(phasesOf(server('qwen', 'kv_producer'))).toEqual({ qwen: 'prefill' });
    expect(phasesOf(server('qwen', 'kv_consumer'))).toEqual({ qwen: 'decode' });
    expect(phasesOf(server('qwen-prefill', 'kv_both'))).toEqual({ 'qwen-prefill': 'prefill' });
    expect(phasesOf(server('qwen-decode', 'kv_both'))).toEqual({ 'qwen-decode': 'decode' });
    expect(phasesOf(server('qwen', 'kv_both'))).toEqual({ qwen: 'whole requests' });
  });

  it('answers whole requests where only its name speaks of a phase', () => {
    const text = server('qwen-decode', 'x').replace(/ +- --kv-transfer-config\n.*\n/, '');
    expect(text).not.toContain('kv_role');
    expect(phasesOf(text)).toEqual({ 'qwen-decode': 'whole requests' });
  });
});

describe('modes', () => {
  it.each([
    ['prefill', 'prefill'],
    ['CONTEXT', 'prefill'],
    ['decode', 'decode'],
    ['GENERATION', 'decode'],
    ['agg', null],
    ['prefill_and_decode', null],
    ['null', null],
    ['{"kv_connector":"LMCacheConnectorV1","kv_role":"kv_both"}', 'both'],
    [
      '{"kv_connector_extra_config":{"connectors":[{"kv_role":"kv_producer"}]},"kv_role":"kv_both"}',
      'both',
    ],
    ["{'kv_role': 'kv_consumer'}", 'decode'],
    ['{"kv_role":', null],
    ['[1]', null],
  ])('%s is %s', (text, phase) => {
    expect(phaseOfMode(text)).toBe(phase);
  });
});
