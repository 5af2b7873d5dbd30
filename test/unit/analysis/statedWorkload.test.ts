import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/core/analysis.ts';
import { analyze } from '../../../src/core/analyze.ts';
import { assumeFields } from '../../../src/core/assumptions/edit.ts';
import { getCodeActions } from '../../../src/core/features/codeActions.ts';
import { whatIf, whatIfEdits } from '../../../src/core/whatIf/whatIf.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const chat = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  replicas: 2,
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  args: ['--max-model-len=4096'],
});
const other = chat.replace('name: chat', 'name: other');
const comment = '# serving-cost: 3 rps, 800 in, 100 out, ttft < 2s at p99, steady';

const rates = ({ deployments }: Analysis) =>
  Object.fromEntries(
    deployments.map(({ deployment, workload: { requestsPerSecond } }) => [
      deployment.name,
      requestsPerSecond.origin.kind === 'default' ? null : requestsPerSecond.value,
    ]),
  );
const messages = ({ files }: Analysis) =>
  files.flatMap(({ findings }) => findings.map(({ message }) => message));

describe('what comments of a config say that it has to serve', () => {
  it.each([
    ['above the object', `${comment}\n${chat}---\n${other}`],
    ['on the line of its name', chat.replace('# the chat service', comment) + `---\n${other}`],
    [
      'above a value',
      chat.replace('  replicas: 2', `  ${comment}\n  replicas: 2`) + `---\n${other}`,
    ],
    ['behind the last value', `${chat.trimEnd()} ${comment}\n---\n${other}`],
  ])('counts %s, for that deployment alone', (_, text) => {
    const analysis = analysisOf(text);
    expect(rates(analysis)).toEqual({ chat: 3, other: null });
    expect(messages(analysis)).toEqual([]);
  });

  it('gives every value the place of the comment', () => {
    const [one] = analysisOf(`${comment}\n${chat}`).deployments;
    const { inputTokens, outputTokens, ttftMs, percentile, shape } = one?.workload ?? {};
    expect(
      [inputTokens, outputTokens, ttftMs, percentile, shape].map((each) => each?.value),
    ).toEqual([800, 100, 2000, 99, 'steady']);
    for (const each of [inputTokens, outputTokens, ttftMs, percentile, shape]) {
      expect(each?.origin).toEqual({
        kind: 'assumptions',
        uri: 'file:///repo/serving.yaml',
        span: { start: 0, end: comment.length },
      });
    }
  });

  it('counts before a block of the assumptions file, a comment on the file behind it', () => {
    const stated =
      'workload: {requestsPerSecond: 1}\ndeployments: {chat: {workload: {requestsPerSecond: 7}}}\n';
    expect(rates(analysisOf(`${comment}\n${chat}---\n${other}`, stated))).toEqual({
      chat: 3,
      other: 1,
    });
    const whole = `# serving-cost: file: 5 rps\n${chat}---\n${other}`;
    expect(rates(analysisOf(whole, stated))).toEqual({ chat: 7, other: 5 });
    expect(rates(analysisOf(whole))).toEqual({ chat: 5, other: 5 });
  });

  it('is the month that the assumptions file would give', () => {
    const months = (analysis: Analysis) =>
      analysis.deployments.map(({ estimate }) => estimate.monthly);
    const stated =
      'workload: {requestsPerSecond: 3, inputTokens: 800, outputTokens: 100, shape: steady, latency: {ttftMs: 2000, percentile: 99}}\n';
    expect(months(analysisOf(`${comment}\n${chat}`))).toEqual(months(analysisOf(chat, stated)));
  });

  it('is held against its words, and mended', () => {
    const text = `# serving-cost: 3 rsp, 800 in\n${chat}`;
    const analysis = analysisOf(text);
    const [finding] = analysis.files[0]?.findings ?? [];
    expect(finding).toMatchObject({
      code: 'workload-comment',
      message: '“3 rsp” is not understood; did you mean 3 rps?',
    });
    expect(text.slice(finding?.span.start, finding?.span.end)).toBe('3 rsp');
    const mended = applyEdits(text, finding?.fixes[0]?.edits[0]?.edits ?? []);
    expect(rates(analysisOf(mended))).toEqual({ chat: 3 });
  });

  it('says where it counts for nothing', () => {
    expect(messages(analysisOf(`${chat}${comment}\n---\n${other}`))).toEqual([
      'This comment is about no deployment where it stands: put it into one, or right above.',
    ]);
    expect(messages(analysisOf(`# serving-cost:\n${chat}`))).toMatchObject([
      expect.stringMatching(/^This states nothing/) as string,
    ]);
  });

  it('leaves comments on findings alone', () => {
    const analysis = analysisOf(`# serving-cost: ignore[spot] stateful\n${comment}\n${chat}`);
    expect(rates(analysis)).toEqual({ chat: 3 });
    expect(analysis.deployments[0]?.suppressed.map(({ code }) => code)).toEqual(['spot']);
    expect(messages(analysis)).toEqual([]);
  });

  it.each([
    [
      'compose.yaml',
      'services:\n  chat:\n    # serving-cost: 2 rps\n    image: vllm/vllm-openai:v0.9.1\n    command: --model meta-llama/Llama-3.1-8B-Instruct\n  b:\n    image: vllm/vllm-openai:v0.9.1\n    command: --model meta-llama/Llama-3.1-8B-Instruct\n',
    ],
    [
      'main.tf',
      '// serving-cost: 2 rps\nresource "aws_sagemaker_endpoint_configuration" "chat" {\n  production_variants {\n    variant_name = "main"\n    model_name = "chat"\n    instance_type = "ml.g5.xlarge"\n    initial_instance_count = 1\n  }\n}\n',
    ],
    ['Modelfile', '# serving-cost: 2 rps\nFROM llama3.1:8b\n'],
  ])('is read in %s', (name, text) => {
    expect(Object.values(rates(analysisOf(text, undefined, name)))[0]).toBe(2);
  });
});

