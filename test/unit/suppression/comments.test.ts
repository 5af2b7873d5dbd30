import { describe, expect, it } from 'vitest';
import { ignoreComments } from '../../../src/core/assumptions/ignoreComments.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';

const read = (name: string, text: string) =>
  ignoreComments(parseFile({ uri: `file:///repo/${name}`, version: 1, text }));

describe('comments that suppress findings', () => {
  it.each([
    ['a.yaml', 'a: 1 # serving-cost: ignore[spot] why\n', false],
    ['a.yaml', '# serving-cost: ignore[spot] why\na: 1\n', true],
    ['a.toml', 'a = 1 # serving-cost: ignore[spot] why\n', false],
    ['a.tf', 'a = 1 // serving-cost: ignore[spot] why\n', false],
    ['a.tf', 'a = 1 /* serving-cost: ignore[spot] why */\n', false],
    ['a.tf', '# serving-cost: ignore[spot] why\na = 1\n', true],
    ['config.pbtxt', 'name: "x" # serving-cost: ignore[spot] why\n', false],
    ['serving.properties', '# serving-cost: ignore[spot] why\noption.a=1\n', true],
    ['serving.properties', '! serving-cost: ignore[spot] why\noption.a=1\n', true],
    ['.env', '# serving-cost: ignore[spot] why\nA=1\n', true],
    ['Modelfile', '# serving-cost: ignore[spot] why\nFROM llama3\n', true],
    [
      'compose.yaml',
      'services:\r\n  a: # serving-cost: ignore[spot] why\r\n    image: x\r\n',
      false,
    ],
  ])('are read in %s: %j', (name, text, ownLine) => {
    expect(read(name, text)).toMatchObject([
      { codes: ['spot'], reason: 'why', until: null, scope: 'place', mistake: null, ownLine },
    ]);
  });

  it.each([
    ['a.yaml', 'a: "x # serving-cost: ignore[spot] why"\n'],
    ['a.yaml', 'a: x#serving-cost: ignore[spot]\n'],
    ['a.json', '{"a": "# serving-cost: ignore[spot] why"}\n'],
    ['a.toml', "a = '# serving-cost: ignore[spot] why'\n"],
    ['serving.properties', 'a=1 # serving-cost: ignore[spot] why\n'],
    ['a.tf', 'a = "# serving-cost: ignore[spot] why"\n'],
  ])('are not found in values: %s %j', (name, text) => {
    expect(read(name, text)).toEqual([]);
  });

  it('are found in a script that is a value of several lines', () => {
    const text = 'args:\n  - |\n    vllm serve m\n    # serving-cost: ignore[spot] why\n    echo\n';
    expect(read('a.yaml', text)).toMatchObject([{ codes: ['spot'] }]);
  });

  it.each([
    ['ignore[spot,quantize] why', ['spot', 'quantize'], null, 'why'],
    ['ignore[ spot , quantize ]', ['spot', 'quantize'], null, null],
    ['ignore[spot] until 2027-01-31', ['spot'], '2027-01-31', null],
    ['ignore[spot] until 2027-01-31: stateful', ['spot'], '2027-01-31', 'stateful'],
    ['ignore[spot] until the contract ends', ['spot'], null, 'until the contract ends'],
    ['ignore[spot] – tried', ['spot'], null, 'tried'],
  ])('%s', (words, codes, until, reason) => {
    expect(read('a.yaml', `# serving-cost: ${words}\na: 1\n`)).toMatchObject([
      { codes, until, reason, mistake: null },
    ]);
  });

  it.each([
    'ignore',
    'ignore[]',
    'hello[spot]',
    'ignore[spot] until 31.1.2027',
    'ignore[spot] until 2027-13-01 x',
  ])('says that %s is not understood', (words) => {
    expect(read('a.yaml', `# serving-cost: ${words}\na: 1\n`)[0]?.mistake).toMatch(/\.$/);
  });

  it('counts for the file when it says so', () => {
    expect(read('a.yaml', '# serving-cost: ignore-file[spot] why\na: 1\n')[0]?.scope).toBe('file');
  });
});
