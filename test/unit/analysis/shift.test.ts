import { expect, test } from 'vitest';
import { isShifted, shifted } from '../../../src/core/analysis/shift.ts';

const uri = 'file:///a.yaml';
const written = (start: number, value = 8, file = uri) => ({
  value,
  origin: { kind: 'config', uri: file, span: { start, end: start + 1 } },
});
const shift = { uri, by: 5 };

test('the same values all further down by as much are the same', () => {
  const before = { span: { start: 0, end: 40 }, uri, counts: [written(10), written(20)] };
  const after = { span: { start: 5, end: 45 }, uri, counts: [written(15), written(25)] };
  expect(isShifted(before, after, shift)).toBe(true);
  expect(isShifted(before, before, { uri, by: 0 })).toBe(true);
});

test('what stands in another file stays', () => {
  const other = written(10, 8, 'file:///b.yaml');
  expect(isShifted({ other }, { other }, shift)).toBe(true);
  expect(isShifted({ other }, { other: written(15, 8, 'file:///b.yaml') }, shift)).toBe(false);
});

test.each([
  ['another value', { count: written(10) }, { count: written(15, 9) }],
  ['a value more', { count: written(10) }, { count: written(15), other: written(17) }],
  ['a value less', { count: written(10), other: written(12) }, { count: written(15) }],
  ['undefined instead of nothing', { count: undefined }, { other: undefined }],
  ['another kind of origin', written(10), { value: 8, origin: { kind: 'default', name: 'count' } }],
  ['a longer list', [written(10)], [written(15), written(17)]],
  ['a list and a record', [], {}],
  ['null', { count: written(10) }, { count: null }],
  ['one of two that went elsewhere', [written(10), written(20)], [written(15), written(26)]],
])('%s is another thing', (_, before, after) => {
  expect(isShifted(before, after, shift)).toBe(false);
});

test('origins in the file move along, all else is the same object', () => {
  const other = { inputs: [written(10, 8, 'file:///b.yaml')], week: [1, 2] };
  const estimate = { inputs: [{ name: 'count', ...written(10) }], other, total: 3 };
  const moved = shifted(estimate, shift);
  expect(moved).toEqual({ inputs: [{ name: 'count', ...written(15) }], other, total: 3 });
  expect(moved.other).toBe(other);
  expect(shifted(estimate, { uri, by: 0 })).toBe(estimate);
});