describe('changing what a comment states', () => {
  const text = `${comment}\n${chat}`;

  it('is done in the comment, as it counts before the assumptions file', () => {
    const analysis = analysisOf(text);
    const [one] = analysis.deployments;
    if (one === undefined) throw new Error('nothing is deployed');
    const proposal = assumeFields(
      one.deployment,
      [
        { path: ['workload', 'requestsPerSecond'], value: 9 },
        { path: ['workload', 'maxAccuracyLoss'], value: 2 },
      ],
      analysis.files.map(({ file }) => file),
    );
    if ('refused' in proposal) throw new Error(proposal.refused);
    const [inConfig, inFile] = proposal.edits;
    expect(applyEdits(text, inConfig?.edits ?? []).split('\n')[0]).toBe(
      '# serving-cost: 9 rps, 800 in, 100 out, steady, ttft < 2s, p99',
    );
    expect(inFile?.uri).toBe('file:///repo/.servingcost.yaml');
    expect(inFile?.edits[0]?.newText).toContain('maxAccuracyLoss: 2');
  });

  it('is a what-if with the month of the files once it is written', () => {
    const analysis = analysisOf(text);
    const id = analysis.deployments[0]?.deployment.id ?? '';
    const inputs = { requestsPerSecond: 20, outputTokens: 400 };
    const supposed = whatIf(analysis, id, inputs);
    const written = whatIfEdits(analysis, id, inputs, 'assumptions');
    if ('refused' in written) throw new Error(written.refused);
    expect(written.edits.map(({ uri }) => uri)).toEqual(['file:///repo/serving.yaml']);
    const after = analyze(
      [
        {
          uri: 'file:///repo/serving.yaml',
          version: 2,
          text: applyEdits(text, written.edits[0]?.edits ?? []),
        },
      ],
      testEnvironment(),
    );
    expect(after.deployments[0]?.estimate.monthly).toEqual(supposed?.after.monthly);
    expect(supposed?.after.monthly).not.toEqual(supposed?.before.monthly);
  });
});

describe('the quick fix that states the workload', () => {
  const titles = (text: string, line: number) => {
    const at = { line, character: 0 };
    const uri = 'file:///repo/serving.yaml';
    return getCodeActions(analysisOf(text), uri, { start: at, end: at });
  };

  it('stands on the name, keeps margin and line breaks', () => {
    const nested =
      `apiVersion: v1\nkind: List\nitems:\n- ${chat.trimEnd().replaceAll('\n', '\n  ')}\n`.replaceAll(
        '\n',
        '\r\n',
      );
    const line = nested.split('\r\n').findIndex((each) => each.includes('name: chat'));
    const action = titles(nested, line).find(({ title }) => title.startsWith('State the workload'));
    const change = action?.edit?.documentChanges?.[0];
    expect(change).toMatchObject({
      edits: [
        {
          newText: expect.stringMatching(
            /^ *# serving-cost: [\d.]+ rps, 1000 in, 250 out, diurnal\r\n$/,
          ) as string,
        },
      ],
    });
  });

  it('is not there once the rate is stated', () => {
    const line = text()
      .split('\n')
      .findIndex((each) => each.includes('name: chat'));
    expect(titles(text(), line).map(({ title }) => title)).not.toContain(
      'State the workload here, in a comment',
    );
  });
  const text = (): string => `${comment}\n${chat}`;
});
