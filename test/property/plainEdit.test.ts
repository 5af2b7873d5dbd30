import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/core/syntax/languages.ts';
import { notationOf, type Notation } from '../../src/core/syntax/notation.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import {
  insertPlainEntry,
  removePlainEntry,
  setPlainScalar,
  type PlainTextEdit,
} from '../../src/core/syntax/plainEdit.ts';
import { appendPlainItems } from '../../src/core/syntax/plainList.ts';
import type {
  MappingNode,
  ScalarNode,
  SequenceNode,
  SyntaxNode,
} from '../../src/core/syntax/tree.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import { dataOf } from '../support/plainTexts.ts';

/** Indices of entries and items from the root on: keys may repeat. */
type Place = readonly number[];

const samples: readonly (readonly [string, string])[] = [
  [
    'config.pbtxt',
    'name: "a" # the name\ninstance_group [\n  { count: 2 kind: KIND_GPU }\n]\ninput { a: 1 b: "x" } # end\nempty {}\nopen {\n  x: 1\n}\n',
  ],
  [
    'main.tf',
    'resource "a" "b" {\n  count = 2 # two\n\n  size        = "ml.g5.xlarge"\n  labels      = { x = "1", y = 2 }\n  nested {\n    on = true\n  }\n  empty {}\n}\n\nlocals { one = 1 }\n',
  ],
  [
    'cerebrium.toml',
    '# top\n[cerebrium.hardware] # hardware\ncompute = "L4" # cheap\ngpu_count = 1\ninline = { a = 1 }\n\n[cerebrium.scaling]\n[cerebrium.scaling.deep]\nx = \'y\'\n\n[[items]]\nn = 1\n[[items]]\nn = 2\n',
  ],
  ['serving.properties', '# note\nengine=Python\noption.dtype = fp16\n\n! more\noption.tp:2'],
  ['.env', 'A=1\nexport B="two words" # note\n# end\nC=x\n'],
  ['Modelfile', 'FROM a:8b\nPARAMETER num_ctx 4096\nSYSTEM """a\nb"""\n'],
];

function rootOf(name: string, text: string): SyntaxNode {
  const { documents, problems } = parseFile({ uri: `file:///${name}`, text });
  const root = documents[0]?.root;
  if (!root || problems.length > 0) throw new Error(`${text} ${JSON.stringify(problems)}`);
  return root;
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'mapping') return node.entries.map(({ value }) => value);
  return node.kind === 'sequence' ? node.items : [];
}

function nodeAt(root: SyntaxNode, place: Place): SyntaxNode {
  return place.reduce<SyntaxNode>((node, index) => childrenOf(node)[index] ?? node, root);
}

function placesOf(node: SyntaxNode, kind: SyntaxNode['kind'], place: Place = []): Place[] {
  const below = childrenOf(node).flatMap((child, index) =>
    placesOf(child, kind, [...place, index]),
  );
  return node.kind === kind ? [place, ...below] : below;
}

function notation(name: string): Notation {
  const found = notationOf(languageOf(name)?.id ?? 'yaml');
  if (!found) throw new Error(`${name} has no notation.`);
  return found;
}

function apply(text: string, edit: PlainTextEdit): string {
  if ('refused' in edit) throw new Error(edit.refused);
  return applyEdits(text, edit.edits);
}

