import { describe, expect, it } from 'vitest';
import { asNumber, asText, findEntry, get } from '../../../src/core/syntax/access.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';
import { createParseCache } from '../../../src/core/syntax/parseCache.ts';
import type { SyntaxNode } from '../../../src/core/syntax/tree.ts';

const parse = (text: string, uri = 'file:///a.yaml') => parseFile({ uri, text });
const root = (text: string) => parse(text).documents[0]?.root ?? null;
const codes = (text: string) => parse(text).problems.map((problem) => problem.code);
const sourceOf = (text: string, node: SyntaxNode | undefined) =>
  node && text.slice(node.span.start, node.span.end);

describe('scalars', () => {
  const text = "a: 1.0\nb: \"x y\" # c\nc: 'it''s'\nd:\ne: |\n  one\n  two\n\nf: ~\n";

  it('keep the text as written and the value as typed', () => {
    expect(get(root(text), 'a')).toMatchObject({ value: 1, text: '1.0', style: 'plain' });
    expect(get(root(text), 'b')).toMatchObject({ value: 'x y', style: 'double-quoted' });
    expect(get(root(text), 'c')).toMatchObject({ text: "it's", style: 'single-quoted' });
    expect(get(root(text), 'e')).toMatchObject({ text: 'one\ntwo\n', style: 'literal' });
    expect(get(root(text), 'f')).toMatchObject({ value: null, text: '' });
  });

  it('have spans without comments and trailing newlines', () => {
    expect(sourceOf(text, get(root(text), 'b'))).toBe('"x y"');
    expect(sourceOf(text, get(root(text), 'e'))).toBe('|\n  one\n  two');
    expect(get(root(text), 'd')?.span).toEqual({ start: 33, end: 33 });
  });
});

describe('collections', () => {
  it('end with their last value, not with the comment behind it', () => {
    const text = 'a:\n  b: 1 # one\n  # more\nc: [1, 2] # flow\n';
    expect(sourceOf(text, get(root(text), 'a'))).toBe('b: 1');
    expect(sourceOf(text, get(root(text), 'c'))).toBe('[1, 2]');
    const entry = findEntry(root(text), 'a');
    expect(entry && text.slice(entry.span.start, entry.span.end)).toBe('a:\n  b: 1');
  });

  it('report duplicate keys and let the last one count', () => {
    expect(codes('a: 1\na: 2\n')).toEqual(['duplicate-key']);
    expect(asNumber(get(root('a: 1\na: 2\n'), 'a'))).toBe(2);
  });
});

describe('documents', () => {
  it('are split at markers at column 0 only', () => {
    const text = '# licence\n---\na: 1\n---\nb: |\n  ---\n  x\n...\n---\nc: 3\n';
    const file = parse(text);
    expect(file.documents.map((document) => document.root?.kind)).toEqual(Array(3).fill('mapping'));
    expect(text.slice(file.documents[1]?.span.start, file.documents[1]?.span.end)).toBe(
      '\nb: |\n  ---\n  x\n',
    );
  });

  it('do not suffer from a broken neighbour', () => {
    const file = parse('a: "open\n---\nb: 2\n');
    expect(file.problems.map((problem) => problem.code)).toContain('syntax-error');
    expect(asText(get(file.documents[1]?.root, 'b'))).toBe('2');
  });

  it('without content have no root', () => {
    for (const text of ['', '\uFEFF', '# only a comment\n', '---\n', '\n\n']) {
      expect(parse(text)).toMatchObject({ documents: [{ root: null, problems: [] }] });
    }
  });

  it('may follow directives and a byte order mark', () => {
    const text = '\uFEFF%YAML 1.2\n---\r\na: x\r\nb: |\r\n  y\r\n  z\r\n';
    const node = get(root(text), 'a');
    expect(sourceOf(text, node)).toBe('x');
    expect(asText(get(root(text), 'b'))).toBe('y\nz\n');
    expect(codes(text)).toEqual([]);
  });
});

describe('aliases and merge keys', () => {
  const text =
    'x: &gpu {count: 4, kind: l4}\na: *gpu\nb: {<<: *gpu, count: 2}\nc: {<<: [{kind: t4}, *gpu]}\n';

  it('are read through, and every node reached knows its use site', () => {
    const aliased = get(root(text), 'a', 'count');
    expect(asNumber(aliased)).toBe(4);
    expect(aliased?.aliasSpan && text.slice(aliased.aliasSpan.start, aliased.aliasSpan.end)).toBe(
      '*gpu',
    );
    expect(sourceOf(text, aliased)).toBe('4');
    expect(get(root(text), 'x', 'count')?.aliasSpan).toBeUndefined();
  });

  it('give way to own keys and to earlier mappings of a list', () => {
    expect(asNumber(get(root(text), 'b', 'count'))).toBe(2);
    expect(asText(get(root(text), 'b', 'kind'))).toBe('l4');
    expect(asText(get(root(text), 'c', 'kind'))).toBe('t4');
    expect(asNumber(get(root(text), 'c', 'count'))).toBe(4);
  });

  it('are problems when they name nothing or themselves', () => {
    expect(codes('a: *nothing\nb: 1\n')).toEqual(['syntax-error']);
    expect(codes('a: &a [*a]\n')).toEqual(['syntax-error']);
  });

  it('are bounded', () => {
    const levels = Array.from({ length: 30 }, (_, level) =>
      level === 0 ? 'a0: &a0 [x, x]' : `a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`,
    );
    expect(parse(levels.join('\n'))).toMatchObject({
      documents: [{ root: null }],
      problems: [{ code: 'too-many-aliases' }],
    });
  });
});

