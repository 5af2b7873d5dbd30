import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { analyze } from '../../../src/core/analyze.ts';
import { readAssumptions } from '../../../src/core/assumptions/readAssumptions.ts';
import { getCompletions } from '../../../src/core/features/assumptionsFile/completion.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';
import { createLineIndex } from '../../../src/core/text/lines.ts';
import { vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const uri = 'file:///repo/.servingcost.yaml';
const chat = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
});

/** What is offered at the `|` of the text. */
function offered(marked: string, schemaElsewhere = false): readonly CompletionItem[] {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const analysis = analyze(
    [
      { uri, version: 1, text },
      { uri: 'file:///repo/chat.yaml', version: 1, text: chat },
      {
        uri: 'file:///repo/search.yaml',
        version: 1,
        text: chat.replace('name: chat', 'name: search'),
      },
      {
        uri: 'file:///elsewhere/other.yaml',
        version: 1,
        text: chat.replace('name: chat', 'name: other'),
      },
    ],
    testEnvironment(),
  );
  return getCompletions(analysis, uri, createLineIndex(text).positionAt(offset), {
    schemaElsewhere,
  });
}
const labels = (marked: string, schemaElsewhere?: boolean) =>
  offered(marked, schemaElsewhere).map(({ label }) => label);

/** The text after the item of that label is chosen. */
function chosen(marked: string, label: string): string {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const edit = offered(marked).find((item) => item.label === label)?.textEdit as
    TextEdit | undefined;
  if (edit === undefined) throw new Error(`${label} is not offered`);
  const lines = createLineIndex(text);
  return (
    text.slice(0, lines.offsetAt(edit.range.start)) +
    edit.newText +
    text.slice(lines.offsetAt(edit.range.end))
  );
}

describe('keys', () => {
  it.each([
    ['the top', '|', ['version', 'provider', 'workload', 'deployments']],
    ['a new line below others', 'provider: aws\n|', ['region', 'workload']],
    ['a block', 'workload:\n  |', ['requestsPerSecond', 'shape', 'latency']],
    ['a block within', 'workload:\n  shape: steady\n  latency:\n    |', ['ttftMs', 'percentile']],
    ['a half-typed word', 'workload:\n  requ|', ['requestsPerSecond', 'users']],
    ['a deployment', 'deployments:\n  chat:\n    |', ['model', 'replicas', 'workload', 'ignore']],
    [
      'an item of a list',
      'deployments:\n  chat:\n    ignore:\n      - |',
      ['code', 'reason', 'until'],
    ],
    [
      'an item of a list further down',
      'deployments:\n  chat:\n    ignore:\n    - code: spot\n      |',
      ['reason', 'until'],
    ],
    ['braces', 'workload: { |', ['requestsPerSecond']],
    ['braces within braces', 'workload: { latency: { ttftMs: 1, |', ['tpotMs']],
    ['a key of own names', 'deployments:\n  batch-*:\n    purchase: spot\n    |', ['region']],
    ['a mapping by words', 'discount:\n  |', ['aws', 'gcp']],
    ['text that cannot be read', 'provider: [\nworkload:\n  |', ['requestsPerSecond']],
  ])('of %s', (_, marked, expected) => {
    expect(labels(marked)).toEqual(expect.arrayContaining(expected));
  });

  it('that stand there already are left out', () => {
    expect(labels('provider: aws\nworkload:\n  shape: steady\n|')).not.toContain('provider');
    expect(labels('workload:\n  shape: steady\n  |\n  users: 3\n')).not.toContain('users');
    expect(labels('workload:\n  shape: steady\n  |\nprovider: aws\n')).not.toContain('shape');
  });

  it('say what they mean, in which unit, and what holds without them', () => {
    const items = offered('workload:\n  |');
    expect(items.find(({ label }) => label === 'peakFactor')?.documentation).toMatch(
      /A ratio, 1–12.*Default 1: no bursts/,
    );
    expect(items.find(({ label }) => label === 'shape')?.detail).toBe(
      'steady | business-hours | diurnal | spiky | measured',
    );
  });

  it('come with what goes behind them', () => {
    expect(chosen('|', 'provider')).toBe('provider: ');
    expect(chosen('wo|', 'workload')).toBe('workload:\n  ');
    expect(chosen('workload:\n  lat|\n', 'latency')).toBe('workload:\n  latency:\n    \n');
    expect(chosen('workload: { lat|', 'latency')).toBe('workload: { latency: ');
    expect(chosen('prov|ider: aws\n', 'provider')).toBe('provider: aws\n');
    expect(chosen('deployments:\r\n  chat:\r\n    ig|\r\n', 'ignore')).toBe(
      'deployments:\r\n  chat:\r\n    ignore:\r\n      - \r\n',
    );
  });

  it('are nothing in comments and in other files', () => {
    expect(offered('# |')).toEqual([]);
    expect(offered('provider: aws # |')).toEqual([]);
  });
});

