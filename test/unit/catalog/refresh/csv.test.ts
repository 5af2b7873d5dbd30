import { describe, expect, test } from 'vitest';
import { csvReader } from '../../../../src/core/catalog/refresh/csv.ts';

function read(text: string, pieces = Infinity) {
  const records: [number, ...string[]][] = [];
  const reader = csvReader((cells, line) => {
    records.push([line, ...cells]);
  });
  for (let at = 0; at < text.length; at += pieces) reader.push(text.slice(at, at + pieces));
  return { isWhole: reader.end(), records };
}

const text = 'a,b\r\n"x, ""y""","z\nq",3\n\n,\n"last",';

describe('comma-separated values', () => {
  test('cells may be quoted, and hold commas, quotes and line breaks', () => {
    expect(read(text)).toEqual({
      isWhole: true,
      records: [
        [1, 'a', 'b'],
        [2, 'x, "y"', 'z\nq', '3'],
        [5, '', ''],
        [6, 'last', ''],
      ],
    });
  });

  test('in whatever pieces they come', () => {
    for (const pieces of [1, 2, 3, 7]) expect(read(text, pieces)).toEqual(read(text));
  });

  test('that end within a record are not whole', () => {
    expect(read('a,b\n"x,1\n2').isWhole).toBe(false);
    expect(read('a,b\nx,1\ny').isWhole).toBe(false);
    expect(read('').isWhole).toBe(true);
  });

  test('a record without end is given up', () => {
    const { isWhole, records } = read(`a\n"${'x\n'.repeat(2_000_000)}`, 100_000);
    expect(isWhole).toBe(false);
    expect(records).toEqual([[1, 'a']]);
    expect(read('x'.repeat(1_500_000), 100_000).isWhole).toBe(false);
  });
});
