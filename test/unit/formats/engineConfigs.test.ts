import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/core/model/change.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { deploymentOf, only, reading, type Texts } from '../../support/reading.ts';

/** The first text after a change; the reason where it is refused. */
function after(texts: Texts, change: Change): string {
  const proposal = only(texts).propose([change]);
  if ('refused' in proposal) return proposal.refused;
  const [[path, text] = ['', '']] = Object.entries(texts);
  const edit = proposal.edits.find(({ uri }) => uri.endsWith(`/${path}`));
  return edit ? applyEdits(text, edit.edits) : text;
}

function set(
  setting: 'maxSequences' | 'prefixCaching' | 'maxModelLength',
  value: number | boolean,
): Change {
  return { kind: 'set-engine-setting', setting, value };
}

describe('a config of vLLM', () => {
  const text = `# tuned
model: Qwen/Qwen3-4B-AWQ
tensor-parallel-size: 2 # both
max-num-seqs: 64
no-enable-prefix-caching: true
`;

  it('is a deployment on accelerators that it does not name', () => {
    const deployment = deploymentOf({ 'vllm.yaml': text });
    expect(deployment.engine?.value).toBe('vllm');
    expect(deployment.model.id?.value).toBe('Qwen/Qwen3-4B-AWQ');
    expect(deployment.accelerator?.product).toBeNull();
    expect(deployment.accelerator?.count.value).toBe(2);
    expect(deployment.replicas.min.value).toBe(1);
    expect(deployment.settings.prefixCaching?.value).toBe(false);
  });

  it('is changed in its own spelling', () => {
    expect(after({ 'vllm.yaml': text }, set('maxSequences', 128))).toBe(text.replace('64', '128'));
    expect(after({ 'vllm.yaml': text }, set('prefixCaching', true))).toBe(
      text.replace('no-enable-prefix-caching: true\n', ''),
    );
    expect(after({ 'vllm.yaml': text }, set('maxModelLength', 4096))).toBe(
      `${text}max-model-len: 4096\n`,
    );
    expect(
      after({ 'vllm.yaml': text.replaceAll('-', '_') }, set('maxModelLength', 4096)),
    ).toContain('max_model_len: 4096');
    expect(after({ 'vllm.yaml': text }, { kind: 'set-accelerator-count', count: 4 })).toBe(
      text.replace('size: 2', 'size: 4'),
    );
    expect(after({ 'vllm.yaml': text }, { kind: 'use-spot', provider: 'aws' })).toMatch(/spot/);
  });

  it('is priced with what starts vLLM with it', () => {
    const { deployments, skipped } = reading({
      'vllm.yaml': text,
      'compose.yaml': `services:
  chat:
    image: vllm/vllm-openai:v0.10.2
    command: ["--config", "/etc/vllm/vllm.yaml"]
    gpus: all
`,
    });
    expect(deployments).toEqual([]);
    expect(skipped[0]?.reason).toContain('compose.yaml');
  });

  it('is not every file with some of its keys', () => {
    for (const other of [
      'model: a/b\nlearning_rate: 1e-5\nmax_model_len: 4096\ngpu_memory_utilization: 0.5\n',
      'tasks: [mmlu]\nmodel: vllm\ntensor_parallel_size: 2\nmax_model_len: 4096\n',
      'max_model_len: 4096\n',
      'name: x\ndescription: y\nsteps: []\nmax_model_len: 1\nmax_num_seqs: 2\nother: 1\n',
    ]) {
      const { deployments, skipped } = reading({ 'config.yaml': other });
      expect([...deployments, ...skipped], other).toEqual([]);
    }
  });
});

