import { describe, expect, it } from 'vitest';
import { get } from '../../../src/core/syntax/access.ts';
import type { CommandToken } from '../../../src/core/syntax/commandLine.ts';
import { readCommandLine } from '../../../src/core/syntax/commandLine.ts';
import { insertFlag, removeFlag, setFlag } from '../../../src/core/syntax/flagEdit.ts';
import type { Flag } from '../../../src/core/syntax/flags.ts';
import { readFlags } from '../../../src/core/syntax/flags.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';
import type { YamlEdit } from '../../../src/core/syntax/yamlAlias.ts';
import type { EditedTree } from '../../../src/core/syntax/yamlPlace.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';

type Make = (tree: EditedTree, tokens: readonly CommandToken[], flag: Flag | undefined) => YamlEdit;

function edited(text: string, make: Make): string {
  const root = parseFile({ uri: 'file:///a.yaml', text }).documents[0]?.root ?? null;
  const segments = readCommandLine({
    text,
    command: get(root, 'command'),
    args: get(root, 'args'),
    lookup: (name) => (name === 'EXTRA' ? '--tp 2' : name === 'TP' ? '2' : undefined),
  });
  const tokens = segments.at(-1)?.tokens ?? [];
  const spellings = [{ name: 'tp', spellings: ['--tp'], takesValue: true }];
  const edit = make({ text, root }, tokens, readFlags(tokens, spellings).flags[0]);
  return 'refused' in edit ? `refused: ${edit.refused}` : applyEdits(text, edit.edits);
}

const set = (text: string, value: string) =>
  edited(text, (tree, _, flag) => (flag ? setFlag(tree, flag, value) : { refused: 'no flag' }));
const remove = (text: string) =>
  edited(text, (tree, tokens, flag) =>
    flag ? removeFlag(tree, tokens, flag) : { refused: 'no flag' },
  );
const insert = (text: string, value: string | null = '8') =>
  edited(text, (tree, tokens) => insertFlag(tree, tokens, '--len', value));

describe('setFlag', () => {
  it.each([
    ['args:\n- --tp=2 # why\n', 'args:\n- --tp=4 # why\n'],
    ['args: ["--tp", "2"]', 'args: ["--tp", "4"]'],
    ['args: [--tp, 2]', 'args: [--tp, 4]'],
    ["args: ['--tp=2']", "args: ['--tp=4']"],
    ['args:\n- --tp 2\n', 'args:\n- --tp 4\n'],
    ['args: [--tp, $(TP)]', 'args: [--tp, "4"]'],
    ['args: ["--tp=$(TP)"]', 'args: ["--tp=4"]'],
    [
      'command:\n- sh\n- -c\n- |\n  a; run --tp 2 \\\n    --x\n',
      'command:\n- sh\n- -c\n- |\n  a; run --tp 4 \\\n    --x\n',
    ],
    ['command: [sh, -c, "run --tp=\\"2\\" --x"]', 'command: [sh, -c, "run --tp=\\"4\\" --x"]'],
    ["command: bash -c 'run --tp $TP'", "command: bash -c 'run --tp 4'"],
    ['command: >\r\n  run\r\n  --tp 2\r\n', 'command: >\r\n  run\r\n  --tp 4\r\n'],
  ])('changes the value alone: %j', (text, expected) => {
    expect(set(text, '4')).toBe(expected);
  });

  it('quotes for the shell where it must', () => {
    expect(set('command:\n- sh\n- -c\n- |\n  run --tp 2\n', "a 'b'")).toContain(
      String.raw`run --tp 'a '\''b'\'''`,
    );
    expect(set('command: [sh, -c, "run --tp 2"]', 'a b')).toMatch(/^refused/);
  });

  it('refuses what a variable brings in', () => {
    expect(set('command: [sh, -c, "run $EXTRA"]', '4')).toBe(
      'refused: --tp comes from a variable.',
    );
  });
});

describe('insertFlag', () => {
  it.each([
    [
      'args:\n  - --tp=2\n  - --x=1 # one\nb: 1\n',
      'args:\n  - --tp=2\n  - --x=1 # one\n  - --len=8\nb: 1\n',
    ],
    ['args:\n- "--tp"\n- "2"\n', 'args:\n- "--tp"\n- "2"\n- "--len"\n- "8"\n'],
    ['args: [--tp, "2"]', 'args: [--tp, "2", "--len", "8"]'],
    ['args:\n- --tp 2\n', 'args:\n- --tp 2\n- --len 8\n'],
    ['command: [run]', 'command: [run, --len, "8"]'],
    ['command: [sh, -c, "run --tp 2 > log"]', 'command: [sh, -c, "run --tp 2 --len 8 > log"]'],
    [
      'command:\n- sh\n- -c\n- |\n  run m \\\n    --tp 2\n',
      'command:\n- sh\n- -c\n- |\n  run m \\\n    --tp 2 \\\n    --len 8\n',
    ],
    [
      'command:\r\n- sh\r\n- -c\r\n- >\r\n  run\r\n  --tp=2\r\n',
      'command:\r\n- sh\r\n- -c\r\n- >\r\n  run\r\n  --tp=2\r\n  --len=8\r\n',
    ],
    ['command: run --tp 2', 'command: run --tp 2 --len 8'],
  ])('follows the shape of the others: %j', (text, expected) => {
    expect(insert(text)).toBe(expected);
  });

  it('adds switches', () => {
    expect(insert('args: [--tp=2]', null)).toBe('args: [--tp=2, --len]');
  });
});

describe('removeFlag', () => {
  it.each([
    ['args:\n- --tp=2\n- --x\n', 'args:\n- --x\n'],
    ['args: ["--tp", "2", "--x"]', 'args: ["--x"]'],
    ['args:\n- --x\n- --tp\n- "2" # two\n', 'args:\n- --x\n'],
    ['args:\n- --tp 2\n- --x\n', 'args:\n- --x\n'],
    [
      'command:\n- sh\n- -c\n- |\n  run m \\\n    --tp 2 \\\n    --x\n',
      'command:\n- sh\n- -c\n- |\n  run m \\\n    --x\n',
    ],
    ['command: [sh, -c, "run --tp 2"]', 'command: [sh, -c, "run"]'],
    ['args:\n- >-\n  --tp 2\n  --x\n', 'args:\n- >-\n  --x\n'],
  ])('takes name, value and what parted them: %j', (text, expected) => {
    expect(remove(text)).toBe(expected);
  });
});
