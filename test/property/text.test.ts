import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, findConflict } from '../../src/core/text/applyEdits.ts';
import { composeEdits } from '../../src/core/text/composeEdits.ts';
import type { TextEdit } from '../../src/core/text/edit.ts';
import { createLineIndex } from '../../src/core/text/lines.ts';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '\r', '\r\n', '😀') });

/** Edits of a text that do not conflict. */
function editsOf(text: string): fc.Arbitrary<TextEdit[]> {
  const spans = fc.tuple(fc.nat(text.length), fc.nat(text.length));
  return fc.array(fc.record({ span: spans, newText: texts }), { maxLength: 6 }).map((drafts) =>
    drafts.reduce<TextEdit[]>((kept, { span: [a, b], newText }) => {
      const edit = { span: { start: Math.min(a, b), end: Math.max(a, b) }, newText };
      return findConflict([...kept, edit]) === null ? [...kept, edit] : kept;
    }, []),
  );
}

describe('line index', () => {
  it('leads from an offset to a position and back', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const lines = createLineIndex(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const isInsideBreak = text[offset - 1] === '\r' && text[offset] === '\n';
          const back = lines.offsetAt(lines.positionAt(offset));
          expect(back).toBe(isInsideBreak ? offset - 1 : offset);
        }
        expect(lines.lineCount).toBe(text.split(/\r\n|\n|\r/).length);
      }),
    );
  });
});

describe('edits', () => {
  const edited = texts.chain((text) => fc.tuple(fc.constant(text), editsOf(text)));

  it('leave everything between them as it was', () => {
    fc.assert(
      fc.property(edited, ([text, edits]) => {
        const result = applyEdits(text, edits);
        const removed = edits.reduce((sum, { span }) => sum + span.end - span.start, 0);
        const added = edits.reduce((sum, { newText }) => sum + newText.length, 0);
        expect(result.length).toBe(text.length - removed + added);
        const first = Math.min(text.length, ...edits.map(({ span }) => span.start));
        const last = Math.max(0, ...edits.map(({ span }) => span.end));
        expect(result.startsWith(text.slice(0, first))).toBe(true);
        expect(result.endsWith(text.slice(last))).toBe(true);
      }),
    );
  });

  it('do not depend on the order they are listed in, but for insertions at one place', () => {
    fc.assert(
      fc.property(edited, ([text, edits]) => {
        const starts = new Set(edits.map(({ span }) => span.start));
        fc.pre(starts.size === edits.length);
        expect(applyEdits(text, edits.toReversed())).toBe(applyEdits(text, edits));
      }),
    );
  });

  it('compose', () => {
    const twice = edited.chain(([text, first]) =>
      fc.tuple(fc.constant(text), fc.constant(first), editsOf(applyEdits(text, first))),
    );
    fc.assert(
      fc.property(twice, ([text, first, second]) => {
        const composed = composeEdits(text, first, second);
        expect(applyEdits(text, composed)).toBe(applyEdits(applyEdits(text, first), second));
        expect(findConflict(composed)).toBeNull();
      }),
    );
  });
});