describe('configs of other engines', () => {
  it('of SGLang are told from those of vLLM', () => {
    const deployment = deploymentOf(
      'served-model-name: deepseek-ai/DeepSeek-R1\ntensor-parallel-size: 4\nmem-fraction-static: "0.9"\ndisable-radix-cache: true\ncontext-length: 9600\nquantization: fp8\n',
    );
    expect(deployment.engine?.value).toBe('sglang');
    expect(deployment.model.id?.value).toBe('deepseek-ai/DeepSeek-R1');
    expect(deployment.settings.memoryFraction?.value).toBe(0.9);
    expect(deployment.settings.prefixCaching?.value).toBe(false);
  });

  it('of TensorRT-LLM keep their settings in parts', () => {
    const text = `tensor_parallel_size: 8
max_batch_size: 32
kv_cache_config:
  free_gpu_memory_fraction: 0.85
  dtype: fp8
`;
    const deployment = deploymentOf(text);
    expect(deployment.engine?.value).toBe('tensorrt-llm');
    expect(deployment.settings.memoryFraction?.value).toBe(0.85);
    expect(deployment.accelerator?.count.value).toBe(8);
    expect(after({ 'app.yaml': text }, set('prefixCaching', false))).toBe(
      `${text}  enable_block_reuse: false\n`,
    );
  });

  it('of DJL Serving count Neuron cores where they compile for them', () => {
    const text = `engine=Python
option.model_id=meta-llama/Llama-3.1-8B-Instruct
option.rolling_batch=vllm
option.tensor_parallel_degree=2
`;
    const deployment = deploymentOf({ 'serving.properties': text });
    expect(deployment.engine?.value).toBe('vllm');
    expect(deployment.model.id?.value).toBe('meta-llama/Llama-3.1-8B-Instruct');
    expect(deployment.accelerator?.resource).toBe('nvidia.com/gpu');
    expect(after({ 'serving.properties': text }, set('maxSequences', 64))).toBe(
      `${text}option.max_rolling_batch_size=64\n`,
    );
    expect(
      after({ 'serving.properties': text }, { kind: 'set-model', id: 'Qwen/Qwen3-8B' }),
    ).toContain('option.model_id=Qwen/Qwen3-8B\n');
    const neuron = deploymentOf({
      'serving.properties': `${text}option.entryPoint=djl_python.transformers_neuronx\n`,
    });
    expect(neuron.accelerator?.resource).toBe('aws.amazon.com/neuroncore');
  });

  it('of Ollama name a model and a context', () => {
    const text = 'FROM llama3.1:8b\n# long\nPARAMETER num_ctx 8192\nSYSTEM """You\nhelp."""\n';
    const deployment = deploymentOf({ Modelfile: text });
    expect(deployment.engine?.value).toBe('ollama');
    expect(deployment.model.id?.value).toBe('llama3.1:8b');
    expect(deployment.settings.maxModelLength?.value).toBe(8192);
    expect(after({ Modelfile: text }, set('maxModelLength', 4096))).toBe(
      text.replace('8192', '4096'),
    );
    expect(after({ Modelfile: text }, { kind: 'set-model', id: 'qwen3:8b' })).toContain(
      'FROM qwen3:8b',
    );
  });

  it('of TorchServe say how many GPUs, and which models', () => {
    const deployment = deploymentOf({
      'config.properties':
        'inference_address=http://0.0.0.0:8080\nnumber_of_gpu=2\nmodels={"vit": {"1.0": {"minWorkers": 1, "batchSize": 8}}}\n',
    });
    expect(deployment.accelerator?.count.value).toBe(2);
    expect(deployment.model.id?.value).toBe('vit');
    expect(deployment.settings.maxSequences?.value).toBe(8);
    const perModel = deploymentOf({
      'model-config.yaml': 'minWorkers: 2\nmaxWorkers: 2\ntorchrun:\n  nproc-per-node: 4\n',
    });
    expect(perModel.accelerator?.count.value).toBe(8);
    const workers = (text: string) =>
      deploymentOf({ 'model-config.yaml': `minWorkers: 4\nmaxWorkers: 4\n${text}` }).accelerator;
    expect(workers('')).toMatchObject({ count: { value: 4 } });
    expect(workers('')?.undecided).toContain('TorchServe');
    expect(workers('deviceType: gpu\n')?.undecided).toBeUndefined();
    expect(workers('deviceType: gpu\ndeviceIds: [0, 1]\n')?.count.value).toBe(2);
    expect(workers('deviceType: cpu\n')).toBeNull();
    const plain = deploymentOf({
      'config.properties': 'inference_address=http://0.0.0.0:8080\nload_models=all\n',
    });
    expect(plain.accelerator?.undecided).toContain('TorchServe');
    const java = reading({ 'config.properties': 'db.url=jdbc:x\nlogging.level=INFO\n' });
    expect(java.deployments).toEqual([]);
  });

  it('of TorchServe are priced with the container that loads them', () => {
    const model = { 'store/vit/model-config.yaml': 'minWorkers: 1\nbatchSize: 8\n' };
    const server = {
      'config.properties': 'inference_address=http://0.0.0.0:8080\nload_models=vit.mar\n',
    };
    const starter = {
      'compose.yaml':
        'services:\n  vit:\n    image: pytorch/torchserve:0.12.0-gpu\n    command: torchserve --ts-config /config.properties\n',
    };
    const count = (texts: Texts): number => reading(texts).deployments.length;
    expect(count({ ...model, ...server, ...starter })).toBe(0);
    expect(count({ ...server, ...model, ...starter })).toBe(0);
    // Without a container the model's config says more about the workers.
    expect(count({ ...model, ...server })).toBe(1);
    expect(count({ ...server, ...model })).toBe(0);
    expect(count({ ...model, 'other/config.properties': server['config.properties'] })).toBe(1);
  });

  it('of TensorFlow Serving are read where they name models', () => {
    const models = deploymentOf({
      'models.config':
        'model_config_list {\n  config { name: "half" base_path: "/models/half" }\n}\n',
    });
    expect(models.model.id?.value).toBe('half');
    expect(models.model.location?.value).toBe('/models/half');
    const batching = reading({
      'batching_parameters.txt': 'max_batch_size { value: 128 }\nnum_batch_threads { value: 8 }\n',
    });
    expect(batching.skipped).toHaveLength(1);
  });
});

