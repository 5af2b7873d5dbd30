import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import type { Analysis } from '../../../src/core/analysis.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const two = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  replicas: 2,
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  args: ['--max-model-len=4096'],
});
const other = two.replace('name: chat', 'name: other');
const comment = '# serving-cost: ignore[spot] stateful sessions';

/** Which deployments are told to use spot. */
const told = ({ deployments }: Analysis): readonly string[] =>
  deployments
    .filter(({ findings }) => findings.some(({ code }) => code === 'spot'))
    .map(({ deployment }) => deployment.name);
const fileFindings = ({ files }: Analysis) =>
  files.flatMap(({ findings }) =>
    findings.map(({ code, level, message }) => ({ code, level, message })),
  );

describe('where a comment counts', () => {
  it('without one, spot is proposed', () => {
    expect(told(analysisOf(`${two}---\n${other}`))).toEqual(['chat', 'other']);
  });

  it.each([
    ['above the object', `${comment}\n${two}---\n${other}`],
    ['above the object, behind its start', `---\n${comment}\n\n${two}---\n${other}`],
    ['on its first line', two.replace('apps/v1', `apps/v1 ${comment}`) + `---\n${other}`],
    ['on the line of its name', two.replace('# the chat service', comment) + `---\n${other}`],
    [
      'above a value',
      two.replace('  replicas: 2', `  ${comment}\n  replicas: 2`) + `---\n${other}`,
    ],
    ['behind the last value', `${two.trimEnd()} ${comment}\n---\n${other}`],
  ])('%s: for that deployment alone', (_, text) => {
    const analysis = analysisOf(text);
    expect(told(analysis)).toEqual(['other']);
    expect(analysis.deployments[0]?.suppressed).toMatchObject([
      { code: 'spot', reason: 'stateful sessions', until: null },
    ]);
    expect(fileFindings(analysis)).toEqual([]);
  });

  it('ignore-file counts for all of a file, wherever it stands', () => {
    const text = `${two}---\n${other}# serving-cost: ignore-file[spot] contract\n`;
    expect(told(analysisOf(text))).toEqual([]);
  });

  it('one that stands by nothing says so', () => {
    const text = `${two}${comment}\n---\n${other}`;
    expect(told(analysisOf(text))).toEqual(['chat', 'other']);
    expect(fileFindings(analysisOf(text))).toMatchObject([
      { code: 'suppression', message: expect.stringMatching(/suppresses nothing/) as string },
    ]);
  });

  it('other findings stay', () => {
    const text = `${comment}\n${two}`;
    const codes = (analysis: Analysis) => analysis.deployments[0]?.findings.map(({ code }) => code);
    expect(codes(analysisOf(text))).toEqual(
      codes(analysisOf(two))?.filter((code) => code !== 'spot'),
    );
  });

  it('a service of Compose, above its key and behind it', () => {
    const compose = (above: string, behind: string) =>
      `services:\n  a:\n    image: vllm/vllm-openai:v0.9.1\n    command: --model x/unknown-one\n${above}  b:${behind}\n    image: vllm/vllm-openai:v0.9.1\n    command: --model x/unknown-two\n`;
    const unknown = (text: string) =>
      analyze([{ uri: 'file:///repo/compose.yaml', version: 1, text }], testEnvironment())
        .deployments.filter(({ findings }) => findings.some(({ code }) => code === 'unknown-model'))
        .map(({ deployment }) => deployment.name);
    expect(unknown(compose('', ''))).toEqual(['a', 'b']);
    const words = '# serving-cost: ignore[unknown-model] ours';
    expect(unknown(compose(`  ${words}\n`, ''))).toEqual(['a']);
    expect(unknown(compose('', ` ${words}`))).toEqual(['a']);
  });
});

describe('what is said of a comment', () => {
  it('that it has ended, and removing it is offered', () => {
    for (const text of [
      `# serving-cost: ignore[spot] until 2026-01-31 contract\n${two}`,
      two.replace('# the chat service', '# serving-cost: ignore[spot] until 2026-01-31 contract'),
    ]) {
      const analysis = analysisOf(text);
      expect(told(analysis)).toEqual(['chat']);
      const [finding] = analysis.files[0]?.findings ?? [];
      expect(finding).toMatchObject({ code: 'expired-suppression', level: 'warning' });
      const after = applyEdits(text, finding?.fixes[0]?.edits[0]?.edits ?? []);
      expect(after).toBe(text.replace(/ *# serving-cost.*contract(\n(?=api))?/, ''));
      expect(analysisOf(after).files[0]?.findings).toEqual([]);
    }
  });

  it('that it counts to the end of its day', () => {
    const { today } = testEnvironment();
    expect(told(analysisOf(`# serving-cost: ignore[spot] until ${today} x\n${two}`))).toEqual([]);
  });

  it('that it gives no reason, and counts all the same', () => {
    const analysis = analysisOf(`# serving-cost: ignore[spot]\n${two}`);
    expect(told(analysis)).toEqual([]);
    expect(fileFindings(analysis)).toMatchObject([{ code: 'suppression', level: 'information' }]);
  });

  it('that there is no such code, and which is meant', () => {
    const analysis = analysisOf(`# serving-cost: ignore[spott] x\n${two}`);
    expect(told(analysis)).toEqual(['chat']);
    expect(fileFindings(analysis)).toMatchObject([
      {
        code: 'suppression',
        message: 'There are no findings with the code spott; did you mean spot?',
      },
    ]);
  });

  it('nothing where the levels say so', () => {
    const text = `# serving-cost: ignore[spot]\n${two}`;
    expect(fileFindings(analysisOf(text, 'rules:\n  suppression: off\n'))).toEqual([]);
  });
});

describe('the assumptions file', () => {
  const ignore = (until: string) =>
    `version: 1\ndeployments:\n  chat:\n    ignore:\n      - { code: spot, reason: contract, until: ${until} }\n    team: ml\n`;

  it('is listed with where it is said', () => {
    const analysis = analysisOf(two, ignore('2027-12-31'));
    expect(analysis.deployments[0]?.suppressed).toMatchObject([
      {
        code: 'spot',
        reason: 'contract',
        until: '2027-12-31',
        uri: 'file:///repo/.servingcost.yaml',
      },
    ]);
  });

  it('says what has ended, and removes it', () => {
    const text = ignore('2026-01-31');
    const [finding] = analysisOf(two, text).files.flatMap(({ findings }) => findings);
    expect(finding).toMatchObject({ code: 'expired-suppression', level: 'warning' });
    expect(applyEdits(text, finding?.fixes[0]?.edits[0]?.edits ?? [])).toBe(
      'version: 1\ndeployments:\n  chat:\n    team: ml\n',
    );
  });
});
