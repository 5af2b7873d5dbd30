import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { answeredChecklist } from '../../../src/core/report/checklist/checklist.ts';
import { getReport } from '../../../src/core/report/report.ts';
import { renderReport } from '../../../src/core/report/render.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const l4 = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const model = 'meta-llama/Llama-3.1-8B-Instruct';
const chat = vllmDeployment({ model, replicas: 2, selector: l4, args: ['--max-model-len=4096'] });

/** The answer of the first deployment to an item, and the text where it stands. */
function answerOf(id: string, text: string, assumptions?: string) {
  const analysis = analysisOf(text, assumptions);
  const item = answeredChecklist(analysis).find((one) => one.id === id);
  const [answer] = item?.answers ?? [];
  if (answer === undefined) throw new Error(`no item ${id}`);
  const { uri, span } = answer.place;
  const source = analysis.files.find(({ file }) => file.source.uri === uri)?.file.source.text ?? '';
  return { status: answer.status, note: answer.note, at: source.slice(span.start, span.end) };
}
const withLines = (text: string, before: string, ...lines: readonly string[]): string =>
  text.replace(before, [...lines, before].join('\n'));

describe('the checklist', () => {
  it.each([
    ['requirements', 'missing', 'chat', ''],
    ['hardware', 'done', 'nvidia-l4', ''],
    ['region', 'missing', 'chat', ''],
    ['autoscaling', 'missing', '2', ''],
    ['cold-start', 'not-applicable', '2', ''],
    ['caching', 'done', 'vllm/vllm-openai:v0.9.1', ''],
    ['batching', 'done', 'vllm/vllm-openai:v0.9.1', ''],
    ['spot', 'not-applicable', 'chat', ''],
    ['model-cache', 'missing', model, ''],
    ['limits', 'missing', 'chat', ''],
    ['health', 'missing', 'chat', ''],
    ['monitoring', 'missing', 'chat', ''],
    ['scale-to-zero', 'not-applicable', 'chat', ''],
    ['owner', 'missing', 'chat', ''],
    ['budget', 'missing', 'chat', ''],
    ['reviews', 'not-applicable', 'chat', ''],
    ['requirements', 'done', '4', 'workload: { requestsPerSecond: 4, latency: { ttftMs: 900 } }'],
    ['requirements', 'missing', '4', 'workload: { requestsPerSecond: 4 }'],
    ['region', 'done', 'us-east4', 'provider: gcp\nregion: us-east4'],
    ['spot', 'missing', '1', 'workload: { latencyClass: batch }'],
    ['autoscaling', 'not-applicable', 'chat', 'workload: { latencyClass: batch }'],
    ['autoscaling', 'done', 'business-hours', 'schedule: business-hours'],
    ['scale-to-zero', 'missing', '2', 'environment: dev'],
    ['scale-to-zero', 'not-applicable', 'prod', 'environment: prod'],
    ['owner', 'missing', 'ml', 'team: ml'],
    ['owner', 'done', 'ml', 'team: ml\nowner: ada'],
    ['budget', 'missing', 'chat', 'policies: { budgets: { perDeployment: 1 } }'],
  ])('%s is %s at %s: %s', (id, status, at, assumptions) => {
    const text = answerOf(
      id,
      chat,
      assumptions === '' ? undefined : `version: 1\n${assumptions}\n`,
    );
    expect(text).toMatchObject({ status, at });
  });

  it('holds a deployment to its budget', () => {
    const within = 'policies: { budgets: { perDeployment: 100000 } }\n';
    expect(answerOf('budget', chat, within)).toMatchObject({ status: 'done' });
  });

  it.each([
    ['limits', '              nvidia.com/gpu: 1', '              memory: 24Gi', 'memory'],
    [
      'health',
      '          ports:',
      '          readinessProbe: { httpGet: { port: 8000 } }',
      'readinessProbe',
    ],
    [
      'monitoring',
      'spec:\n  replicas',
      '  annotations:\n    prometheus.io/scrape: "true"',
      'prometheus.io/scrape',
    ],
  ])('%s is found in the text', (id, before, line, at) => {
    expect(answerOf(id, withLines(chat, before, line))).toMatchObject({ status: 'done', at });
  });

  it.each([
    ['limits', '    memory: 15360', 'memory'],
    ['health', '    healthCheck: { command: [CMD, curl, localhost] }', 'healthCheck'],
  ])('%s is found in a container of an ECS task', (id, line, at) => {
    const task = (...lines: readonly string[]): string =>
      [
        'family: chat',
        'containerDefinitions:',
        '  - name: server',
        '    image: vllm/vllm-openai:v0.10.2',
        `    command: [--model, ${model}]`,
        '    resourceRequirements: [{ type: GPU, value: "1" }]',
        ...lines,
      ].join('\n');
    expect(answerOf(id, task(line))).toMatchObject({ status: 'done', at });
    expect(answerOf(id, task())).toMatchObject({ status: 'missing' });
  });

  it('finds what another file says of how it runs, and nothing of another deployment', () => {
    const probed = withLines(
      chat.replace('name: chat', 'name: other'),
      '          ports:',
      '          livenessProbe: { httpGet: { port: 8000 } }',
    );
    const analysis = analysisOf(`${chat}---\n${probed}`);
    const health = answeredChecklist(analysis).find(({ id }) => id === 'health');
    expect(health?.answers.map(({ status }) => status)).toEqual(['missing', 'done']);
  });

  it('takes smaller weights, a refusal and a look at them for considered', () => {
    const big = vllmDeployment({
      model: 'meta-llama/Llama-3.1-70B-Instruct',
      gpus: 4,
      selector: { 'node.kubernetes.io/instance-type': 'p5.48xlarge' },
      args: ['--tensor-parallel-size=4', '--max-model-len=8192'],
    });
    expect(answerOf('quantization', big)).toMatchObject({ status: 'missing' });
    const refused = `# serving-cost: ignore[quantize] legal review\n${big}`;
    expect(answerOf('quantization', refused)).toMatchObject({
      status: 'done',
      note: 'legal review',
    });
    expect(answerOf('reviews', refused)).toMatchObject({ status: 'missing' });
    const until = refused.replace(']', '] until 2027-01-31');
    expect(answerOf('reviews', until)).toMatchObject({ status: 'done' });
  });

  it('asks nothing where nothing is served', () => {
    const analysis = analyze([], testEnvironment());
    const report = getReport(analysis, { base: 'file:///repo' });
    expect(report.checklist).toEqual([]);
    expect(renderReport(report, 'text')).not.toContain('Checklist');
  });

  it('is in every report that is read, and adds up', () => {
    const report = getReport(analysisOf(chat), { base: 'file:///repo' });
    for (const { done, missing, notApplicable, answers } of report.checklist) {
      expect(done + missing + notApplicable).toBe(answers.length);
    }
    for (const format of ['text', 'markdown', 'html'] as const) {
      const text = renderReport(report, format);
      expect(text).toContain('Checklist');
      expect(text).toContain('Replicas follow the load');
    }
  });
});