describe('a Triton model repository', () => {
  const model = (name: string, more = ''): string =>
    `name: "${name}"\nbackend: "onnxruntime"\nmax_batch_size: 8\n${more}`;

  it('is one server, priced once', () => {
    const texts: Texts = {
      'models/a/config.pbtxt': model('a'),
      'models/b/config.pbtxt': model(
        'b',
        'instance_group [{ count: 2 kind: KIND_GPU gpus: [0, 1] }]\n',
      ),
    };
    expect(reading(texts).deployments).toEqual([]);
    const [b, a] = Object.entries(texts).reverse();
    const deployment = deploymentOf(Object.fromEntries([b ?? [], a ?? []] as [string, string][]));
    expect(deployment.name).toBe('b');
    expect(deployment.accelerator?.count.value).toBe(2);
    expect(deployment.settings.maxSequences?.value).toBe(8);
  });

  it('runs on CPUs where all its instances do', () => {
    const text = model(
      'a',
      'instance_group { kind: KIND_CPU }\ninstance_group { count: 2 kind: KIND_CPU }\n',
    );
    expect(deploymentOf({ 'models/a/config.pbtxt': text }).accelerator).toBeNull();
  });

  it('runs on what its machine has where nothing says on what, and says so', () => {
    const read = (text: string) => deploymentOf({ 'models/a/config.pbtxt': text });
    for (const text of [
      model('a'),
      model('a', 'instance_group [{ count: 2 }]\n'),
      model('a').replace('onnxruntime', 'python'),
    ]) {
      const { accelerator, notes } = read(text);
      expect(accelerator?.undecided).toBe('whether Triton finds GPUs is for its machine to say');
      expect(notes).toHaveLength(1);
    }
    for (const text of [
      model('a', 'instance_group [{ kind: KIND_GPU }]\n'),
      model('a').replace('backend: "onnxruntime"', 'platform: "tensorrt_plan"'),
    ]) {
      const { accelerator } = read(text);
      expect(accelerator?.count.value).toBe(1);
      expect(accelerator?.undecided).toBeUndefined();
    }
    expect(read(model('a').replace('onnxruntime', 'openvino')).accelerator).toBeNull();
  });

  it('takes the engine arguments of the vLLM backend', () => {
    const deployment = deploymentOf({
      'models/chat/config.pbtxt': 'backend: "vllm"\ninstance_group [{ kind: KIND_MODEL }]\n',
      'models/chat/1/model.json': '{"model": "Qwen/Qwen3-8B", "tensor_parallel_size": 2}',
    });
    expect(deployment.engine?.value).toBe('vllm');
    expect(deployment.model.id?.value).toBe('Qwen/Qwen3-8B');
    expect(deployment.accelerator?.count.value).toBe(2);
  });

  it('keeps comments and everything else where a value changes', () => {
    const text = model('a', '# note\ninput [ { name: "x" } ]\n');
    expect(after({ 'models/a/config.pbtxt': text }, set('maxSequences', 32))).toBe(
      text.replace('size: 8', 'size: 32'),
    );
  });

  it('is no label map and no graph', () => {
    expect(reading({ 'label_map.pbtxt': 'item { id: 1 name: "backend" }\n' }).deployments).toEqual(
      [],
    );
  });
});