/** Every line of the text that is a comment, or ends in one. */
function commentsOf(text: string): string[] {
  return text.match(/(?:#|!) .*/g) ?? [];
}

const lineBreaks = fc.constantFrom('\n', '\r\n');
const words = fc.constantFrom(
  'ml.g5.xlarge',
  'Qwen/Qwen3-8B',
  'fp8',
  'two words',
  'q"uo\'te',
  'a\\b',
  '${x}',
);
const values = fc.oneof(fc.integer({ min: 0, max: 9999 }), words);

describe('edits of single values', () => {
  for (const [name, sample] of samples) {
    it(`in ${name} change what they should and nothing else`, () => {
      const places = placesOf(rootOf(name, sample), 'scalar');
      fc.assert(
        fc.property(fc.constantFrom(...places), values, lineBreaks, (place, value, lineBreak) => {
          const text = sample.replaceAll('\n', lineBreak);
          const node = nodeAt(rootOf(name, text), place) as ScalarNode;
          const after = apply(text, setPlainScalar(notation(name), node, value));
          const read = nodeAt(rootOf(name, after), place) as ScalarNode;
          expect(read.text).toBe(String(value));
          expect(commentsOf(after)).toEqual(commentsOf(text));
          const { start, end } = node.span;
          expect(after.slice(0, start)).toBe(text.slice(0, start));
          expect(after.slice(after.length - (text.length - end))).toBe(text.slice(end));
        }),
      );
    });

    it(`in ${name} add an entry to any mapping`, () => {
      const places = placesOf(rootOf(name, sample), 'mapping').filter((place) =>
        canTakeEntry(name, place),
      );
      fc.assert(
        fc.property(fc.constantFrom(...places), values, lineBreaks, (place, value, lineBreak) => {
          const text = sample.replaceAll('\n', lineBreak);
          const node = nodeAt(rootOf(name, text), place) as MappingNode;
          const key = name === 'Modelfile' ? 'PARAMETER added' : 'added';
          const after = apply(text, insertPlainEntry(notation(name), text, node, key, value));
          const read = nodeAt(rootOf(name, after), place) as MappingNode;
          const added = read.entries.find((entry) => entry.key === key)?.value as ScalarNode;
          expect(added.text).toBe(String(value));
          const others = read.entries.filter((entry) => entry.key !== key);
          expect(others.map((entry) => dataOf(entry.value))).toEqual(
            node.entries.map((entry) => dataOf(entry.value)),
          );
          expect(commentsOf(after)).toEqual(commentsOf(text));
          if (lineBreak === '\r\n') expect(after).not.toMatch(/[^\r]\n/);
          expect(insertPlainEntry(notation(name), after, read, key, value)).toHaveProperty(
            'refused',
          );
        }),
      );
    });

    it(`in ${name} remove an entry`, () => {
      const root = rootOf(name, sample);
      for (const place of placesOf(root, 'mapping').filter((each) => canTakeEntry(name, each))) {
        const node = nodeAt(root, place) as MappingNode;
        for (const { key, value } of node.entries) {
          const isSingle = node.entries.filter((entry) => entry.key === key).length === 1;
          if (!isSingle || value.kind !== 'scalar') continue;
          const after = apply(sample, removePlainEntry(sample, node, key));
          const read = nodeAt(rootOf(name, after), place) as MappingNode;
          expect(read.entries.map((entry) => entry.key)).toEqual(
            node.entries.map((entry) => entry.key).filter((each) => each !== key),
          );
        }
      }
    });
  }
});

describe('items added to a list of Terraform', () => {
  const strings = fc.array(words, { minLength: 1, maxLength: 3 });
  const blanks = fc.constantFrom('', ' ', '\t');
  const comments = fc.constantFrom('', '# one', '// one', '# [x], y');

  it('come behind the others, whatever stands between', () => {
    fc.assert(
      fc.property(
        fc.array(values, { maxLength: 3 }),
        strings,
        fc.boolean(),
        fc.boolean(),
        comments,
        blanks,
        lineBreaks,
        (before, added, isBelow, hasComma, comment, blank, lineBreak) => {
          const last = hasComma && before.length > 0 ? ',' : '';
          const texts = before.map((value) => notation('main.tf').scalar(value, 'plain'));
          const list = isBelow
            ? `[\n    ${texts.join(',\n    ')}${blank}${last} ${comment}\n  ]`
            : `[${blank}${texts.join(',')}${blank}${last}${blank}]`;
          const sample = `a "b" {\n  args = ${list} # end\n  other = 1\n}\n`;
          const text = sample.replaceAll('\n', lineBreak);
          const node = nodeAt(rootOf('main.tf', text), [0, 0, 0]) as SequenceNode;
          const edit = appendPlainItems(notation('main.tf'), text, node, added);
          const after = apply(text, edit);
          const read = nodeAt(rootOf('main.tf', after), [0, 0, 0]) as SequenceNode;
          expect(read.items.map(dataOf)).toEqual([...before, ...added]);
          expect(commentsOf(after)).toEqual(commentsOf(text));
          if (lineBreak === '\r\n') expect(after).not.toMatch(/[^\r]\n/);
        },
      ),
    );
  });
});

/** Labels of blocks and parts of dotted keys are mappings too, but nothing is added to them. */
function canTakeEntry(name: string, place: Place): boolean {
  const sample = samples.find(([each]) => each === name)?.[1] ?? '';
  const { span } = nodeAt(rootOf(name, sample), place);
  const isRoot = place.length === 0;
  if (name === 'cerebrium.toml') {
    const header = /^\[[\w.]+\]|^\[\[\w+\]\]/.exec(sample.slice(span.start))?.[0];
    return (
      sample.startsWith('{', span.start) || (header !== undefined && !isImplicit(sample, place))
    );
  }
  return isRoot || /^[{<]/.test(sample.slice(span.start));
}

/** `cerebrium` of `[cerebrium.hardware]` has no header of its own. */
function isImplicit(_: string, place: Place): boolean {
  return place.length === 1 && place[0] === 0;
}
