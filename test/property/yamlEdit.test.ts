import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lexer, parseDocument } from 'yaml';
import { get } from '../../src/core/syntax/access.ts';
import type { Path } from '../../src/core/syntax/access.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import type { SyntaxNode } from '../../src/core/syntax/tree.ts';
import type { YamlEdit } from '../../src/core/syntax/yamlAlias.ts';
import {
  appendItems,
  insertEntry,
  removeEntry,
  removeItems,
  setScalar,
} from '../../src/core/syntax/yamlEdit.ts';
import type { EditedTree } from '../../src/core/syntax/yamlPlace.ts';
import type { YamlValue } from '../../src/core/syntax/yamlWrite.ts';
import { isList, isMapping } from '../../src/core/syntax/yamlWrite.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import { yamlTexts } from '../support/yamlTexts.ts';

/** The texts that are YAML without a template. */
const documents = yamlTexts
  .filter((text) => !text.includes('{{'))
  .flatMap((text) => text.split('---\n'));

/** What the whole document says, as plain data. */
function toData(node: SyntaxNode | null | undefined): YamlValue {
  if (!node) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(toData);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, toData(value)]));
}

function pathsOf(data: YamlValue, path: Path = []): Path[] {
  const children: (readonly [string | number, YamlValue])[] = isList(data)
    ? data.map((value, index) => [index, value])
    : isMapping(data)
      ? Object.entries(data)
      : [];
  return [path, ...children.flatMap(([step, value]) => pathsOf(value, [...path, step]))];
}

/** The data with one place changed; `undefined` takes it away. */
function changed(data: YamlValue, path: Path, value: YamlValue | undefined): YamlValue {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  if (isList(data)) {
    if (rest.length === 0 && value === undefined) return data.filter((_, at) => at !== step);
    return data.map((item, at) => (at === step ? changed(item, rest, value) : item));
  }
  const mapping = isMapping(data) ? data : {};
  if (rest.length === 0 && value === undefined) {
    return Object.fromEntries(Object.entries(mapping).filter(([key]) => key !== step));
  }
  return { ...mapping, [step]: changed(mapping[step] ?? null, rest, value) };
}

function commentsOf(text: string): string[] {
  return [...new Lexer().lex(text)].filter((lexeme) => lexeme.startsWith('#'));
}

const awkward = ['a', 'b', '1', '😀', 'é'].concat('-:#?,[]{}&*!|>\'"%@` .~=<'.split(/(?:)/));

const scalars = fc.oneof(
  fc.string({ unit: fc.constantFrom(...awkward) }),
  fc.constantFrom(
    'yes',
    'null',
    '1e3',
    '0x1f',
    '12:30',
    '2024-01-01',
    '.inf',
    '- a',
    '~',
    '<<',
    '',
  ),
  fc.integer(),
  fc.boolean(),
);

const cases = fc
  .tuple(
    fc.constantFrom(...documents),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.nat(),
    scalars,
  )
  .map(([text, lineBreak, isCut, pick, value]) => {
    const whole = text.replaceAll('\n', lineBreak);
    const source = isCut ? whole.replace(/\s+$/, '') : whole;
    const root = parseFile({ uri: 'file:///a.yaml', text: source }).documents[0]?.root ?? null;
    const paths = pathsOf(toData(root));
    const path = paths[pick % paths.length] ?? [];
    return { source, lineBreak, root, path, value };
  });

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** Makes the edit and checks that it did what it should and nothing else. */
function check(
  { source, lineBreak, root, path, value }: Case,
  make: (tree: EditedTree, node: SyntaxNode, value: string | number | boolean) => YamlEdit | null,
  expected: (data: YamlValue, path: Path, value: string | number | boolean) => YamlValue,
  removes: boolean,
): void {
  const node = get(root, ...path);
  const edit = node && make({ text: source, root }, node, value);
  if (!edit || 'refused' in edit) return;
  // Other places that change too, and tags that turn numbers into strings, are tested by example.
  fc.pre(edit.sharedBy === 0 && edit.place !== 'anchor' && !isTagged(source, node));
  const after = applyEdits(source, edit.edits);
  const context = `${JSON.stringify(source)} at ${path.join('.')} became ${JSON.stringify(after)}`;

  const errors = parseDocument(after, { merge: true }).errors.filter(
    ({ code }) => code !== 'TAG_RESOLVE_FAILED',
  );
  expect(errors, context).toEqual([]);
  const reread = parseFile({ uri: 'file:///a.yaml', text: after }).documents[0]?.root;
  expect(toData(reread), context).toEqual(expected(toData(root), path, value));

  if (!removes) expect(commentsOf(after), context).toEqual(commentsOf(source));
  const breaks = after.match(/\r\n|\n/g) ?? [];
  expect(
    breaks.every((each) => each === lineBreak),
    context,
  ).toBe(true);
}

function isTagged(source: string, { span }: SyntaxNode): boolean {
  return source.slice(0, span.start).endsWith('!Ref ');
}

/** Keeps numbers as strings where the scalar is quoted. */
const written = (node: SyntaxNode | undefined, value: string | number | boolean): YamlValue =>
  node?.kind === 'scalar' && node.style.endsWith('quoted') ? String(value) : value;

describe('edits of YAML', () => {
  it('set a scalar', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const node = get(each.root, ...each.path);
        check(
          each,
          (tree, target, value) =>
            target.kind === 'scalar' ? setScalar(tree, target, value) : null,
          (data, path, value) => {
            const isUse = node?.aliasSpan !== undefined;
            return changed(data, path, isUse ? value : written(node, value));
          },
          false,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('insert an entry', () => {
    fc.assert(
      fc.property(cases, (each) => {
        check(
          each,
          (tree, node, value) => insertEntry(tree, node, 'added', { x: [value, { y: value }] }),
          (data, path, value) => changed(data, [...path, 'added'], { x: [value, { y: value }] }),
          false,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('append items', () => {
    fc.assert(
      fc.property(cases, (each) => {
        check(
          each,
          (tree, node, value) => appendItems(tree, node, [String(value), { z: value }]),
          (data, path, value) => {
            const before = toData(get(each.root, ...each.path));
            const list = isList(before) ? before : [];
            return changed(data, path, [...list, String(value), { z: value }]);
          },
          false,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('remove an entry or an item', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const step = each.path.at(-1);
        const parent = get(each.root, ...each.path.slice(0, -1));
        check(
          each,
          (tree) =>
            parent === undefined || step === undefined
              ? null
              : typeof step === 'string'
                ? removeEntry(tree, parent, step)
                : removeItems(tree, parent, step, 1),
          // What the removed key hid of a merged mapping shows again.
          (data, path) => changed(data, path, path.join('.') === 'one.kind' ? 'l4' : undefined),
          true,
        );
      }),
      { numRuns: 500 },
    );
  });
});
