import { describe, expect, it } from 'vitest';
import { readPage, rewriteLinks } from '../../../scripts/markdown/page.ts';

describe('the links of a page', () => {
  it('are links, images and definitions, with their lines', () => {
    const page = readPage('See [a](a.md#x).\n\n![b](b.png)\n\n[c]: c.md\n| [d](d.md) |\n');
    expect(page.links).toEqual([
      { kind: 'link', target: 'a.md#x', line: 1 },
      { kind: 'image', target: 'b.png', line: 3 },
      { kind: 'link', target: 'c.md', line: 5 },
      { kind: 'link', target: 'd.md', line: 6 },
    ]);
  });

  it('are none in code', () => {
    expect(readPage('`[a](a.md)`\n\n```md\n[b](b.md)\n```\n\n    [c](c.md)\n').links).toEqual([]);
  });

  it('lead to headings as forges name them', () => {
    const { anchors } = readPage(
      '# A & B\n\n## `code` of *c*\n\n## Twice\n\n## Twice\n\n```\n# no\n```\n',
    );
    expect([...anchors]).toEqual(['a--b', 'code-of-c', 'twice', 'twice-1']);
  });
});

describe('a page with other targets', () => {
  const markdown = [
    '# T',
    '',
    'One [link *with* `code`](docs/a.md), [two](https://b/c), a [![picture](p.png)](docs/d.md).',
    '',
    '> quoted [here',
    '> and there](docs/e.md)',
    '',
    '- item [x](x.md) `[y](y.md)`',
    '',
  ].join('\n');

  it('keeps everything else to the letter', () => {
    expect(rewriteLinks(markdown, ({ target }) => target)).toBe(markdown);
    expect(rewriteLinks('', () => null)).toBe('');
    expect(rewriteLinks(markdown, ({ target }) => `/${target}`)).toBe(
      markdown.replace(/(?<!`\[y\])\((?=[\w:/.]+\))/g, '(/'),
    );
  });

  it('has text in the place of a link without a target, and nothing in that of an image', () => {
    expect(rewriteLinks(markdown, () => null)).toBe(
      [
        '# T',
        '',
        'One link *with* `code`, two, a .',
        '',
        '> quoted here',
        '> and there',
        '',
        '- item x `[y](y.md)`',
        '',
      ].join('\n'),
    );
  });
});
