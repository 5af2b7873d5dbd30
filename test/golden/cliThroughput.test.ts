import { expect, test } from 'vitest';
import { callCli } from '../support/callCli.ts';

const row = {
  id: 'a',
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  accelerator: 'H100',
  gpus: 1,
  tp: 1,
  engine: 'vllm',
  inputTokens: 500,
  outputTokens: 200,
};

async function answers(lines: readonly string[], end = '\n'): Promise<Record<string, unknown>[]> {
  const input = lines.map((line) => line + end).join('');
  const { status, output } = await callCli('/', ['throughput'], { input });
  expect(status).toBe(0);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('one answer a row, in order, with an error where a row cannot be answered', async () => {
  const lines = [
    JSON.stringify(row),
    '',
    '{"id": "b"',
    JSON.stringify({ ...row, id: 'c', model: 'no/such-model' }),
    JSON.stringify({ ...row, id: 'd', concurrency: 8 }),
    '[]',
  ];
  const [a, broken, c, d, list, ...more] = await answers(lines);
  expect(more).toEqual([]);
  expect(a).toMatchObject({ id: 'a', fits: true });
  for (const field of ['outputTokensPerSecond', 'totalTokensPerSecond', 'requestsPerSecond', 'ttftMs', 'tpotMs', 'weightsGiB', 'kvCacheGiB', 'kvCacheTokens']) {
    expect(a?.[field]).toBeGreaterThan(0);
  }
  expect(broken).toEqual({ id: null, error: 'line 3 is not JSON' });
  expect(c).toEqual({ id: 'c', error: 'model not known: no/such-model' });
  expect(d?.outputTokensPerSecond).toBeLessThan(a?.outputTokensPerSecond as number);
  expect(list).toMatchObject({ id: null, error: expect.any(String) as string });
});

test('rows that end like on Windows, and many of them', async () => {
  const many = Array.from({ length: 3000 }, (_, id) => JSON.stringify({ ...row, id }));
  const all = await answers(many, '\r\n');
  expect(all.map(({ id }) => id)).toEqual(many.map((_, id) => id));
});

test('nothing in, nothing out', async () => {
  expect(await answers([])).toEqual([]);
});
