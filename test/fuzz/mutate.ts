import fc from 'fast-check';
import type { BaseText } from './texts.ts';

/** What breaks parsers, and what means something in one of the syntaxes. */
const tokens = [
  '\t',
  '\r\n',
  '\r',
  '\0',
  '\uD800',
  '\uDC00',
  '\uFEFF',
  '\u2028',
  '\u202E',
  '\u0085',
  '---\n',
  '...\n',
  '{{ .Values.x }}',
  '{{',
  '}}',
  '${',
  '${a.b}',
  '&a ',
  '*a',
  '<<: *a\n',
  '? ',
  '!!binary ',
  '!x ',
  ': ',
  '- ',
  '"',
  "'",
  '"""',
  '`',
  '|\n',
  '>-\n',
  '#',
  '//',
  '/*',
  '*/',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  ',',
  ';',
  '=',
  '\\',
  '<<EOT\n',
  '<<-EOT\n',
  'EOT\n',
  'for x in y : x => ',
  'null',
  '~',
  '.nan',
  '-.inf',
  '0x',
  '1_000',
  '1e309',
  '-1',
  '0',
  '99999999999999999999',
  '0.1.2',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '__proto__: {x: 1}\n',
  '<<<<<<< HEAD\n',
  '=======\n',
  '>>>>>>> x\n',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'C:\\x',
  '(a+)+$',
] as const;

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: place, length: fc.nat({ max: 400 }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: place,
    text: fc.oneof(fc.constantFrom(...tokens), fc.string({ unit: 'grapheme', maxLength: 12 })),
    times: fc.constantFrom(1, 1, 1, 2, 50, 3000),
  }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: place,
    length: fc.nat({ max: 400 }),
    times: fc.constantFrom(1, 2, 100),
  }),
  fc.record({
    kind: fc.constant('splice' as const),
    at: place,
    other: fc.nat(),
    from: place,
    length: fc.nat({ max: 600 }),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    at: place,
    text: fc.constantFrom(
      '0',
      '-1',
      '1e309',
      '.nan',
      '1e-320',
      '99999999999',
      '0x10',
      '1_0',
      '٣',
      '',
    ),
  }),
  fc.record({
    kind: fc.constant('key' as const),
    at: place,
    text: fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', '', '"a\\u0000b"'),
  }),
  fc.record({
    kind: fc.constant('breaks' as const),
    text: fc.constantFrom('\r\n', '\r', '\u2028', '\n\n', ''),
  }),
  fc.record({ kind: fc.constant('mark' as const) }),
);

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

/** Texts made of those given: cut, doubled, mixed with each other, and filled with what breaks parsers. */
export function mutated(bases: readonly BaseText[]): fc.Arbitrary<BaseText> {
  return fc
    .tuple(fc.nat({ max: bases.length - 1 }), fc.array(mutation, { maxLength: 5 }))
    .map(([index, mutations]) => {
      const base = bases[index] ?? { name: 'a.yaml', text: '' };
      const text = mutations.reduce((current, one) => mutate(current, one, bases), base.text);
      return { name: base.name, text };
    });
}

function mutate(text: string, one: Mutation, bases: readonly BaseText[]): string {
  switch (one.kind) {
    case 'mark':
      return `\uFEFF${text}`;
    case 'breaks':
      return text.replaceAll('\n', one.text);
    case 'cut': {
      const start = Math.floor(one.at * text.length);
      return text.slice(0, start) + text.slice(start + one.length);
    }
    case 'insert':
      return inserted(text, one.at, one.text.repeat(one.times));
    case 'repeat': {
      const start = Math.floor(one.at * text.length);
      return inserted(text, one.at, text.slice(start, start + one.length).repeat(one.times));
    }
    case 'splice': {
      const other = bases[one.other % bases.length]?.text ?? '';
      const start = Math.floor(one.from * other.length);
      return inserted(text, one.at, other.slice(start, start + one.length));
    }
    case 'number':
      return replacedNear(text, one.at, /\d[\d.]*/, one.text);
    case 'key':
      return replacedNear(text, one.at, /[A-Za-z_][\w-]*(?=["']?\s*[:=])/, one.text);
  }
}

function inserted(text: string, share: number, what: string): string {
  const at = Math.floor(share * text.length);
  return text.slice(0, at) + what + text.slice(at);
}

function replacedNear(text: string, share: number, wanted: RegExp, by: string): string {
  const at = Math.floor(share * text.length);
  return text.slice(0, at) + text.slice(at).replace(wanted, () => by);
}
