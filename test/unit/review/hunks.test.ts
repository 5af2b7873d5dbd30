import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hunksBetween, withHunks } from '../../../src/core/review/hunks.ts';

const text = fc
  .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd'), { maxLength: 20 })
  .map((lines) => lines.join(''));

test('all runs of lines, one after the other, lead from one text to the other', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const hunks = hunksBetween(before, after);
      expect(withHunks(before, hunks, 0)).toBe(before);
      expect(withHunks(before, hunks, hunks.length)).toBe(after);
    }),
  );
});

test('each stands apart, under its line of the new text', () => {
  const hunks = hunksBetween('1\n2\n3\n4\n5\n', '1\ntwo\n3\n4\n4.5\n5\n');
  expect(hunks.map(({ line, removed, added }) => [line, removed, added])).toEqual([
    [2, ['2\n'], ['two\n']],
    [5, [], ['4.5\n']],
  ]);
});

test('a file that comes or goes is one run', () => {
  expect(hunksBetween(null, 'a\nb\n')).toEqual([
    { start: 0, line: 1, removed: [], added: ['a\n', 'b\n'] },
  ]);
  expect(hunksBetween('a\n', null)).toEqual([{ start: 0, line: 1, removed: ['a\n'], added: [] }]);
  expect(hunksBetween('a\n', 'a\n')).toEqual([]);
});

test('texts that share hardly a line are one run, however long they are', () => {
  const long = (mark: string): string =>
    Array.from({ length: 20_000 }, (_, index) => `${mark}${index}\n`).join('');
  expect(hunksBetween(long('a'), long('b'))).toHaveLength(1);
});