describe('Ray Serve', () => {
  it('is read from deployments, and what only the code says is listed', () => {
    const { deployments, skipped } = reading(`applications:
  - name: app
    import_path: main:app
    deployments:
      - name: Model
        num_replicas: auto
        ray_actor_options: { num_gpus: 0.5, accelerator_type: L4 }
      - name: Plain
  - name: other
    import_path: other:app
`);
    const [deployment] = deployments.map((each) => each.deployment);
    expect(deployment?.name).toBe('app/Model');
    expect(deployment?.accelerator?.count.value).toBe(0.5);
    expect(deployment?.accelerator?.product?.value).toBe('L4');
    expect([deployment?.replicas.min.value, deployment?.replicas.max?.value]).toEqual([1, 100]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'What Plain needs is in its code.',
      'What other needs is in its code (other:app), not in this file.',
    ]);
  });

  const llm = `applications:
  - name: llm
    import_path: ray.serve.llm:build_openai_app
    args:
      llm_configs:
        - model_loading_config:
            model_id: qwen
            model_source: Qwen/Qwen2.5-7B-Instruct
          accelerator_type: A10G
          engine_kwargs:
            tensor_parallel_size: 2
          deployment_config:
            autoscaling_config: { min_replicas: 1, max_replicas: 4 }
`;

  it('LLM configs are vLLM on the accelerators of their ranks', () => {
    const deployment = deploymentOf(llm);
    expect(deployment.engine?.value).toBe('vllm');
    expect(deployment.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(deployment.accelerator?.product?.value).toBe('A10G');
    expect(deployment.accelerator?.count.value).toBe(2);
    expect(deployment.replicas.max?.value).toBe(4);
  });

  it('LLM configs are changed below their keys', () => {
    const texts = { 'app.yaml': llm };
    expect(after(texts, set('maxSequences', 32))).toBe(
      llm.replace('size: 2\n', 'size: 2\n            max_num_seqs: 32\n'),
    );
    expect(after(texts, { kind: 'set-replicas', min: 0 })).toBe(
      llm.replace('min_replicas: 1', 'min_replicas: 0'),
    );
    expect(after(texts, { kind: 'set-accelerator-count', count: 4 })).toBe(
      llm.replace('size: 2', 'size: 4'),
    );
    expect(after(texts, { kind: 'name-accelerator', accelerator: 'L4', provider: 'gcp' })).toBe(
      llm.replace('A10G', 'L4'),
    );
  });

  it('follows names of files', () => {
    const deployment = deploymentOf({
      'serve.yaml': `applications:
  - name: llm
    import_path: ray.serve.llm:build_openai_app
    args: { llm_configs: [./qwen.yaml] }
`,
      'qwen.yaml': 'model_loading_config: { model_id: Qwen/Qwen3-8B }\naccelerator_type: L4\n',
    });
    expect(deployment.model.id?.value).toBe('Qwen/Qwen3-8B');
  });

  it('prices the worker nodes of an Anyscale service where the code says what runs on them', () => {
    const deployment = deploymentOf(`name: svc
compute_config:
  worker_nodes:
    - instance_type: g6.xlarge
      min_nodes: 1
      max_nodes: 3
      market_type: PREFER_SPOT
applications:
  - import_path: main:app
`);
    expect(deployment.accelerator?.product?.value).toBe('L4');
    expect([deployment.replicas.min.value, deployment.replicas.max?.value]).toEqual([1, 3]);
    expect(deployment.placement.purchase?.value).toBe('spot');
  });
});
