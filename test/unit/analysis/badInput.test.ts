import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import type { Analysis } from '../../../src/core/analysis.ts';
import { getReport } from '../../../src/core/report/report.ts';
import { vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const good = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  args: ['--max-model-len=8192'],
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
});
const environment = testEnvironment();

function analysisOf(text: string, uri = 'file:///repo/serving.yaml'): Analysis {
  return analyze([{ uri, version: 1, text }], environment);
}

const month = (analysis: Analysis) => analysis.deployments[0]?.estimate.monthly?.expected;
const skipped = (analysis: Analysis) =>
  getReport(analysis, { base: 'file:///repo' }).skipped.map(({ reason }) => reason);
const expected = month(analysisOf(good));

describe('text that is unusual and right', () => {
  it.each([
    ['CRLF', good.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${good}`],
    ['both', `\ufeff${good.replaceAll('\n', '\r\n')}`],
    ['no line break at the end', good.trimEnd()],
    ['tabs in comments and at line ends', good.replace('spec:', 'spec:\t# tab\there')],
  ])('reads %s as the same deployment', (_, text) => {
    const analysis = analysisOf(text);
    expect(month(analysis)).toBeCloseTo(expected ?? NaN, 6);
    const { deployment } = analysis.deployments[0] ?? {};
    expect(text.slice(deployment?.nameSpan.start, deployment?.nameSpan.end)).toBe('chat');
  });
});

describe('text that is wrong in one document', () => {
  it.each([
    ['half a key', 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  na'],
    ['an open quote', 'apiVersion: apps/v1\nkind: "Depl\nvllm: {'],
    ['tabs as indentation', 'apiVersion: apps/v1\nkind: Deployment\nspec:\n\treplicas: 1 # vllm'],
    ['duplicate keys', 'kind: Deployment\nkind: Service # vllm\n'],
    ['a merge conflict', '<<<<<<< HEAD\nreplicas: 1\n=======\nreplicas: 2\n>>>>>>> other\n'],
  ])('reads the others beside %s', (_, broken) => {
    const analysis = analysisOf(`${broken}\n---\n${good}`);
    expect(analysis.deployments).toHaveLength(1);
    expect(month(analysis)).toBeCloseTo(expected ?? NaN, 6);
  });

  it('claims nothing about an object that is being typed', () => {
    const typing = good.replace(
      '              nvidia.com/gpu: 1',
      '              nvidia.com/gpu: [',
    );
    for (const { findings } of analysisOf(typing).deployments) expect(findings).toEqual([]);
  });
});

describe('text that is declined', () => {
  it('says so of a file of five megabytes', () => {
    const analysis = analysisOf(`${good}---\n${'# filler of a file\n'.repeat(280_000)}`);
    expect(analysis.deployments).toEqual([]);
    expect(skipped(analysis).join()).toMatch(/more than 1 MB/);
  });

  it('says so of an alias bomb', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [vllm, vllm]'
        : `a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`,
    );
    const analysis = analysisOf(`${levels.join('\n')}\n---\n${good}`);
    expect(skipped(analysis).join()).toMatch(/alias/i);
    expect(month(analysis)).toBeCloseTo(expected ?? NaN, 6);
  });

  it('says so of nesting no person writes', () => {
    const analysis = analysisOf(`vllm: ${'['.repeat(10_000)}\n---\n${good}`);
    expect(skipped(analysis).join()).toMatch(/deep|nest/i);
    expect(month(analysis)).toBeCloseTo(expected ?? NaN, 6);
  });

  it('says so of an unresolved merge conflict inside a deployment', () => {
    const text = good.replace(
      '  replicas: 1\n',
      '<<<<<<< HEAD\n  replicas: 1\n=======\n  replicas: 4\n>>>>>>> main\n',
    );
    const analysis = analysisOf(text);
    expect(analysis.deployments).toEqual([]);
    expect(skipped(analysis).join()).toMatch(/merge conflict/i);
  });

  it('says so of a Helm template that decides what it costs', () => {
    const text = good
      .replace('replicas: 1', 'replicas: {{ .Values.replicas }}')
      .replace('  template:', '  {{- if .Values.on }}\n  template:\n  {{- end }}');
    const analysis = analysisOf(text);
    expect(analysis.deployments).toEqual([]);
    expect(skipped(analysis).join()).toMatch(/template/i);
  });
});

describe('files that are no serving config', () => {
  it.each([
    ['a workflow', 'name: ci\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n'],
    [
      'a web server',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: nginx, image: nginx }] } } }\n',
    ],
    ['nothing', ''],
    ['a list', '- vllm\n- kserve\n'],
  ])('is silent about %s', (_, text) => {
    const analysis = analysisOf(text);
    expect(analysis.deployments).toEqual([]);
    expect(analysis.files.flatMap(({ findings }) => findings)).toEqual([]);
    expect(skipped(analysis)).toEqual([]);
  });
});
