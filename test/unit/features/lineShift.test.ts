import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineShift } from '../../../src/core/features/lineShift.ts';

const before = 'a: 1\nb: 2\nc: 3\n';

describe('one edit', () => {
  test.each([
    ['typing in the middle line', 'a: 1\nb: 2x\nc: 3\n', 2],
    ['a line more', 'a: 1\nb: 2\n\nc: 3\n', 3],
    ['a line replaced by two', 'a: 1\nnew: 1\nother: 2\nc: 3\n', 3],
    ['other line endings', 'a: 1\r\nb: 2x\r\nc: 3\r\n', 2],
  ])('%s: lines before and after it stay found', (_name, after, line) => {
    const shift = createLineShift(before, after);
    expect(shift(0)).toEqual({ line: 0, changed: false });
    expect(shift(2)).toEqual({ line, changed: false });
  });

  test('a line that reads differently is marked, one that was removed is gone', () => {
    expect(createLineShift(before, 'a: 1\nb: 2x\nc: 3\n')(1)).toEqual({ line: 1, changed: true });
    const removed = createLineShift(before, 'a: 1\nc: 3\n');
    expect(removed(1)).toBeNull();
    expect(removed(2)).toEqual({ line: 1, changed: false });
  });
});

test('a line that did not change reads the same where it lies now', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 8 });
  fc.assert(
    fc.property(lines, lines, lines, lines, (head, removed, added, tail) => {
      const before = [...head, ...removed, ...tail].join('\n');
      const after = [...head, ...added, ...tail].join('\n');
      const [old, now] = [before.split('\n'), after.split('\n')];
      const shift = createLineShift(before, after);
      for (const [line, text] of old.entries()) {
        const to = shift(line);
        // A text of no lines is one empty line.
        if (to !== null && !to.changed) expect(now[to.line] ?? '').toBe(text);
      }
    }),
  );
});
