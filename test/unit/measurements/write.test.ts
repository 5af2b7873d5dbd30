import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import type { MeasuredValues } from '../../../src/core/assumptions/measuredSchema.ts';
import { readAssumptions } from '../../../src/core/assumptions/readAssumptions.ts';
import { measuredEdits, measuredFile } from '../../../src/core/measurements/write.ts';
import { targetsOf } from '../../../src/core/measurements/target.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { testEnvironment } from '../../support/environment.ts';
import { analysisOfTexts, servingText } from '../../support/measuredTargets.ts';

const times = { source: 'vLLM at prom', from: '2026-11-20T00:00Z', to: '2026-11-27T00:00Z' };
const week = Array.from({ length: 168 }, (_, hour) => (hour % 24 < 8 ? 0.5 : 2.25));
const production: MeasuredValues = {
  production: {
    ...times,
    requestsPerSecond: 1.5,
    inputTokens: { mean: 800, p95: 2100 },
    series: week,
  },
};
const bill: MeasuredValues = { bill: { ...times, source: 'OpenCost', monthly: 420 } };

/** The texts after everything that has a deployment's name was measured. */
function written(
  texts: Readonly<Record<string, string>>,
  values: MeasuredValues | readonly MeasuredValues[],
  replace = false,
) {
  const analysis = analysisOfTexts(texts);
  const all = [values].flat();
  const measured = targetsOf(analysis).flatMap((target) =>
    all.map((one) => ({ target, values: one })),
  );
  const { edits, refused } = measuredEdits(measured, {
    files: analysis.files.map(({ file }) => file),
    deployments: analysis.deployments.map(({ deployment }) => deployment),
    home: 'file:///repo',
    replace,
  });
  const after: Record<string, string> = { ...texts };
  for (const edit of edits) {
    const name = edit.uri.slice('file:///repo/'.length);
    after[name] = applyEdits(texts[name] ?? '', edit.edits);
  }
  return { after, refused };
}

const chat = { 'chat.yaml': servingText('chat') };
const file = '.servingcost.yaml';

function read(text: string | undefined) {
  const { assumptions, findings } = readAssumptions(
    parseFile({ uri: `file:///repo/${file}`, version: 0, text: text ?? '' }),
  );
  return { values: assumptions.values, complaints: findings.map(({ message }) => message) };
}

