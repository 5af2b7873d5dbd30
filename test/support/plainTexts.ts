import fc from 'fast-check';
import type { SyntaxNode } from '../../src/core/syntax/tree.ts';

/** What a tree stands for, without places: mappings keep every entry, also of the same key. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly map: Pairs };
type Pairs = readonly (readonly [string, Data])[];

export function dataOf(node: SyntaxNode): Data {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(dataOf);
    case 'mapping':
      return { map: node.entries.map(({ key, value }) => [key, dataOf(value)] as const) };
  }
}

export const keys = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);

/** Strings with what syntaxes trip over: quotes, escapes, signs of comments and of interpolation, line breaks. */
export const strings = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        '\\',
        '#',
        '//',
        '$',
        '${',
        '%{',
        '}',
        '{',
        '\n',
        '\t',
        ' ',
        '=',
        ':',
        'é',
        '😀',
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
);

export const numbers = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.integer({ min: -4000, max: 4000 }).map((value) => value / 8),
);

/** Calls `check` with every node of a tree and the spans of its keys. */
export function everySpan(node: SyntaxNode, check: (start: number, end: number) => void): void {
  check(node.span.start, node.span.end);
  if (node.kind === 'sequence') for (const item of node.items) everySpan(item, check);
  if (node.kind !== 'mapping') return;
  for (const { keySpan, span, value } of node.entries) {
    check(keySpan.start, keySpan.end);
    check(span.start, span.end);
    everySpan(value, check);
  }
}

/** A text with a part replaced by something that syntaxes trip over. */
export function mutated(text: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.nat(),
      fc.nat(30),
      fc.constantFrom(
        '',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        '<<EOT\n',
        '${',
        '\\',
        '#',
        '/*',
        '=',
        '\n',
        '"""',
        '[[',
      ),
    )
    .map(([at, length, inserted]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + inserted + text.slice(start + length);
    });
}
