import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../src/core/syntax/parse.ts';
import type { ParseProblem, SyntaxNode } from '../../src/core/syntax/tree.ts';
import {
  dataOf,
  everySpan,
  keys,
  mutated,
  numbers,
  strings,
  type Data,
} from '../support/plainTexts.ts';

interface Read {
  readonly root: SyntaxNode;
  readonly problems: readonly ParseProblem[];
}

function read(name: string, text: string): Read {
  const { documents, problems } = parseFile({ uri: `file:///${name}`, text });
  const root = documents[0]?.root;
  if (!root) throw new Error('There is no tree.');
  return { root, problems };
}

const quote = (text: string): string =>
  `"${text
    .replace(/["\\]/g, '\\$&')
    .replace(
      /[\x00-\x1f\x7f-\x9f]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )}"`;

const scalars = fc.oneof(numbers, fc.boolean(), strings);
const write = (value: unknown): string =>
  typeof value === 'string' ? quote(value) : String(value);

describe('textproto', () => {
  const messages = fc.letrec<{ message: { text: string; data: Data } }>((tie) => ({
    message: fc
      .array(
        fc.tuple(
          keys,
          fc.oneof(
            { maxDepth: 3 },
            fc.oneof(numbers, fc.boolean(), strings).map((value) => ({
              text: `: ${write(value)}`,
              data: value,
            })),
            tie('message').map(({ text, data }) => ({ text: ` {\n${text}}`, data })),
            fc.array(tie('message'), { maxLength: 3 }).map((list) => ({
              text: ` [${list.map(({ text }) => `{ ${text}}`).join(', ')}]`,
              data: list.map(({ data }) => data),
            })),
          ),
          fc.constantFrom('\n', '  # note { "\n', ',\n', ';\n'),
        ),
        { maxLength: 4 },
      )
      .map((fields) => ({
        text: fields.map(([key, { text }, end]) => `${key}${text}${end}`).join(''),
        data: { map: fields.map(([key, { data }]) => [key, data] as const) },
      })),
  })).message;

  it('reads what is written, with the spans of what was written', () => {
    fc.assert(
      fc.property(messages, ({ text, data }) => {
        const { root, problems } = read('config.pbtxt', text);
        expect(problems).toEqual([]);
        expect(dataOf(root)).toEqual(data);
      }),
    );
  });
});

describe('properties', () => {
  const written = (text: string): string =>
    text.replace(/[\\\s=:#!]/g, (character) =>
      /[\n\r]/.test(character)
        ? ({ '\n': '\\n', '\r': '\\r' }[character] ?? '')
        : /[\u0080-\uffff\v]/.test(character)
          ? character
          : `\\${character}`,
    );
  const pairs = fc.array(
    fc.tuple(keys, strings, fc.constantFrom('=', ' = ', ': ', ' '), fc.constantFrom('\n', '\r\n')),
    { maxLength: 5 },
  );

  it('reads what is written', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const text = list
          .map(([key, value, sign, end]) => `# ${key}\\\n${key}${sign}${written(value)}${end}`)
          .join('\n');
        const { root } = read('config.properties', text);
        expect(dataOf(root)).toEqual({ map: list.map(([key, value]) => [key, value]) });
      }),
    );
  });
});

describe('dotenv', () => {
  const value = fc.oneof(
    fc.stringMatching(/^[\w./:@-]{0,12}$/).map((text) => ({ text, value: text })),
    strings
      .filter((text) => !text.includes("'"))
      .map((text) => ({ text: `'${text}'`, value: text })),
    strings.map((text) => ({ text: `"${text.replace(/["\\]/g, '\\$&')}"`, value: text })),
  );

  it('reads what is written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, value), { maxLength: 5 }), (list) => {
        const text = list.map(([key, each]) => `export ${key}=${each.text} # note\n`).join('#\n\n');
        const { root, problems } = read('.env', text);
        expect(problems).toEqual([]);
        expect(dataOf(root)).toEqual({ map: list.map(([key, each]) => [key, each.value]) });
      }),
    );
  });
});