describe('hostile text', () => {
  it('is declined when too large, without a look at it', () => {
    expect(parse('a'.repeat(1_000_001))).toMatchObject({
      documents: [],
      problems: [{ code: 'too-large' }],
    });
  });

  it.each([
    ['flow', '['.repeat(10_000)],
    ['flow mappings', '{a: '.repeat(10_000)],
    ['compact block', '- '.repeat(10_000) + 'x'],
    ['block', Array.from({ length: 900 }, (_, depth) => ' '.repeat(depth) + 'a:').join('\n')],
  ])('is declined when too deep: %s', (_, text) => {
    expect(parse(text)).toMatchObject({
      documents: [{ root: null }],
      problems: [{ code: 'too-deep' }],
    });
  });

  it('is read around tabs, NUL and lone surrogates', () => {
    expect(codes('a:\n\tb: 1\n')).toContain('tab-indentation');
    expect(asText(get(root('a: x\0y\nb: 2\n'), 'b'))).toBe('2');
    expect(asText(get(root('a: \uD800\nb: 2\n'), 'b'))).toBe('2');
  });

  it('ends lines at a lone CR', () => {
    const text = 'a: 1\rb:\r- x\r- y\r';
    expect(asText(get(root(text), 'b', 1))).toBe('y');
  });

  it('declines a document with a merge conflict and reads the others', () => {
    const text = 'a: 1\n---\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> main\n---\nc: 3\n';
    const file = parse(text);
    expect(file.documents.map((document) => document.root?.kind ?? null)).toEqual([
      'mapping',
      null,
      'mapping',
    ]);
    expect(file.problems).toMatchObject([{ code: 'merge-conflict' }]);
    const [conflict] = file.problems;
    expect(text.slice(conflict?.span.start, conflict?.span.end)).toMatch(/^<{7} HEAD[^]*main$/);
  });
});

describe('half-typed text', () => {
  it('is read on both sides of the line being typed', () => {
    const text = 'spec:\n  replicas: 2\n  templ\n  image: x\nkind: Pod\n';
    expect(asNumber(get(root(text), 'spec', 'replicas'))).toBe(2);
    expect(asText(get(root(text), 'kind'))).toBe('Pod');
    expect(codes(text)).toContain('syntax-error');
  });
});

describe('custom tags', () => {
  it('are no mistakes', () => {
    const text = 'a: !Ref Name\nb: !Sub "x-${y}"\nc: !If [a, b]\nd: !e!x {k: v}\n';
    expect(codes(text)).toEqual([]);
    expect(asText(get(root(text), 'a'))).toBe('Name');
    expect(asText(get(root(text), 'd', 'k'))).toBe('v');
  });

  it('stay on their nodes, through aliases and at any place of the file', () => {
    const text = '# one\n---\na: &x !Ref Name\nb: *x\nc: !If [a, b]\nd: !Map {k: v}\ne: !!str 1\n';
    const found = parse(text).documents.at(-1)?.root;
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => get(found, key)?.tag)).toEqual([
      '!Ref',
      '!Ref',
      '!If',
      '!Map',
      undefined,
    ]);
    expect(sourceOf(text, get(found, 'a'))).toBe('Name');
  });
});

describe('JSON', () => {
  it('is read as YAML, tabs and escapes included', () => {
    const text = '{\n\t"a": {\n\t\t"b": [1, "x\\/y\\u00e9"]\n\t}\n}\n';
    const file = parse(text, 'file:///a.json');
    expect(file.problems).toEqual([]);
    expect(asText(get(file.documents[0]?.root, 'a', 'b', 1))).toBe('x/yé');
  });
});

describe('languages', () => {
  it('are chosen by extension, behind the one of a template', () => {
    expect(parse('a: 1', 'file:///x/deploy.yaml.j2').documents).toHaveLength(1);
    expect(parse('a: 1', 'untitled:Untitled-1').documents).toHaveLength(1);
    expect(parse('a: 1', 'file:///x/main.py').documents).toHaveLength(0);
  });
});

describe('the cache', () => {
  it('returns unchanged documents as they were and moved ones at their new place', () => {
    const cache = createParseCache();
    const before = 'a: 1\n---\nb: {c: [x, "y"]}\nd: &d 1\ne: *d\n';
    const first = parseFile({ uri: 'file:///a.yaml', text: before }, cache);
    const same = parseFile({ uri: 'file:///a.yaml', text: before }, cache);
    expect(same.documents[1]).toBe(first.documents[1]);
    const after = before.replace('a: 1', 'a: 1000');
    const moved = parseFile({ uri: 'file:///a.yaml', text: after }, cache);
    expect(moved).toEqual(parseFile({ uri: 'file:///a.yaml', text: after }));
    expect(moved.documents[0]).not.toEqual(first.documents[0]);
  });

  it('forgets what was not used for longest when it is full', () => {
    const cache = createParseCache(10);
    const document = { root: null, span: { start: 0, end: 4 }, problems: [] };
    cache.set('aaaa', { start: 0, document });
    cache.set('bbbb', { start: 0, document });
    cache.get('aaaa');
    cache.set('cccc', { start: 0, document });
    expect(cache.get('aaaa')).toBeDefined();
    expect(cache.get('bbbb')).toBeUndefined();
    cache.set('d'.repeat(11), { start: 0, document });
    expect(cache.get('d'.repeat(11))).toBeUndefined();
  });
});
