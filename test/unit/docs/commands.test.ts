import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/root.ts';
import { callCli } from '../../support/callCli.ts';

it('the page on the command line has every command', async () => {
  const { output } = await callCli(root, ['--help']);
  const commands = [...output.matchAll(/^ {2}(\w+) +\w/gm)].map(([, name]) => name);
  const page = readFileSync(path.join(root, 'docs/command-line.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
  expect(commands.length).toBeGreaterThan(8);
  expect(listed.sort()).toEqual(commands.sort());
});
