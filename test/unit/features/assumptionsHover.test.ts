import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-types';
import { analyze } from '../../../src/core/analyze.ts';
import { getHover } from '../../../src/core/features/hover.ts';
import { createLineIndex } from '../../../src/core/text/lines.ts';
import { vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const uri = 'file:///repo/.servingcost.yaml';
const text = `provider: aws
workload:
  shape: steady
  peakFactor: 2
  latency: { percentile: 99 }
accelerator: L4
deployments:
  chat:
    workload: { requestsPerSecond: 3 }
  gone: { replicas: 1 }
  "s*": { purchase: spot }
prices:
  g6.12xlarge: 3.1
nonsense: true
throughput:
  - { model: Qwen/Qwen3-8B, accelerator: L4, concurrency: 8, inputTokens: 900, outputTokens: 90, outputTokensPerSecond: 70 }
`;
const chat = vllmDeployment({ model: 'meta-llama/Llama-3.1-8B-Instruct' });
const analysis = analyze(
  [
    { uri, version: 1, text },
    { uri: 'file:///repo/a.yaml', version: 1, text: chat },
    { uri: 'file:///repo/b.yaml', version: 1, text: chat.replace('name: chat', 'name: search') },
  ],
  testEnvironment(),
);
function hover(needle: string, schemaElsewhere = false): string {
  const position = createLineIndex(text).positionAt(text.indexOf(needle) + 1);
  const found = getHover(analysis, uri, position, { schemaElsewhere });
  return ((found?.contents as MarkupContent | undefined)?.value ?? '').replaceAll('\\', '');
}

describe('a key of an assumptions file', () => {
  it('says what it means, its default with the reason, and where it holds', () => {
    expect(hover('peakFactor').split('\n\n')).toEqual([
      '**peakFactor**',
      'The busiest five minutes of an hour over the mean of that hour. A ratio, 1–12.',
      'Default 1: no bursts within the hour are stated; the headroom of the capacity covers random arrivals.',
      'Holds for 2 deployments: chat and search.',
    ]);
  });

  it.each([
    ['requestsPerSecond', 'Holds for 1 deployment: chat.'],
    ['chat:', 'Holds for 1 deployment: chat.'],
    ['gone', 'Holds for no deployment that is read now.'],
    ['"s*"', 'Holds for 1 deployment: search.'],
    ['percentile', 'Holds for 2 deployments: chat and search.'],
  ])('%s: %s', (needle, expected) => {
    expect(hover(needle)).toContain(expected);
  });

  it('that is a name of the catalogue has its facts', () => {
    expect(hover('g6.12xlarge')).toMatch(/^\*\*g6\.12xlarge\*\* · 4 × L4/);
  });

  it('leaves to the schema what it shows elsewhere', () => {
    expect(hover('peakFactor', true)).not.toContain('busiest');
    expect(hover('peakFactor', true)).toContain('Holds for 2 deployments');
  });

  it('that is not known says nothing', () => {
    expect(hover('nonsense')).toBe('');
  });
});

describe('a value of an assumptions file', () => {
  it('says what it is or does', () => {
    expect(hover('steady')).toBe('The same rate at every hour of the week.');
    expect(hover('L4')).toMatch(/^\*\*L4\*\* · 22\.1 GiB/);
    expect(hover('spot')).toContain('taken back');
  });
});

it('a measured speed says what each of its numbers is', () => {
  expect(hover('outputTokensPerSecond')).toContain('Output tokens/s of the replica.');
});
