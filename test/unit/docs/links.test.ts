import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPage, rewriteLinks, type MarkdownPage } from '../../../scripts/markdown/page.ts';
import { root } from '../../../scripts/root.ts';

/** Where pages for people lie; test data is none. */
const folders = ['.', 'docs', '.github', 'examples', 'data'];

/** Paths of all pages, relative to the repository, with `/`. */
const names = folders
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/'))),
  )
  .sort();
const text = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const pages = new Map(names.map((name) => [name, readPage(text(name))]));
const linksOf = (name: string): MarkdownPage['links'] => pages.get(name)?.links ?? [];

/** Whether a link from a page leads somewhere in the repository: to a file, a folder, a heading. */
function leadsSomewhere(page: string, target: string): boolean {
  const [file = '', anchor] = target.split('#').map(decodeURIComponent);
  const destination = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
  const absolute = path.join(root, destination);
  if (destination.startsWith('../') || !existsSync(absolute)) return false;
  if (anchor === undefined) return true;
  return pages.get(destination)?.anchors.has(anchor) === true;
}

describe.each(names)('%s', (name) => {
  it('has links that lead somewhere', () => {
    const broken = linksOf(name).filter(
      ({ target }) => !/^(https:|mailto:)/.test(target) && !leadsSomewhere(name, target),
    );
    expect(broken).toEqual([]);
  });

  it('can be given other links without being changed otherwise', () => {
    expect(rewriteLinks(text(name), ({ target }) => target)).toBe(text(name));
  });
});

it('a page that is missing, or a heading, would be noticed', () => {
  expect(leadsSomewhere('docs/README.md', 'no-such-page.md')).toBe(false);
  expect(leadsSomewhere('docs/README.md', 'rules.md#no-such-heading')).toBe(false);
  expect(leadsSomewhere('docs/README.md', '../../outside.md')).toBe(false);
  expect(leadsSomewhere('docs/README.md', 'rules.md#does-not-fit')).toBe(true);
});

it('the index has every page', () => {
  const listed = linksOf('docs/README.md').map(({ target }) => target);
  const others = names.filter((name) => /^docs\/(?!README\.md)/.test(name));
  for (const name of others) expect(listed).toContain(path.posix.relative('docs', name));
});

it('every picture is shown somewhere', () => {
  const shown = names.flatMap((name) =>
    linksOf(name).map(({ target }) => path.posix.join(path.posix.dirname(name), target)),
  );
  for (const picture of readdirSync(path.join(root, 'docs/images'))) {
    expect(shown).toContain(`docs/images/${picture}`);
  }
});
