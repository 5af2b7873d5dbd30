import { expect, test } from 'vitest';
import { readGlob } from '../../../src/core/text/glob.ts';

test.each([
  ['**/.git', ['.git', 'a/.git', 'a/b/.git'], ['a.git', '.git/x', '.gitx']],
  ['**/dist', ['dist', 'packages/web/dist'], ['distant', 'a/dist/b']],
  ['build/', ['build'], ['a/build', 'builds']],
  ['third_party/*', ['third_party/x'], ['third_party', 'third_party/x/y']],
  ['**/{out,target}', ['out', 'a/target'], ['outs']],
  ['{a,b/{c,d}}/x', ['a/x', 'b/c/x', 'b/d/x'], ['b/x', 'a/c/x']],
  ['a,b', ['a,b'], ['a', 'b']],
  ['a?c', ['abc'], ['a/c', 'ac']],
  ['v[0-9]', ['v1'], ['vx']],
  ['v[!0-9]', ['vx'], ['v1', 'v/']],
  ['docs/**', ['docs/a', 'docs/a/b'], ['doc/a']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb']],
  ['**/a*/**/b*c', ['ax/bc', 'x/a/y/z/bb/bcbc'], ['x/a/y/bcd']],
  ['a+b (c)', ['a+b (c)'], ['aab c']],
])('%s', (glob, matching, others) => {
  const isMeant = readGlob(glob);
  expect(matching.map((path) => isMeant?.(path))).toEqual(matching.map(() => true));
  expect(others.map((path) => isMeant?.(path))).toEqual(others.map(() => false));
});

test.each(['a[b', 'a{b', 'a}b', '{a,b}'.repeat(7)])('%s hides nothing', (glob) => {
  expect(readGlob(glob)).toBeNull();
});

test('stars by the dozen are answered at once', () => {
  const path = `${'a/'.repeat(1_000)}${'a'.repeat(1_000)}`;
  expect(readGlob(`${'*a'.repeat(100)}*b`)?.(path)).toBe(false);
  expect(readGlob(`${'**/a*a'.repeat(50)}**/b`)?.(path)).toBe(false);
}, 2_000);
