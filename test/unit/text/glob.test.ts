import { expect, test } from 'vitest';
import { globToRegExp } from '../../../src/core/text/glob.ts';

test.each([
  ['**/.git', ['.git', 'a/.git', 'a/b/.git'], ['a.git', '.git/x', '.gitx']],
  ['**/dist', ['dist', 'packages/web/dist'], ['distant', 'a/dist/b']],
  ['build/', ['build'], ['a/build', 'builds']],
  ['third_party/*', ['third_party/x'], ['third_party', 'third_party/x/y']],
  ['**/{out,target}', ['out', 'a/target'], ['outs']],
  ['a?c', ['abc'], ['a/c', 'ac']],
  ['v[0-9]', ['v1'], ['vx']],
  ['v[!0-9]', ['vx'], ['v1']],
  ['docs/**', ['docs/a', 'docs/a/b'], ['doc/a']],
  ['a+b (c)', ['a+b (c)'], ['aab c']],
])('%s', (glob, matching, others) => {
  const pattern = globToRegExp(glob);
  for (const path of matching) expect(path).toMatch(pattern ?? /^$/);
  for (const path of others) expect(path).not.toMatch(pattern ?? /./);
});

test('one that is not closed hides nothing', () => {
  expect(globToRegExp('a[b')).toBeNull();
});
