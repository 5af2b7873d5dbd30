import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callCli } from '../support/callCli.ts';
import { repositoryWith } from '../support/gitRepository.ts';
import { llama8bText } from '../support/llama8bText.ts';

const { path } = repositoryWith({ 'chat.yaml': llama8bText });
await callCli(path, ['report', '--repository', 'acme/chat', '--out', 'chat.json']);
const read = (file: string): string => readFileSync(join(path, file), 'utf8');

const calls = [
  ['report chat.yaml', ['md', 'html', 'json', 'csv', 'focus.csv', 'sarif', 'xml', 'log']],
  ['diff --base HEAD chat.yaml', ['md', 'html', 'json', 'csv', 'sarif', 'xml', 'log']],
  ['merge chat.json', ['md', 'html', 'json', 'csv', 'focus.csv', 'xml', 'log']],
  ['history chat.yaml', ['md', 'json', 'csv', 'log']],
] as const;
const formats = {
  md: 'markdown',
  html: 'html',
  json: 'json',
  csv: 'csv',
  'focus.csv': 'focus',
  sarif: 'sarif',
  xml: 'junit',
  log: 'text',
} as const;

describe.each(calls)('serving-cost %s', (call, endings) => {
  const args = call.split(' ');
  const files = endings.map((ending) => `out-${args[0] ?? ''}.${ending}`);

  test('writes several files in one call, each as standard output has it', async () => {
    const outs = files.map((file) => `--out=${file}`);
    expect(await callCli(path, [...args, ...outs])).toMatchObject({ status: 0, output: '' });
    for (const [index, ending] of endings.entries()) {
      const alone = await callCli(path, [...args, '--format', formats[ending]]);
      expect(read(files[index] ?? ''), ending).toBe(alone.output);
    }
  });

  test('writes nothing at all where it has not one of the formats', async () => {
    const missing = Object.keys(formats).filter((ending) => !endings.some((one) => one === ending));
    for (const ending of missing) {
      const refused = await callCli(path, [...args, '--out=first.md', `--out=second.${ending}`]);
      expect(refused).toMatchObject({ status: 2, output: '' });
      expect(refused.warnings).toContain(`--out second.${ending}: `);
      expect(existsSync(join(path, 'first.md'))).toBe(false);
    }
    const help = await callCli(path, [args[0] ?? '', '--help']);
    const named = /the name says the format:\n +(.*)/.exec(help.output)?.[1] ?? '';
    for (const ending of Object.keys(formats).filter((one) => one !== 'log')) {
      expect(named.split(/[ ,]+/).includes(`.${ending}`), ending).toBe(!missing.includes(ending));
    }
  });
});