describe('measurements are written', () => {
  it('into a new file, a day of hours a line, and are read as they were', () => {
    const { after, refused } = written(chat, production);
    expect(refused).toEqual([]);
    const text = after[file] ?? '';
    expect(text.split('\n').filter((line) => /^ +0\.5, .*2\.25,$/.test(line))).toHaveLength(7);
    const { values, complaints } = read(text);
    expect(complaints).toEqual([]);
    expect(values.deployments?.chat?.measured).toEqual(production);
  });

  it('beside everything that is there, which stays as it is', () => {
    const own =
      '# ours\nversion: 1\nregion: us-east4 # near\n\ndeployments:\n    search:\n        team: ml\n    chat: # public\n        team: web\n';
    const { after } = written({ ...chat, [file]: own }, [production, bill]);
    const text = after[file] ?? '';
    expect(text.startsWith(own.trimEnd())).toBe(true);
    expect(read(text).values.deployments).toEqual({
      search: { team: 'ml' },
      chat: { team: 'web', measured: { ...production, ...bill } },
    });
  });

  it('in the place of what was measured before, of the same kind alone', () => {
    const first = written(chat, [production, bill]).after;
    const newer: MeasuredValues = {
      production: { ...times, to: '2026-12-04T00:00Z', requestsPerSecond: 3 },
    };
    const second = written(first, newer).after;
    expect(read(second[file]).values.deployments?.chat?.measured).toEqual({ ...newer, ...bill });
    expect(second[file]).not.toContain('2.25');
    expect(written(second, newer).after).toEqual(second);
  });

  it('into files of comments alone, in flow style, and with the line ends that are there', () => {
    const comments = written({ ...chat, [file]: '# to do\n' }, bill).after[file] ?? '';
    expect(comments.startsWith('# to do\n')).toBe(true);
    const flow = written(
      { ...chat, [file]: '{ version: 1, deployments: { chat: {} } }\n' },
      production,
    );
    const windows = written({ ...chat, [file]: 'version: 1\r\n' }, production).after[file] ?? '';
    expect(windows.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const text of [flow.after[file], windows]) {
      expect(read(text)).toMatchObject({
        complaints: [],
        values: { deployments: { chat: { measured: production } } },
      });
    }
    expect(read(comments).values.deployments?.chat?.measured).toEqual(bill);
  });

  it('for each under its own name, with the namespace where two have one', () => {
    const two = {
      'a.yaml': servingText('chat', { namespace: 'prod' }),
      'b.yaml': servingText('chat', { namespace: 'dev' }),
    };
    const { after } = written(two, bill);
    expect(Object.keys(read(after[file]).values.deployments ?? {})).toEqual([
      'prod/chat',
      'dev/chat',
    ]);
    const nested = { 'a/chat.yaml': servingText('chat'), 'b/chat.yaml': servingText('chat') };
    expect(written(nested, bill)).toEqual({
      after: nested,
      refused: Array(2).fill(
        'Several deployments are called chat: the assumptions file cannot tell them apart.',
      ),
    });
    const apart = { ...nested, 'b/.servingcost.yaml': 'version: 1\n' };
    const { after: both, refused } = written(apart, bill);
    expect(refused).toEqual([]);
    expect(read(both['b/.servingcost.yaml']).values.deployments?.chat?.measured).toEqual(bill);
    expect(read(both[file]).values.deployments?.chat?.measured).toEqual(bill);
  });

  it('and nothing else where the file is broken', () => {
    const broken = { ...chat, [file]: 'version: 1\n  bad: [\n' };
    const { after, refused } = written(broken, bill);
    expect(after).toEqual(broken);
    expect(refused).toEqual(['.servingcost.yaml cannot be read as it is.']);
  });
});

describe('what is stated of the deployment', () => {
  const stated =
    'version: 1\nworkload: { requestsPerSecond: 9 }\ndeployments:\n  chat:\n    workload:\n      requestsPerDay: 864000 # planned\n      shape: steady\n      growthPerMonth: 0.1\n';

  it('stays and counts, unless a person wants it replaced', () => {
    const rateIn = (text: string | undefined): number | undefined =>
      analysisOfTexts({ ...chat, [file]: text ?? '' }).deployments[0]?.workload.requestsPerSecond
        .value;
    const kept = written({ ...chat, [file]: stated }, production).after[file];
    expect(rateIn(kept)).toBe(10);
    const replaced = written({ ...chat, [file]: stated }, production, true).after[file];
    expect(rateIn(replaced)).toBe(1.5);
    expect(read(replaced).values.deployments?.chat?.workload).toEqual({ growthPerMonth: 0.1 });
    expect(read(replaced).values.workload).toEqual({ requestsPerSecond: 9 });
  });
});

it('a file of measurements alone counts as the assumptions file would', () => {
  const analysis = analysisOfTexts(chat);
  const measured = targetsOf(analysis).map((target) => ({ target, values: production }));
  const { text, refused } = measuredFile(
    measured,
    analysis.deployments.map(({ deployment }) => deployment),
  );
  expect(refused).toEqual([]);
  const documents = [{ uri: 'file:///repo/chat.yaml', version: 1, text: chat['chat.yaml'] }];
  const beside = analyze(documents, {
    ...testEnvironment(),
    measurements: { uri: 'file:///tmp/m.yaml', version: 0, text },
  });
  const inFile = analysisOfTexts({ ...chat, ...written(chat, production).after });
  expect(beside.deployments[0]?.estimate.monthly).toEqual(inFile.deployments[0]?.estimate.monthly);
  expect(beside.deployments[0]?.workload.requestsPerSecond.value).toBe(1.5);
});