describe('names', () => {
  it('of deployments of the folder, with what they cost', () => {
    const names = offered('deployments:\n  |');
    expect(names.map(({ label }) => label)).toEqual(['chat', 'search']);
    expect(names[0]?.detail).toMatch(/^\$[\d,]+\/mo · 1 × L4$/);
    expect(labels('deployments:\n  chat:\n    replicas: 2\n  |')).toEqual(['search']);
    expect(chosen('deployments:\n  |', 'chat')).toBe('deployments:\n  chat:\n    ');
  });

  it('of regions of the provider that is stated nearest', () => {
    expect(labels('provider: aws\nregion: |')).toContain('us-east-1');
    expect(labels('provider: aws\nregion: |')).not.toContain('us-central1');
    expect(
      labels('provider: aws\ndeployments:\n  chat:\n    provider: gcp\n    region: |'),
    ).toContain('us-central1');
  });

  it('of accelerators with memory and the lowest price, of machines with theirs, of models with size', () => {
    const of = (marked: string, label: string) =>
      offered(marked).find((item) => item.label === label)?.detail;
    expect(of('accelerator: |', 'L4')).toMatch(/GiB · 300 GB\/s .* · from \$0\.\d+\/h \(/);
    expect(of('provider: aws\nregion: us-east-1\ninstanceType: |', 'g6.xlarge')).toBe(
      '$0.8048/h · 1 × L4 · 4 vCPU · 16 GiB',
    );
    expect(of('deployments:\n  chat:\n    model: |', 'meta-llama/Llama-3.1-8B-Instruct')).toMatch(
      /^8\.\d+ billion parameters/,
    );
    expect(labels('policies:\n  allowed:\n    accelerators: [L4, |')).toContain('H100-SXM');
    expect(labels('policies:\n  allowed:\n    accelerators:\n      - |')).toContain('H100-SXM');
  });

  it('of rules, with their titles', () => {
    const rule = offered('rules:\n  |').find(({ label }) => label === 'spot');
    expect(rule?.detail).toMatch(/\w/);
    expect(labels('rules:\n  spot: |')).toEqual(['off', 'information', 'warning', 'error']);
    expect(labels('deployments:\n  chat:\n    ignore:\n      - code: |')).toContain('spot');
  });

  it('are all that is offered where the schema is known elsewhere', () => {
    expect(labels('|', true)).toEqual([]);
    expect(labels('workload:\n  shape: |', true)).toEqual([]);
    expect(labels('accelerator: |', true)).toContain('L4');
    expect(labels('deployments:\n  |', true)).toEqual(['chat', 'search']);
  });
});

describe('words', () => {
  it.each([
    ['provider: |', 'gcp'],
    ['purchase: |', 'reserved-1y'],
    ['workload:\n  shape: bu|', 'business-hours'],
    ['components:\n  warmPool: { enabled: |', 'true'],
    ['version: |', '1'],
    ['policies:\n  required:\n    labels: [|', 'owner'],
  ])('%s', (marked, label) => {
    expect(labels(marked)).toContain(label);
  });
});

describe('anywhere in any text', () => {
  const texts = [
    'provider: aws\nworkload:\n  shape: steady\n  latency: { ttftMs: 800, percentile: 99 }\ndeployments:\n  chat:\n    ignore:\n      - code: spot\n        reason: x\n',
    'a: [\n  {b: "c: d"\n- - e: f\n\t g:h\n',
  ];
  it('never fails, and what is chosen in a whole file leaves it one that is read', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(300), (text, at) => {
        const offset = Math.min(at, text.length);
        const marked = `${text.slice(0, offset)}|${text.slice(offset)}`;
        const keys = offered(marked).filter(({ kind }) => kind === 10);
        if (text !== texts[0] || keys.length === 0) return;
        const [first] = keys;
        const after = parseFile({ uri, version: 2, text: chosen(marked, first?.label ?? '') });
        const unknown = readAssumptions(after).findings.filter(({ message }) =>
          message.startsWith(`${first?.label ?? ''} is not known`),
        );
        expect(unknown, marked).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('measured speeds', () => {
  const point = (line: string): string => `throughput:\n  - model: Qwen/Qwen3-8B\n    ${line}`;

  it('are typed with their keys, names of models and accelerators, and precisions', () => {
    expect(labels(point('|'))).toEqual(
      expect.arrayContaining(['accelerator', 'concurrency', 'outputTokensPerSecond']),
    );
    expect(labels('throughput:\n  - model: |')).toContain('meta-llama/Llama-3.1-8B-Instruct');
    expect(labels(point('accelerator: |'))).toContain('L4');
    expect(labels(point('quantization: |'))).toContain('awq');
    // How many, not which.
    expect(labels(point('accelerators: |'))).not.toContain('L4');
  });
});
