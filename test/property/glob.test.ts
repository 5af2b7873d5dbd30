import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGlob } from '../../src/core/text/glob.ts';

/** The same by trying everything: what each sign means, and nothing clever. */
function means(glob: string, path: string): boolean {
  if (glob === '') return path === '';
  if (glob.startsWith('**/')) {
    const below = [...path.matchAll(/\//g)].map(({ index }) => path.slice(index + 1));
    return [path, ...below].some((rest) => means(glob.slice(3), rest));
  }
  if (glob.startsWith('**')) {
    return upTo(path.length).some((taken) => means(glob.slice(2), path.slice(taken)));
  }
  if (glob.startsWith('*')) {
    const segment = /^[^/]*/.exec(path)?.[0] ?? '';
    return upTo(segment.length).some((taken) => means(glob.slice(1), path.slice(taken)));
  }
  const first = path.charAt(0);
  const fits = glob.startsWith('?') ? first !== '' && first !== '/' : first === glob.charAt(0);
  return fits && means(glob.slice(1), path.slice(1));
}

const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, index) => index);

describe('a glob', () => {
  const segments = fc.array(fc.constantFrom('a', 'b', '*', '?', 'ab', '*a*'), { maxLength: 3 });
  const globs = fc
    .array(
      fc.oneof(
        segments.map((parts) => parts.join('')),
        fc.constant('**'),
      ),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((parts) => parts.join('/').replace(/\/+$/, ''))
    // What `**` means beside other signs of a name is said nowhere.
    .filter((glob) => !/[^/]\*\*|\*\*[^/]/.test(glob));
  const paths = fc.stringMatching(/^[ab/]{0,12}$/);

  it('means the paths that its signs mean one by one', () => {
    fc.assert(
      fc.property(globs, paths, (glob, path) => {
        expect(readGlob(glob)?.(path)).toBe(means(glob, path));
      }),
      { numRuns: 2_000 },
    );
  });
});
