import { expect, test } from 'vitest';
import { callCli } from '../support/callCli.ts';
import { repositoryWith } from '../support/gitRepository.ts';
import { llama8bText } from '../support/llama8bText.ts';

const { path, write } = repositoryWith({
  '.servingcost.yaml': 'exclude: [old/]\n',
  'old/chat.yaml': llama8bText,
  'now/chat.yaml': llama8bText,
});
write('old/chat.yaml', llama8bText.replace('replicas: 2', 'replicas: 3'));
const told = 'old/chat.yaml is left out: exclude in an assumptions file lists it.\n';

test.each([
  [['report', 'old/chat.yaml', 'now'], told],
  [['diff', '--base', 'HEAD', 'old/chat.yaml'], told],
  [['report', 'old', 'now/chat.yaml'], ''],
  [['report'], ''],
])('%j tells of files that were named and are left out', async (args, expected) => {
  const { status, warnings } = await callCli(path, args);
  expect([status, warnings]).toEqual([0, expected]);
});
