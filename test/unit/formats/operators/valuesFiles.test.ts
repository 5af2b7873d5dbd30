import { describe, expect, it } from 'vitest';
import { readFile } from '../../../../src/core/formats/formats.ts';
import { mayHoldServing } from '../../../../src/core/formats/prefilter.ts';
import { testEnvironment } from '../../../support/environment.ts';
import { changeOf, named } from '../../../support/deployments.ts';
import { filesOf, reading, writtenAs, type Texts } from '../../../support/reading.ts';

const { catalog } = testEnvironment();

const base = `# Values of the chart.
image:
  repository: vllm/vllm-openai
  tag: v0.9.1
replicaCount: 1
service:
  port: 8000
args:
  - --model=Qwen/Qwen2.5-7B-Instruct
  - --max-model-len=8192
resources:
  limits:
    nvidia.com/gpu: 1
nodeSelector: {}
`;
const production = `replicaCount: 4 # one per zone
nodeSelector:
  cloud.google.com/gke-accelerator: nvidia-l4
`;
const chart = {
  'chat/values-prod.yaml': production,
  'chat/values.yaml': base,
};

/** The texts with one of them first: that is the one that is read. */
function first(path: string, texts: Texts): Texts {
  return { [path]: texts[path] ?? '', ...texts };
}

function deployments(texts: Texts) {
  const files = filesOf(texts);
  return files.flatMap((file) => readFile(file, { catalog, files }).deployments);
}

describe('values laid over those of a chart', () => {
  it('are one deployment, with every value placed where it is written', () => {
    const [read, ...others] = deployments(chart);
    expect(others).toEqual([]);
    const deployment = read?.deployment;
    expect(deployment?.name).toBe('chat@prod');
    expect(deployment?.uri).toBe('file:///repository/chat/values-prod.yaml');
    expect(deployment?.environment?.value).toBe('prod');
    expect(deployment?.replicas.min.value).toBe(4);
    expect(writtenAs(chart, deployment?.replicas.min)).toBe('4');
    expect(deployment?.accelerator?.product?.value).toBe('L4');
    expect(deployment?.engineVersion?.value).toBe('0.9.1');
    expect(writtenAs(chart, deployment?.settings.maxModelLength)).toContain('8192');
    expect(deployment?.uris).toContain('file:///repository/chat/values.yaml');
    const { start, end } = deployment?.nameSpan ?? { start: 0, end: 0 };
    expect(production.slice(start, end)).toBe('replicaCount');
  });

  it('leave the chart’s own values unpriced, with the reason', () => {
    const { deployments: none, skipped } = reading(first('chat/values.yaml', chart));
    expect(none).toEqual([]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'values-prod.yaml is laid over these values: they are priced there.',
    ]);
  });

  it('are a deployment for each environment, none of which changes what all share', () => {
    const texts = { ...chart, 'chat/staging.values.yaml': 'replicaCount: 2\n' };
    expect(
      deployments(texts).map(({ deployment }) => [
        deployment.name,
        deployment.environment?.value,
        deployment.replicas.max?.value,
      ]),
    ).toEqual([
      ['chat@prod', 'prod', 4],
      ['chat@staging', 'staging', 2],
    ]);
    const shared = named(texts, 'chat@prod').propose([
      { kind: 'set-engine-setting', setting: 'maxModelLength', value: 4096 },
    ]);
    expect(shared).toEqual({
      refused: 'Other overlays use the same file: a patch would have to say it.',
    });
  });

  it('are changed where the value stands', () => {
    expect(changeOf(chart, 'chat@prod', { kind: 'set-replicas', min: 2, max: 2 })).toEqual([
      '-replicaCount: 4 # one per zone',
      '+replicaCount: 2 # one per zone',
    ]);
    const inBase = named(chart, 'chat@prod').propose([
      { kind: 'set-engine-setting', setting: 'maxModelLength', value: 4096 },
    ]);
    expect('edits' in inBase && inBase.edits.map(({ uri }) => uri)).toEqual([
      'file:///repository/chat/values.yaml',
    ]);
  });

  it('replace lists, and take away what they set to null', () => {
    const [read] = deployments({
      ...chart,
      'chat/values-prod.yaml': `args: [--model=Qwen/Qwen2.5-7B-Instruct]
resources: { limits: { nvidia.com/gpu: null, amd.com/gpu: 2 } }
`,
    });
    expect(read?.deployment.settings.maxModelLength).toBeUndefined();
    expect(read?.deployment.accelerator?.resource).toBe('amd.com/gpu');
    expect(read?.deployment.accelerator?.count.value).toBe(2);
  });

  it('are of another chart where they set other things, and of none where there is no values.yaml', () => {
    const redis = 'architecture: standalone\nauth: { enabled: true }\n';
    const other = { ...chart, 'chat/values-redis.yaml': redis };
    expect(deployments(other).map(({ deployment }) => deployment.name)).toEqual(['chat@prod']);
    const alone = { 'chat/values-prod.yaml': base, 'chat/values-dev.yaml': base };
    expect(deployments(alone).map(({ deployment }) => deployment.name)).toEqual(['chat', 'chat']);
  });

  it('are not left out for a lack of words', () => {
    const document = { uri: 'file:///repository/chat/values-prod.yaml', version: 1 };
    expect(mayHoldServing({ ...document, text: 'replicaCount: 4\n' })).toBe(true);
  });
});
