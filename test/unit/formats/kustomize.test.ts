import { describe, expect, it } from 'vitest';
import { readFile } from '../../../src/core/formats/formats.ts';
import type { ReadDeployment } from '../../../src/core/formats/format.ts';
import type { Change } from '../../../src/core/model/change.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { testEnvironment } from '../../support/environment.ts';
import { filesOf, vllmDeployment, writtenAs, type Texts } from '../../support/reading.ts';

const { catalog } = testEnvironment();

/** Deployments of the file at a path, the others beside it. */
function read(texts: Texts, path = 'base/app.yaml'): readonly ReadDeployment[] {
  const files = filesOf(texts);
  const file = files.find(({ source }) => source.uri.endsWith(`/repository/${path}`));
  if (!file) throw new Error(`There is no ${path}.`);
  return readFile(file, { catalog, files }).deployments;
}

function changedBy(texts: Texts, read: ReadDeployment | undefined, change: Change): Texts {
  const proposal = read?.propose([change]) ?? { refused: 'There is no deployment.' };
  if ('refused' in proposal) throw new Error(proposal.refused);
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => {
      const edit = proposal.edits.find(({ uri }) => uri === `file:///repository/${path}`);
      return [path, edit ? applyEdits(text, edit.edits) : text];
    }),
  );
}

const base = {
  'base/kustomization.yaml': 'resources:\n  - app.yaml\n',
  'base/app.yaml': vllmDeployment('', 'replicas: 1'),
};

const production = {
  ...base,
  'overlays/production/kustomization.yaml': `resources:
  - ../../base
patches:
  - path: size.yaml
images:
  - name: vllm/vllm-openai
    newTag: v0.11.0
`,
  'overlays/production/size.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: chat
spec:
  replicas: 3 # one per zone
  template:
    spec:
      nodeSelector:
        cloud.google.com/gke-accelerator: nvidia-l4
      containers:
        - name: server
          env:
            - name: HF_HOME
              value: /models
`,
};

describe('an overlay', () => {
  it('deploys the object as patched, with every value placed where it is written', () => {
    const [only, ...others] = read(production);
    expect(others).toEqual([]);
    const deployment = only?.deployment;
    expect(deployment?.name).toBe('chat');
    expect(deployment?.replicas.min.value).toBe(3);
    expect(writtenAs(production, deployment?.replicas.min)).toBe('3');
    expect(deployment?.accelerator?.product?.value).toBe('L4');
    expect(writtenAs(production, deployment?.accelerator?.product)).toBe('nvidia-l4');
    expect(deployment?.engineVersion?.value).toBe('0.11.0');
    expect(writtenAs(production, deployment?.engineVersion)).toBe('v0.11.0');
    expect(deployment?.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(writtenAs(production, deployment?.model.id)).toContain('Qwen');
    expect(deployment?.uris).toContain('file:///repository/overlays/production/size.yaml');
  });

  it('shows nothing in the patch itself', () => {
    expect(read(production, 'overlays/production/size.yaml')).toEqual([]);
  });

  it('is changed where the value stands, comments kept', () => {
    const [only] = read(production);
    const replicas = changedBy(production, only, { kind: 'set-replicas', min: 2, max: 2 });
    expect(replicas['overlays/production/size.yaml']).toContain('replicas: 2 # one per zone');
    const spot = changedBy(production, only, { kind: 'use-spot', provider: 'gcp' });
    expect(spot['overlays/production/size.yaml']).toContain('cloud.google.com/gke-spot: "true"');
    expect(spot['base/app.yaml']).toBe(production['base/app.yaml']);
    const flag = changedBy(production, only, {
      kind: 'set-engine-setting',
      setting: 'quantization',
      value: 'fp8',
    });
    expect(read(flag)[0]?.deployment.settings.quantization?.value).toBe('fp8');
  });
});

describe('several overlays', () => {
  const both = {
    ...production,
    'overlays/staging/kustomization.yaml': `resources: [../../base]
patches:
  - target: { kind: Deployment, name: chat }
    patch: |-
      - op: replace
        path: /spec/replicas
        value: 0
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --max-model-len=2048
`,
  };

  it('are deployments of their own', () => {
    const found = read(both).map(({ deployment }) => [
      deployment.name,
      deployment.replicas.min.value,
      deployment.settings.maxModelLength?.value,
    ]);
    expect(found).toEqual([
      ['chat@production', 3, undefined],
      ['chat@staging', 0, 2048],
    ]);
  });

  it('never change what they share', () => {
    const [first, second] = read(both);
    const model = first?.propose([{ kind: 'set-model', id: 'Qwen/Qwen2.5-7B-Instruct-AWQ' }]);
    expect(model).toEqual({ refused: expect.stringContaining('Other overlays') as string });
    const after = changedBy(both, second, { kind: 'set-replicas', min: 1, max: 1 });
    expect(after['overlays/staging/kustomization.yaml']).toContain('        value: 1\n');
  });
});

/** A server whose arguments refer to variables: those of the ConfigMap `model`, and `env` besides. */
function setByConfigMap(args: string, env = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  template:
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.10.2
          args: [${args}]
          envFrom: [{ configMapRef: { name: model } }]
          env: [${env}]
          resources: { limits: { nvidia.com/gpu: 1 } }
`;
}

