import { expect, test } from 'vitest';
import { movesBetween, relocated } from '../../../src/core/analysis/moves.ts';

const written = (start: number, value = 8) => ({
  value,
  origin: { kind: 'config', uri: 'file:///a.yaml', span: { start, end: start + 1 } },
});

test('the same values further down move what was made of them', () => {
  const moves = movesBetween({ count: written(10) }, { count: written(15) });
  const estimate = { inputs: [{ name: 'count', ...written(10) }], total: 3, week: [1, 2] };
  expect(moves && relocated(estimate, moves)).toEqual({
    inputs: [{ name: 'count', ...written(15) }],
    total: 3,
    week: [1, 2],
  });
});

test('what stands where it stood is the same object', () => {
  const moves = movesBetween({ count: written(10) }, { count: written(10) });
  const estimate = { inputs: [written(10)] };
  expect(moves && relocated(estimate, moves)).toBe(estimate);
});

test.each([
  ['another value', { count: written(10) }, { count: written(10, 9) }],
  ['a value more', { count: written(10) }, { count: written(10), other: written(12) }],
  ['one absent', { count: written(10) }, { other: written(10) }],
  ['another kind of origin', written(10), { value: 8, origin: { kind: 'default', name: 'count' } }],
  ['a longer list', [written(10)], [written(10), written(12)]],
  ['null', { count: written(10) }, { count: null }],
  ['one place that went to two', [written(10), written(10)], [written(10), written(14)]],
])('%s is another thing', (_, before, after) => {
  expect(movesBetween(before, after)).toBeNull();
});

test('an origin that was not compared cannot be moved', () => {
  const moves = movesBetween({ count: written(10) }, { count: written(15) });
  expect(moves && relocated({ other: written(30) }, moves)).toBeNull();
});
