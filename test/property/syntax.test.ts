import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entries, get, items, nodeAt } from '../../src/core/syntax/access.ts';
import { readCommandLine } from '../../src/core/syntax/commandLine.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import { createParseCache } from '../../src/core/syntax/parseCache.ts';
import type { SyntaxNode } from '../../src/core/syntax/tree.ts';
import { nodesOf } from '../../src/core/syntax/yamlPlace.ts';
import { hostileTexts } from '../support/hostileTexts.ts';
import { yamlTexts } from '../support/yamlTexts.ts';

const parse = (text: string) => parseFile({ uri: 'file:///a.yaml', text });

/** Texts with a piece cut out, doubled or replaced by something awkward. */
const mutated = fc
  .tuple(
    fc.constantFrom(...yamlTexts),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(30),
        fc.constantFrom(
          '',
          '\n',
          '\t',
          '"',
          "'",
          '{{',
          '}}',
          '${',
          '[',
          '{',
          '- ',
          ': ',
          '&a ',
          '*a',
          '<<: ',
          '---\n',
          '...\n',
          '|',
          '>',
          '#',
          '\0',
          '\uD800',
          '\uFEFF',
          '<<<<<<< x\n',
          '%',
          '!',
          '? ',
        ),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([text, lineBreak, cuts]) =>
    cuts.reduce(
      (current, [at, length, inserted]) => {
        const start = Math.floor(at * current.length);
        return current.slice(0, start) + inserted + current.slice(start + length);
      },
      text.replaceAll('\n', lineBreak),
    ),
  );

function allNodes(text: string): SyntaxNode[] {
  return parse(text).documents.flatMap(({ root }) => [...nodesOf(root)]);
}

describe('any text', () => {
  it('is read without an exception, with spans inside it', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const { documents, problems } = parse(text);
        for (const document of documents) {
          for (const node of nodesOf(document.root)) {
            const spans = [
              node.span,
              node.aliasSpan,
              ...entries(node).flatMap((e) => [e.keySpan, e.span]),
            ];
            for (const span of spans) {
              if (span === undefined) continue;
              expect(span.start).toBeGreaterThanOrEqual(document.span.start);
              expect(span.end).toBeLessThanOrEqual(document.span.end);
              expect(span.start).toBeLessThanOrEqual(span.end);
            }
          }
        }
        for (const { span } of problems) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is read the same with a cache that has seen other versions of it', () => {
    const cache = createParseCache(2_000);
    fc.assert(
      fc.property(mutated, (text) => {
        const source = { uri: 'file:///a.yaml', text };
        expect(parseFile(source, cache)).toEqual(parseFile(source));
      }),
    );
  });

  it('holds command lines that are read without an exception, with words inside it', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        for (const { root } of parse(text).documents) {
          for (const node of nodesOf(root)) {
            const [command, args] = [get(node, 'command'), get(node, 'args')];
            const segments = readCommandLine({ text, command, args, lookup: () => undefined });
            for (const { span, source } of segments.flatMap(({ tokens }) => tokens)) {
              for (const offset of [span.start, span.end, ...source.starts, ...source.ends]) {
                expect(offset).toBeGreaterThanOrEqual(0);
                expect(offset).toBeLessThanOrEqual(text.length);
              }
            }
          }
        }
      }),
    );
  });
});

describe('plain scalars', () => {
  it('are the text at their span', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        for (const node of allNodes(text)) {
          if (node.kind !== 'scalar' || node.style !== 'plain' || node.value === null) continue;
          const source = text.slice(node.span.start, node.span.end);
          if (!/[\r\n]/.test(source)) expect(node.text).toBe(source);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('nodeAt', () => {
  it('finds every scalar by its place', () => {
    for (const text of yamlTexts) {
      const root = parse(text).documents[0]?.root ?? null;
      const visit = (node: SyntaxNode, path: (string | number)[]): void => {
        if (node.aliasSpan !== undefined) return;
        if (node.kind === 'scalar' && node.span.start < node.span.end) {
          const found = nodeAt(root, node.span.start + 1);
          expect(found).toEqual({ node, path });
          expect(get(root, ...path)).toBe(node);
        }
        for (const { key, value } of entries(node)) visit(value, [...path, key]);
        items(node).forEach((item, index) => {
          visit(item, [...path, index]);
        });
      };
      if (root !== null) visit(root, []);
    }
  });
});

describe('hostile texts', () => {
  // Generous: this guards against exponential work, the benchmark measures.
  it.each(Object.entries(hostileTexts))(
    'are answered at once: %s',
    (_, text) => {
      const { documents, problems } = parse(text);
      expect(documents.length + problems.length).toBeGreaterThan(0);
    },
    2_000,
  );
});
