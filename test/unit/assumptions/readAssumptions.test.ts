import { describe, expect, it } from 'vitest';
import { readYaml } from '../../support/costDeployments.ts';

/** Messages of the mistakes in a text, each with the text it points at. */
function mistakes(text: string): readonly (readonly [string, string])[] {
  return readYaml(text).findings.map(({ message, span }) => [
    message,
    text.slice(span.start, span.end),
  ]);
}

describe('readAssumptions', () => {
  it('reads a whole file', () => {
    const { assumptions, findings } = readYaml(`
version: 1
provider: gcp
region: europe-west4
currency: { code: EUR, perUsd: 0.92, asOf: 2026-11-20 }
discount: { gcp: 0.12 }
workload:
  users: 4000
  requestsPerUserPerDay: 12
  shape: business-hours
  latency: { ttftMs: 800, tpotMs: 50, percentile: 95 }
deployments:
  "chat-*":
    replicas: 2.5
    ignore:
      - { code: spot, reason: no interruptions during the launch, until: 2026-12-31 }
rules:
  spot: off
`);
    expect(findings).toEqual([]);
    expect(assumptions.values.currency?.asOf).toBe('2026-11-20');
    expect(assumptions.values.rules).toEqual({ spot: 'off' });
    expect(assumptions.values.deployments?.['chat-*']?.replicas).toBe(2.5);
  });

  it('has nothing to say about an empty file', () => {
    for (const text of ['', '# only a comment\n', '---\n']) {
      expect(readYaml(text).findings).toEqual([]);
      expect(readYaml(text).assumptions.values).toEqual({});
    }
  });

  it('points at an unknown key and knows what was meant', () => {
    const text = 'workload:\n  requestPerSecond: 12\n  shape: steady\n';
    expect(mistakes(text)).toEqual([
      ['requestPerSecond is not known here; did you mean requestsPerSecond?', 'requestPerSecond'],
    ]);
    const [finding] = readYaml(text).findings;
    const [edit] = finding?.fixes[0]?.edits[0]?.edits ?? [];
    expect(edit?.newText).toBe('requestsPerSecond');
    expect(edit?.span).toEqual(finding?.span);
  });

  it('says of a key nothing resembles only that it is not known', () => {
    expect(mistakes('zzz: 1\n')).toEqual([['zzz is not known here.', 'zzz']]);
  });

  it('names every unknown key of a mapping', () => {
    expect(mistakes('zzz: 1\nyyy: 2\n')).toHaveLength(2);
  });

  it('points at values of the wrong type, out of range, or not on the list', () => {
    expect(mistakes('workload: { requestsPerSecond: many }\n')).toEqual([
      ['workload.requestsPerSecond must be a number.', 'many'],
    ]);
    expect(mistakes('workload: { requestsPerSecond: -1 }\n')).toEqual([
      ['workload.requestsPerSecond must be at least 0.', '-1'],
    ]);
    expect(mistakes('hoursPerMonth: 1000\n')).toEqual([
      ['hoursPerMonth must be at most 744.', '1000'],
    ]);
    expect(mistakes('workload: { shape: wavy }\n')).toEqual([
      ['workload.shape must be one of steady, business-hours, diurnal, spiky, measured.', 'wavy'],
    ]);
    expect(mistakes('workload: { series: [1, 2] }\n')).toEqual([
      ['workload.series must be 24 or 168 numbers of 0 or more, not all 0.', '[1, 2]'],
    ]);
    expect(mistakes('workload: { shape: measured }\n')).toEqual([
      [
        'workload.shape must be backed by a series of 24 or 168 numbers to be measured.',
        'measured',
      ],
    ]);
    expect(mistakes('workload: { inputTokens: { mean: 100, p95: 50 } }\n')).toEqual([
      [
        'workload.inputTokens must be a number of tokens, or mean and p95 with p95 not below mean.',
        '{ mean: 100, p95: 50 }',
      ],
    ]);
    expect(mistakes('discount: much\n')).toEqual([
      ['discount must be a share from 0 to 1, or such a share per provider.', 'much'],
    ]);
    expect(mistakes('currency: { code: euro, perUsd: 1, asOf: 2026-01-01 }\n')).toEqual([
      ['currency.code must be three capital letters such as EUR.', 'euro'],
    ]);
  });

  it('names what is required and missing', () => {
    const [mistake] = mistakes('deployments:\n  chat:\n    ignore:\n      - code: spot\n');
    expect(mistake?.[0]).toBe('deployments.chat.ignore.0 needs reason.');
    expect(mistake?.[1]).toContain('code: spot');
  });

  it('keeps everything else when one value is wrong', () => {
    const { values } = readYaml(
      'region: eu-west-1\nworkload: { requestsPerSecond: many, shape: steady }\nhoursPerMonth: 0\n',
    ).assumptions;
    expect(values).toEqual({ region: 'eu-west-1', workload: { shape: 'steady' } });
  });

  it('drops an entry whose required key is missing, and the entries beside it stay', () => {
    const { values } = readYaml(
      `deployments:\n  chat:\n    ignore:\n      - {code: a}\n      - {code: b, reason: fine}\n      - {code: c}\n`,
    ).assumptions;
    expect(values.deployments?.chat?.ignore).toEqual([{ code: 'b', reason: 'fine' }]);
  });

  it('survives whatever stands in the file', () => {
    for (const text of [
      '42',
      '[]',
      '- a\n- b',
      'a: b: c',
      '{{ broken',
      '"text"',
      'deployments: 3',
    ]) {
      expect(() => readYaml(text)).not.toThrow();
    }
    expect(mistakes('- a\n')[0]?.[0]).toBe('This file must be a mapping of keys.');
  });
});
