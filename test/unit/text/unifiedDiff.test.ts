import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortestEdit } from '../../../src/core/text/shortestEdit.ts';
import { unifiedDiff } from '../../../src/core/text/unifiedDiff.ts';

const lines = (...texts: string[]): string => texts.map((text) => `${text}\n`).join('');

describe('a patch', () => {
  test('shows the change with three lines around it', () => {
    const before = lines('1', '2', '3', '4', '5', '6', '7', '8', '9');
    const after = lines('1', '2', '3', '4', 'five', '6', '7', '8', '9');
    expect(unifiedDiff('a/b.yaml', before, after)).toBe(
      lines(
        '--- a/a/b.yaml',
        '+++ b/a/b.yaml',
        '@@ -2,7 +2,7 @@',
        ' 2',
        ' 3',
        ' 4',
        '-5',
        '+five',
        ' 6',
        ' 7',
        ' 8',
      ),
    );
  });

  test('keeps far changes apart and near ones together', () => {
    const before = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const change = (at: number[]) =>
      lines(...before.map((line, index) => (at.includes(index) ? 'x' : line)));
    const hunks = (at: number[]) =>
      unifiedDiff('f', lines(...before), change(at)).match(/^@@/gm)?.length;
    expect(hunks([3, 25])).toBe(2);
    expect(hunks([3, 9])).toBe(1);
  });

  test('makes a file, and says where a line break is missing', () => {
    expect(unifiedDiff('n', null, 'a\nb')).toBe(
      lines(
        '--- /dev/null',
        '+++ b/n',
        '@@ -0,0 +1,2 @@',
        '+a',
        '+b',
        '\\ No newline at end of file',
      ),
    );
  });

  test('keeps carriage returns', () => {
    expect(unifiedDiff('f', 'a\r\nb\r\n', 'a\r\nc\r\n')).toContain('-b\r\n+c\r\n');
  });

  test('is empty when nothing changed', () => {
    expect(unifiedDiff('f', 'a', 'a')).toBe('');
  });
});

const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });

test('the shortest edit leads from one text to the other, and is no longer than needed', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = shortestEdit(before, after);
      expect(changes.filter(({ kind }) => kind !== '+').map(({ line }) => line)).toEqual(before);
      expect(changes.filter(({ kind }) => kind !== '-').map(({ line }) => line)).toEqual(after);
      const kept = changes.filter(({ kind }) => kind === ' ').length;
      expect(kept).toBe(longestCommon(before, after));
    }),
  );
});

/** Length of the longest common subsequence, the slow and certain way. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const best = a.map(() => b.map(() => 0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      const row = best[i];
      if (row === undefined) continue;
      row[j] = a[i] === b[j] ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
    }
  }
  return at(a.length - 1, b.length - 1);
}

test('two changed lines in a long file are found at once', () => {
  const before = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
  const after = before.with(10, 'x').with(19_990, 'y');
  const changes = shortestEdit(before, after).filter(({ kind }) => kind !== ' ');
  expect(changes.map(({ kind }) => kind).join('')).toBe('-+-+');
});
