import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-types';
import { analyze } from '../../../src/core/analyze.ts';
import { getHover } from '../../../src/core/features/hover.ts';
import { createLineIndex } from '../../../src/core/text/lines.ts';
import { testEnvironment } from '../../support/environment.ts';

const uri = 'file:///repo/chat.yaml';
const config = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: chat
spec:
  replicas: 2
  template:
    spec:
      nodeSelector:
        node.kubernetes.io/instance-type: g6.12xlarge
        topology.kubernetes.io/region: eu-central-1
        karpenter.sh/capacity-type: spot
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.11.0
          args:
            - --model=meta-llama/Llama-3.1-8B-Instruct
            - --max-model-len=8192
            - --tensor-parallel-size=2
            - --gpu-memory-utilization=0.85
            - --quantization=fp8
            - --kv-cache-dtype=fp8
          env:
            - {name: DRAFT_MODEL, value: Qwen/Qwen2.5-7B-Instruct}
            - {name: PLACE, value: H100}
          resources:
            requests: { cpu: "8", memory: 32Gi }
            limits:
              nvidia.com/gpu: 2
          # an L4 would do
      volumes:
        - name: cache
          persistentVolumeClaim: { claimName: cache }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: cache
spec:
  resources:
    requests:
      storage: 200Gi
`;

function hover(needle: string, text = config): string {
  const analysis = analyze([{ uri, version: 1, text }], testEnvironment());
  const position = createLineIndex(text).positionAt(text.indexOf(needle) + 1);
  const found = getHover(analysis, uri, position);
  const value = (found?.contents as MarkupContent | undefined)?.value ?? '';
  return value.replaceAll(/\(command:[^)]*\)/g, '(…)').replaceAll('\\', '');
}
const lines = (needle: string) => hover(needle).split('\n\n');

describe('names of the catalogue in a config', () => {
  it('an instance type: machine, prices of its region first, the deployment in a line', () => {
    const [title, accelerator, table, cited, deployment] = lines('g6.12xlarge');
    expect(title).toBe('**g6.12xlarge** · 4 × L4 · 48 vCPU · 192 GiB · aws');
    expect(accelerator).toMatch(/^L4: 22\.1 GiB · 300 GB\/s · 121 TFLOPS at 16 bits$/);
    expect(table?.split('\n').slice(0, 3)).toEqual([
      '| Region | On demand | Spot |',
      '|:--|--:|--:|',
      expect.stringMatching(/^\| eu-central-1 \| \$\d+\.\d+\/h \| (?:\$\d|—)/) as string,
    ]);
    expect(cited).toMatch(/regions more, none cheaper on demand\. \*.*, 20\d\d-\d\d/);
    expect(deployment).toMatch(/^\*\*chat\*\* · \$[\d,]+\/mo.* · 4 × L4 · \[Show report\]/);
  });

  it('a model: size, context, architecture, source', () => {
    const [title, facts] = lines('meta-llama');
    expect(title).toBe('**meta-llama/Llama-3.1-8B-Instruct** · 8.03 billion parameters');
    expect(facts).toBe(
      'context 131,072 tokens · 32 layers · 32 attention heads over 8 of KV · 15 GiB at bfloat16, as published',
    );
  });

  it('anywhere: in variables that decide nothing', () => {
    expect(hover('Qwen/Qwen2.5')).toMatch(/^\*\*Qwen\/Qwen2\.5-7B-Instruct\*\*/);
    expect(hover('H100')).toMatch(/^\*\*H100-SXM\*\* · 7\d.* GiB/);
  });

  it('and not in comments, keys and what only looks like a name', () => {
    expect(hover('L4 would')).toBe('');
    expect(hover('vllm/vllm-openai')).toBe('');
    expect(hover('kind: Deployment')).toBe('');
  });

  it('stays short', () => {
    for (const needle of ['g6.12xlarge', 'meta-llama', 'H100', 'replicas', '0.85']) {
      expect(hover(needle).split('\n').length, needle).toBeLessThan(25);
    }
  });
});

describe('what a line costs or does', () => {
  it.each([
    [
      'replicas: 2',
      /^One replica more: \+\$[\d,]+\/mo, \d+% busy; one less: −\$[\d,]+\/mo, \d+% busy\.$/,
    ],
    [
      'eu-central-1',
      /^In eu-south-2, the cheapest region with g6\.12xlarge on spot: −\$[\d,.]+\/mo\.$/,
    ],
    ['spot', /^−\$[\d,]+\/mo against on-demand machines\.$/],
    [
      '8192',
      /^The KV cache of a replica holds \d+ requests of this length at once, \d+ of half of it\.$/,
    ],
    [
      'tensor-parallel',
      /^Each accelerator holds [\d.]+ GiB of the weights, and has [\d.]+ GiB left for KV cache\.$/,
    ],
    [
      '0.85',
      /^The engine may use 18\.8 GiB of 22\.1 GiB: KV cache for [\d,]+ tokens; at 0\.9 for [\d,]+\.$/,
    ],
    [
      'quantization=fp8',
      /^The weights take 4\.27 GiB of each accelerator; without this 7\.51 GiB\.$/,
    ],
    [
      'kv-cache-dtype',
      /^A token takes 32 KiB of KV cache on each accelerator: room for [\d,]+; without this [\d,]+\.$/,
    ],
    ['"8"', /^The pod takes 50% of g6\.12xlarge; half of this request would change nothing\.$/],
    ['200Gi', /^100 GiB more: \+\$[\d.]+\/mo \(one for all replicas\)\.$/],
  ])('%s', (needle, expected) => {
    expect(lines(needle)[0]).toMatch(expected);
    expect(lines(needle)[1]).toMatch(/^\*\*chat\*\*/);
  });

  it('prices a replica more as the file with one more', () => {
    const month = (text: string): number => {
      const rate = '# serving-cost: 2 rps, 800 in, 100 out, steady\n';
      const analysis = analyze([{ uri, version: 1, text: rate + text }], testEnvironment());
      return analysis.totals.monthly.expected;
    };
    const more = month(config.replace('replicas: 2', 'replicas: 3')) - month(config);
    const stated = `# serving-cost: 2 rps, 800 in, 100 out, steady\n${config}`;
    const [said = ''] = hover('replicas: 2', stated).split('\n\n');
    const shown = Number(/\+\$([\d,.]+)\/mo/.exec(said)?.[1]?.replaceAll(',', ''));
    expect(Math.abs(shown - more) / more).toBeLessThan(0.01);
  });

  it('a request of the CPU that decides the share of the machine costs money', () => {
    const text = config
      .replace(/ {6}nodeSelector:\n(?: {8}.*\n){3}/, '')
      .replace(/\n {12}limits:\n.*gpu: 2/, '')
      .replace('vllm/vllm-openai:v0.11.0', 'seldonio/mlserver:1.6.0')
      .replace(/ {10}args:\n(?: {12}.*\n)+/, '');
    expect(hover('"8"', text).split('\n\n')[0]).toMatch(
      /^The pod takes \d+% of [\w.]+; with half of this request: −\$[\d,.]+\/mo/,
    );
  });
});