describe('a kustomization', () => {
  it('generates ConfigMaps that variables come from', () => {
    const texts = {
      'app/kustomization.yaml': `resources: [app.yaml]
configMapGenerator:
  - name: model
    literals:
      - MODEL=Qwen/Qwen2.5-7B-Instruct
      - length="4096"
`,
      'app/app.yaml': setByConfigMap(
        '"--model=$(MODEL)", "--max-model-len=$(LENGTH)"',
        '{ name: LENGTH, valueFrom: { configMapKeyRef: { name: model, key: length } } }',
      ),
    };
    const [only] = read(texts, 'app/app.yaml');
    expect(only?.deployment.model.id?.value).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(writtenAs(texts, only?.deployment.model.id)).toBe('Qwen/Qwen2.5-7B-Instruct');
    expect(only?.deployment.settings.maxModelLength?.value).toBe(4096);
  });

  it('generates ConfigMaps of environment files, and adds to those of its base or takes their place', () => {
    const overlay = (behavior: string): Record<string, string> => ({
      'base/kustomization.yaml':
        'resources: [app.yaml]\nconfigMapGenerator: [{ name: model, envs: [model.env], literals: [LENGTH=4096] }]\n',
      'base/model.env': '# what is served\nMODEL=Qwen/Qwen2.5-7B-Instruct\nLENGTH=1024\n',
      'base/app.yaml': setByConfigMap('"--model=/models/$(MODEL)", "--max-model-len=$(LENGTH)"'),
      'prod/kustomization.yaml': `resources: [../base]\nconfigMapGenerator: [{ name: model, behavior: ${behavior}, env: prod.env }]\n`,
      'prod/prod.env': 'MODEL=Qwen/Qwen2.5-14B-Instruct\n',
    });
    const merged = overlay('merge');
    const [one] = read(merged, 'base/app.yaml');
    expect(one?.deployment.model.id?.value).toBe('Qwen/Qwen2.5-14B-Instruct');
    expect(one?.deployment.settings.maxModelLength?.value).toBe(4096);
    expect(writtenAs(merged, one?.deployment.settings.maxModelLength)).toBe('4096');
    const [other] = read(overlay('replace'), 'base/app.yaml');
    expect(other?.deployment.model.id?.value).toBe('Qwen/Qwen2.5-14B-Instruct');
    expect(other?.deployment.settings.maxModelLength).toBeUndefined();
  });

  it('joins what its own overlay patches', () => {
    const texts = {
      'base/kustomization.yaml': 'resources: [app.yaml, hpa.yaml]\n',
      'base/app.yaml': vllmDeployment(),
      'base/hpa.yaml': `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: chat }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
  minReplicas: 1
  maxReplicas: 2
`,
      'prod/kustomization.yaml': `resources: [../base]
patches:
  - target: { kind: HorizontalPodAutoscaler }
    patch: |
      - op: replace
        path: /spec/maxReplicas
        value: 9
`,
    };
    expect(read(texts)[0]?.deployment.replicas.max?.value).toBe(9);
  });

  it('merges, replaces and deletes as a strategic merge does', () => {
    const texts = {
      ...base,
      'prod/kustomization.yaml': 'resources: [../base]\npatchesStrategicMerge: [patch.yaml]\n',
      'prod/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  replicas: null
  template:
    spec:
      containers:
        - name: server
          args: ["--model", "facebook/opt-125m"]
          resources:
            $patch: delete
        - name: proxy
          image: envoyproxy/envoy:v1.30.0
`,
    };
    const deployment = read(texts)[0]?.deployment;
    expect(deployment?.model.id?.value).toBe('facebook/opt-125m');
    expect(deployment?.accelerator).toBeNull();
    expect(deployment?.replicas.min.origin.kind).toBe('default');
  });

  it('survives references that lead nowhere or in a circle', () => {
    const texts = {
      'base/app.yaml': vllmDeployment(),
      'a/kustomization.yaml':
        'resources: [../b, ../base/app.yaml, https://example.com/x, nothing.yaml]\n',
      'b/kustomization.yaml': 'resources: [../a]\npatches: [{ path: gone.yaml }, {}]\n',
    };
    expect(read(texts).length).toBeLessThanOrEqual(1);
  });
});
