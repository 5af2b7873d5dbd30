import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLinks, readOutputs, writeOutputs } from '../../../src/cli/outputs.ts';
import { UsageError } from '../../../src/cli/usageError.ts';
import { fakeTerminal } from '../../support/fakeTerminal.ts';
import { folderWith } from '../../support/testFolder.ts';

const formats = ['markdown', 'json', 'csv', 'focus'] as const;
const read = (out: readonly string[], format?: string) => readOutputs({ format, out }, formats);

describe('what is written where', () => {
  test('is standard output unless a file is named', () => {
    expect(read([])).toEqual([{ format: 'text', file: null }]);
    expect(read([], 'json')).toEqual([{ format: 'json', file: null }]);
  });

  test('a file has the format of its name, and text where that says none', () => {
    const names = ['a.md', 'b.csv', 'c.focus.csv', 'deep/d.json', 'e.log', 'f'];
    expect(read(names).map(({ file, format }) => [file, format])).toEqual([
      ['a.md', 'markdown'],
      ['b.csv', 'csv'],
      ['c.focus.csv', 'focus'],
      ['deep/d.json', 'json'],
      ['e.log', 'text'],
      ['f', 'text'],
    ]);
  });

  test('a stated format holds for all files', () => {
    expect(read(['a.md', 'b.html'], 'csv').map(({ format }) => format)).toEqual(['csv', 'csv']);
  });

  test('what the command does not write is refused, not written as something else', () => {
    for (const name of ['a.html', 'a.sarif', 'a.xml']) {
      expect(() => read(['b.md', name])).toThrow(UsageError);
      expect(() => read([name])).toThrow(`--out ${name}: `);
    }
    expect(() => read([], 'html')).toThrow('--format html: expected one of');
  });
});

test('each is rendered in its format; colours are for a terminal alone', async () => {
  const cwd = folderWith({});
  const terminal = fakeTerminal(cwd, { colors: true });
  const outputs = read(['a.md', 'b.json']);
  await writeOutputs(
    [...outputs, { format: 'text', file: null }],
    (format, paint) => `${format}${paint === undefined ? '' : ' in colours'}\n`,
    terminal,
  );
  expect(readFileSync(join(cwd, 'a.md'), 'utf8')).toBe('markdown\n');
  expect(readFileSync(join(cwd, 'b.json'), 'utf8')).toBe('json\n');
  expect(terminal.output()).toBe('text in colours\n');
});

test('links are those of the web, with a place for the file', () => {
  expect(readLinks({})).toBeUndefined();
  expect(readLinks({ links: 'https://x/{file}#L{line}' })).toBe('https://x/{file}#L{line}');
  for (const links of ['ftp://x/{file}', 'https://x/', 'https://x/({file})']) {
    expect(() => readLinks({ links })).toThrow(UsageError);
  }
});