describe('TOML', () => {
  const values = fc.oneof(
    scalars.map((each) => ({
      text: write(each),
      data: each,
    })),
    fc.array(numbers, { maxLength: 3 }).map((list) => ({
      text: `[\n  ${list.join(', # note\n  ')}\n]`,
      data: list,
    })),
    fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), numbers), { maxLength: 1 }).map((list) => ({
      text: `{ ${list.map(([key, each]) => `${key} = ${each}`).join(', ')} }`,
      data: { map: list },
    })),
  );
  const tables = fc.uniqueArray(fc.tuple(keys, values), { selector: ([key]) => key, maxLength: 4 });

  it('reads what is written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(keys, tables), { selector: ([key]) => key, maxLength: 4 }),
        (document) => {
          const text = document
            .map(
              ([name, table]) =>
                `[${name}] # a table\n${table.map(([key, each]) => `${key} = ${each.text}\n`).join('')}`,
            )
            .join('\n');
          const { root, problems } = read('cerebrium.toml', text);
          expect(problems).toEqual([]);
          expect(dataOf(root)).toEqual({
            map: document.map(([name, table]) => [
              name,
              { map: table.map(([key, each]) => [key, each.data]) },
            ]),
          });
        },
      ),
    );
  });
});

describe('Modelfile', () => {
  const parameter = fc.tuple(keys, fc.oneof(numbers, fc.stringMatching(/^[a-z]{1,6}$/)));

  it('reads what is written', () => {
    fc.assert(
      fc.property(keys, fc.array(parameter, { maxLength: 4 }), (model, parameters) => {
        const lines = parameters.map(([name, value]) => `parameter ${name} ${value}`);
        const text = [`FROM ${model}`, '# a note', ...lines, 'SYSTEM """two\nlines"""'].join('\n');
        const { root, problems } = read('Modelfile', text);
        expect(problems).toEqual([]);
        expect(dataOf(root)).toEqual({
          map: [
            ['FROM', model],
            ...parameters.map(([name, value]) => [
              `PARAMETER ${name}`,
              value === 'true' ? true : value === 'false' ? false : value,
            ]),
            ['SYSTEM', 'two\nlines'],
          ],
        });
      }),
    );
  });
});

const samples: readonly (readonly [string, string])[] = [
  [
    'config.pbtxt',
    'name: "a"\ninstance_group [\n  { count: 2 kind: KIND_GPU gpus: [0, 1] }\n]\np < a: \'b\' "c" >\n',
  ],
  ['config.properties', '# note\ninference_address=http://0.0.0.0:80\nmodels={\\\n  "a": 1\\\n}\n'],
  ['.env', 'A=1\nexport B="two # no"\nC=\'x\' # note\n'],
  ['cerebrium.toml', '[a.b]\nx = 1\n[[c]]\ny = [1, 2]\n[[c]]\nz.w = { q = """a\nb""" }\n'],
  ['Modelfile', 'FROM llama3.1:8b\nPARAMETER num_ctx 4096\nSYSTEM """a\nb"""\n'],
];

describe('broken texts', () => {
  it('are read without an exception, with every span inside of them', () => {
    for (const [name, text] of samples) {
      fc.assert(
        fc.property(mutated(text), mutated(text), (first, second) => {
          for (const broken of [first, second + first]) {
            const { root, problems } = read(name, broken);
            everySpan(root, (start, end) => {
              expect(start).toBeGreaterThanOrEqual(0);
              expect(end).toBeGreaterThanOrEqual(start);
              expect(end).toBeLessThanOrEqual(broken.length);
            });
            for (const { span } of problems) expect(span.end).toBeLessThanOrEqual(broken.length);
          }
        }),
      );
    }
  });

  it('are read when they are nested without end', () => {
    for (const [name] of samples) {
      for (const part of ['a {', 'a: [', '[', 'a = [', 'a.', '{{', 'x = { a = ']) {
        read(name, part.repeat(30_000));
      }
    }
  });
});
