import { expect, test } from 'vitest';
import { checkCodes, chooseFixes, type Choice } from '../../../src/cli/chooseFixes.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';

const choose = (choice: Partial<Choice>): readonly string[] =>
  chooseFixes(sampleAnalysis, { code: [], safe: false, base: 'file:///repo', ...choice }).map(
    ({ title }) => title,
  );

test('without a code, everything that saves, largest first; choices are left to the person', () => {
  expect(choose({})).toEqual(['Run on spot instances', 'Quantize to INT8 on one accelerator']);
});

test('with a code, the preferred fix of its findings, whether it saves or not', () => {
  expect(choose({ code: ['unknown-accelerator'] })).toEqual(['Name L4 in .servingcost.yaml']);
});

test('only the safe ones', () => {
  expect(choose({ safe: true })).toEqual(['Quantize to INT8 on one accelerator']);
});

test('a deployment by its name, its id, or its id in a report', () => {
  const all = choose({});
  const ids = [
    'llama-70b',
    'file:///repo/serving/llama.yaml#Deployment/default/llama-70b',
    'serving/llama.yaml#Deployment/default/llama-70b',
  ];
  for (const deployment of ids) expect(choose({ deployment })).toEqual(all);
  expect(choose({ deployment: 'chat-8b' })).toEqual([]);
});

test('what does not exist is named with what does', () => {
  expect(() => choose({ deployment: 'llama' })).toThrow(
    '--deployment llama is not there. There are chat-8b, chat-70b, llama-70b, reranker.',
  );
  expect(() => {
    checkCodes(['spot', 'sport']);
  }).toThrow(/--code sport is not known\. Known are .*\bspot\b/);
});
