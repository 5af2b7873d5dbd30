import path from 'node:path';
import { rewriteLinks } from '../markdown/page.ts';
import { pageAddress, rawAddress, type Repository } from './repository.ts';

/**
 * A page of the repository for people who read it elsewhere: its relative links lead to the repository. Where that has no
 * address, they become their text, and pictures are left out: better none than a broken one.
 *
 * @param file Path of the page in the repository, with `/`.
 */
export function readElsewhere(
  markdown: string,
  file: string,
  repository: Repository | undefined,
): string {
  return rewriteLinks(markdown, ({ kind, target }) => {
    if (/^[a-z][a-z\d+.-]*:|^#/i.test(target)) return target;
    if (repository === undefined) return null;
    const absolute = path.posix.join(path.posix.dirname(file), target);
    return (kind === 'image' ? rawAddress : pageAddress)(repository, absolute);
  });
}
