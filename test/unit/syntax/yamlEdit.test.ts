import { describe, expect, it } from 'vitest';
import { get } from '../../../src/core/syntax/access.ts';
import type { Path } from '../../../src/core/syntax/access.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';
import type { SyntaxNode } from '../../../src/core/syntax/tree.ts';
import type { YamlEdit } from '../../../src/core/syntax/yamlAlias.ts';
import {
  appendDocument,
  appendItems,
  insertEntry,
  removeEntry,
  removeItems,
  setPath,
  setScalar,
} from '../../../src/core/syntax/yamlEdit.ts';
import type { EditedTree } from '../../../src/core/syntax/yamlPlace.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';

function edited(
  text: string,
  path: Path,
  make: (tree: EditedTree, node: SyntaxNode) => YamlEdit,
): string {
  const root = parseFile({ uri: 'file:///a.yaml', text }).documents[0]?.root ?? null;
  const node = get(root, ...path);
  if (node === undefined) throw new Error(`nothing at ${path.join('.')}`);
  const edit = make({ text, root }, node);
  if ('refused' in edit) return `refused: ${edit.refused}`;
  return applyEdits(text, edit.edits);
}

function set(text: string, path: Path, value: string | number | boolean | null): string {
  return edited(text, path, (tree, node) => {
    if (node.kind !== 'scalar') throw new Error('no scalar');
    return setScalar(tree, node, value);
  });
}

describe('setScalar', () => {
  it.each([
    ['a: 1 # why', 2, 'a: 2 # why'],
    ['a: "1"', 2, 'a: "2"'],
    ["a: '1'", "it's", "a: 'it''s'"],
    ['a: x', '4', 'a: "4"'],
    ['a: x', 'yes', 'a: "yes"'],
    ['a: x', 'Qwen/Qwen3-32B:latest', 'a: Qwen/Qwen3-32B:latest'],
    ['a: x', '8Gi', 'a: 8Gi'],
    ['a: x', 'b: c', 'a: "b: c"'],
    ['a:', 1, 'a: 1'],
    ['a:   # todo', 1, 'a: 1   # todo'],
    ['a: &n 1\r\n', 2, 'a: &n 2\r\n'],
    ['{"a": 1}', 2, '{"a": 2}'],
  ])('keeps how it is written: %j to %j', (text, value, expected) => {
    expect(set(text, ['a'], value)).toBe(expected);
  });
});

describe('insertEntry', () => {
  const insert = (text: string, path: Path, value: Parameters<typeof insertEntry>[3] = 1) =>
    edited(text, path, (tree, node) => insertEntry(tree, node, 'new', value));

  it.each([
    [
      'behind the last entry and its comment',
      'a:\n  b: 1 # one\nc: 2\n',
      ['a'],
      'a:\n  b: 1 # one\n  new: 1\nc: 2\n',
    ],
    ['at the end of a file', 'a:\n  b: 1', ['a'], 'a:\n  b: 1\n  new: 1'],
    ['in an item', '- a: 1\n- b: 2\n', [0], '- a: 1\n  new: 1\n- b: 2\n'],
    ['in flow style', 'a: {b: 1}\n', ['a'], 'a: {b: 1, new: 1}\n'],
    ['in an empty mapping', 'a:\n  b: {} # none\n', ['a', 'b'], 'a:\n  b:\n    new: 1 # none\n'],
    [
      'in an empty value',
      'a:\n    b: # todo\nc: 1\n',
      ['a', 'b'],
      'a:\n    b: # todo\n        new: 1\nc: 1\n',
    ],
    ['with CRLF', 'a:\r\n  b: 1\r\nc: 2\r\n', ['a'], 'a:\r\n  b: 1\r\n  new: 1\r\nc: 2\r\n'],
    [
      'in JSON',
      '{\n  "a": {\n    "b": 1\n  }\n}',
      ['a'],
      '{\n  "a": {\n    "b": 1,\n    "new": 1\n  }\n}',
    ],
    [
      'before a scalar that keeps its blank lines',
      'a:\n  b: |+\n    x\n\nc: 1\n',
      ['a'],
      'a:\n  new: 1\n  b: |+\n    x\n\nc: 1\n',
    ],
  ] as const)('goes %s', (_, text, path, expected) => {
    expect(insert(text, path)).toBe(expected);
  });

  it('writes nested values the way the file does', () => {
    const text = 'a:\n    b:\n    - x: 1\nc: 2\n';
    const value = { d: { e: 'on' }, f: ['g', { h: 1, i: {} }] };
    expect(insert(text, [], value)).toBe(
      text + 'new:\n    d:\n        e: "on"\n    f:\n    - g\n    - h: 1\n      i: {}\n',
    );
  });

  it('refuses a key that is there', () => {
    expect(insert('new: 1', [])).toMatch(/^refused/);
  });
});

