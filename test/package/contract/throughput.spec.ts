import { describe, expect, it } from 'vitest';
import { documentedJson } from '../../support/documentedJson.ts';
import { installCli } from '../installedCli.ts';

const cli = await installCli();

interface Answer {
  readonly id: string | number | null;
  readonly error?: string;
  readonly outputTokensPerSecond?: number;
  readonly kvCacheGiB?: number;
  readonly fits?: boolean;
}

const [, , documentedRow, documentedAnswer] = documentedJson('docs/command-line.md') as [
  unknown,
  unknown,
  Readonly<Record<string, unknown>>,
  Readonly<Record<string, unknown>>,
];
const answerKeys = Object.keys(documentedAnswer);

/** Answers to lines that are written as they are. */
function answersTo(lines: readonly string[], end = '\n'): readonly Answer[] {
  const { status, stdout, stderr } = cli.run(cli.folder, ['throughput'], lines.join(end) + end);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const written = stdout.split('\n');
  expect(written.pop()).toBe('');
  return written.map((line) => JSON.parse(line) as Answer);
}

const row = (changed: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...documentedRow, ...changed });

describe('throughput', () => {
  it('answers the documented row with the documented figures, and no others', () => {
    expect(answerKeys).toEqual([
      'id',
      'outputTokensPerSecond',
      'totalTokensPerSecond',
      'requestsPerSecond',
      'ttftMs',
      'tpotMs',
      'fits',
      'weightsGiB',
      'kvCacheGiB',
      'kvCacheTokens',
    ]);
    const [answer = {}] = answersTo([row({})]);
    expect(Object.keys(answer)).toEqual(answerKeys);
    expect(answer).toMatchObject({ id: 'a', fits: true });
    for (const key of answerKeys.filter((name) => name !== 'id' && name !== 'fits')) {
      expect(answer, key).toMatchObject({ [key]: expect.any(Number) as number });
    }
  });

  it('answers in order, an error in the place of a row that cannot be answered', () => {
    const answers = answersTo([
      row({ id: 1 }),
      '{"id": 2',
      row({ id: 'three', model: 'no/such-model' }),
      row({ id: 4, accelerator: 'no-such-accelerator' }),
      '',
      '[]',
      'null',
      '{}',
      row({ id: 9, inputTokens: -1 }),
      row({ id: 10, model: '__proto__' }),
      row({ id: 11 }),
    ]);
    expect(answers.map(({ id }) => id)).toEqual([1, null, 'three', 4, null, null, null, 9, 10, 11]);
    for (const answer of answers.slice(1, -1)) {
      expect(Object.keys(answer)).toEqual(['id', 'error']);
      expect(answer.error).toMatch(/\w/);
    }
    expect(answers.at(-1)).toEqual({ ...answers[0], id: 11 });
  });

  it('takes names and aliases, numbers in quotes, and blank cells', () => {
    const [usual, ...others] = answersTo([
      row({ concurrency: undefined }),
      row({ accelerator: 'NVIDIA H100 80GB HBM3', concurrency: undefined }),
      row({ model: 'meta-llama/llama-3.1-8b-instruct', concurrency: '' }),
      row({ inputTokens: '1000', gpus: '1', concurrency: null }),
      JSON.stringify({
        id: 'a',
        model: documentedRow.model,
        accelerator: 'h100',
        inputTokens: 1000,
        outputTokens: 200,
      }),
    ]);
    for (const other of others) expect(other).toEqual(usual);
  });

  it('without concurrency fills the memory, and says what does not fit', () => {
    const [full, few] = answersTo([row({ concurrency: undefined }), row({ concurrency: 4 })]);
    expect(full?.outputTokensPerSecond).toBeGreaterThan(few?.outputTokensPerSecond ?? NaN);
    const [large] = answersTo([row({ model: 'meta-llama/Llama-3.1-405B-Instruct' })]);
    expect(large).toMatchObject({ fits: false, kvCacheGiB: 0 });
  });

  it('heeds what matters for memory', () => {
    const kv = (changed: Readonly<Record<string, unknown>>): number =>
      answersTo([row(changed)])[0]?.kvCacheGiB ?? NaN;
    const usual = kv({});
    expect(kv({ gpuMemoryUtilization: 0.5 })).toBeLessThan(usual);
    expect(kv({ quantization: 'fp8' })).toBeGreaterThan(usual);
  });

  it('answers many rows, with line ends of Windows', () => {
    const ids = Array.from({ length: 20_000 }, (_, id) => id);
    const answers = answersTo(
      ids.map((id) => row({ id })),
      '\r\n',
    );
    expect(answers.map(({ id }) => id)).toEqual(ids);
  });
});
