import { expect, test } from 'vitest';
import { readPathPatterns } from '../../../src/core/text/pathPatterns.ts';

test.each([
  ['fixtures/', ['fixtures/a.yaml', 'a/fixtures/b/c.yaml'], ['fixtures', 'fixtures.yaml', 'a/b']],
  ['*.tmp.yaml', ['a.tmp.yaml', 'x/y/a.tmp.yaml'], ['a.yaml']],
  ['/build', ['build/a.yaml'], ['x/build/a.yaml']],
  ['./build', ['build/a.yaml'], ['x/build/a.yaml']],
  ['deploy/*/dev', ['deploy/x/dev/a.yaml'], ['deploy/dev/a.yaml', 'a/deploy/x/dev']],
  ['legacy/**', ['legacy/a', 'legacy/a/b'], ['legacy', 'other/legacy/a']],
  ['old', ['old', 'a/old', 'old/x'], ['older', 'a/older/x']],
  ['', [], ['a', '']],
  ['/', [], ['a', 'a/b']],
  ['a[b', [], ['a', 'a[b']],
])('%s', (pattern, meant, others) => {
  const means = readPathPatterns([pattern]);
  expect(meant.filter((path) => !means(path))).toEqual([]);
  expect(others.filter(means)).toEqual([]);
});

test('one of several is enough', () => {
  const means = readPathPatterns(['a[b', 'x/', 'y']);
  expect(['x/1', 'q/y', 'z'].map(means)).toEqual([true, true, false]);
});