describe('appendItems', () => {
  const append = (text: string, ...values: (string | number)[]) =>
    edited(text, ['a'], (tree, node) => appendItems(tree, node, values));

  it.each([
    ['a:\n  - x # one\nb: 1\n', 'a:\n  - x # one\n  - new\nb: 1\n'],
    ['a:\n- "x"\nb: 1\n', 'a:\n- "x"\n- "new"\nb: 1\n'],
    ["a: ['x']", "a: ['x', 'new']"],
    ['a: []', 'a: [new]'],
    ['a: [\n  x,\n  z\n]', 'a: [\n  x,\n  z,\n  new\n]'],
    ['a:\nb:\n- 1\n', 'a:\n- new\nb:\n- 1\n'],
  ])('follows the list: %j', (text, expected) => {
    expect(append(text, 'new')).toBe(expected);
  });

  it('adds several in order', () => {
    expect(append('a:\n  - x\n', '--tp', '2')).toBe('a:\n  - x\n  - --tp\n  - "2"\n');
  });
});

describe('removeEntry and removeItems', () => {
  it.each([
    ['a: 1 # one\n# two\nb: 2\n', 'a', '# two\nb: 2\n'],
    ['a: 1\nb:\n  c: 2 # c\nd: 3\n', 'b', 'a: 1\nd: 3\n'],
    ['a: 1\r\nb: 2', 'b', 'a: 1'],
    ['{a: 1, b: 2}', 'a', '{b: 2}'],
    ['{a: 1, b: 2}', 'b', '{a: 1}'],
    ['{a: 1}', 'a', '{}'],
    ['a: 1\n', 'a', '{}\n'],
  ])('takes the lines of an entry: %j without %s', (text, key, expected) => {
    expect(edited(text, [], (tree, node) => removeEntry(tree, node, key))).toBe(expected);
  });

  it.each([
    ['a:\n  - x # x\n  - y\n', 0, 'a:\n  - y\n'],
    ['a:\n  - x\n  - b: 1\n    c: 2\n  # y\nd: 1\n', 1, 'a:\n  - x\n  # y\nd: 1\n'],
    ['a: [x, y]', 0, 'a: [y]'],
    ['a: # why\n- x\nb: 1\n', 0, 'a: [] # why\nb: 1\n'],
    ['a:\n- - x\n  - y\n', 0, 'a: []\n'],
  ])('takes the lines of an item: %j without %i', (text, index, expected) => {
    expect(edited(text, ['a'], (tree, node) => removeItems(tree, node, index, 1))).toBe(expected);
  });

  it('keeps the rest of an item that starts with the entry', () => {
    expect(edited('- a: 1\n  b: 2\n', [0], (tree, node) => removeEntry(tree, node, 'a'))).toBe(
      '- b: 2\n',
    );
  });
});

describe('setPath', () => {
  it('adds what is missing of the path', () => {
    const text = 'spec:\n  containers: []\n';
    const make = (tree: EditedTree, node: SyntaxNode) =>
      setPath(tree, node, ['spec', 'nodeSelector', 'gpu.type'], 'l4');
    const once = edited(text, [], make);
    expect(once).toBe('spec:\n  containers: []\n  nodeSelector:\n    gpu.type: l4\n');
    expect(edited(once, [], make)).toBe(once);
  });
});

describe('appendDocument', () => {
  it.each([
    ['a: 1\n', 'a: 1\n---\nkind: Pod\n'],
    ['a: 1', 'a: 1\n---\nkind: Pod\n'],
    ['', 'kind: Pod\n'],
    ['a: 1\r\n---\r\n', 'a: 1\r\n---\r\nkind: Pod\r\n'],
  ])('to %j', (text, expected) => {
    const edit = appendDocument(text, null, { kind: 'Pod' });
    expect('refused' in edit ? edit : applyEdits(text, edit.edits)).toBe(expected);
  });
});

describe('values reached by an alias', () => {
  const shared = 'base: &b {gpu: 4, kind: l4}\na: *b\nc: *b # two\n';

  it('are overridden where they are used', () => {
    expect(set(shared, ['c', 'gpu'], 8)).toBe(
      'base: &b {gpu: 4, kind: l4}\na: *b\nc:\n  gpu: 8\n  kind: l4 # two\n',
    );
    expect(set('n: &n 1\na: *n\n', ['a'], 2)).toBe('n: &n 1\na: 2\n');
    expect(set('n: &n 1\na: [*n, 3]\n', ['a', 0], 2)).toBe('n: &n 1\na: [2, 3]\n');
  });

  it('are overridden by a key of their own where they were merged', () => {
    const text = 'base: &b\n  gpu: 4\na:\n  <<: *b\n  x: 1\n';
    expect(set(text, ['a', 'gpu'], 8)).toBe(`${text}  gpu: 8\n`);
    expect(edited(text, ['a'], (tree, node) => removeEntry(tree, node, 'gpu'))).toMatch(/^refused/);
  });

  it('are edited at the anchor when only this alias uses it', () => {
    const text = 'x-base: &b\n  gpu: 4\na: *b\n';
    expect(set(text, ['a', 'gpu'], 8)).toBe('x-base: &b\n  gpu: 8\na: *b\n');
  });

  it('are told when an edit changes them too', () => {
    const root = parseFile({ uri: 'a.yaml', text: shared }).documents[0]?.root ?? null;
    const node = get(root, 'base', 'gpu');
    if (node?.kind !== 'scalar') throw new Error('no scalar');
    expect(setScalar({ text: shared, root }, node, 8)).toMatchObject({
      place: 'value',
      sharedBy: 2,
    });
  });
});
