import { expect, test } from 'vitest';
import { withoutCommandLinks } from '../../../src/lsp/markdown.ts';

test('links to commands go, with the dots between them; everything else stays', () => {
  const link = '[Show report](command:servingCost.showReport?%5B%7B%7D%5D)';
  expect(
    withoutCommandLinks(
      [
        `**chat** · $5/mo`,
        '',
        `${link} · ${link}`,
        `${link} · prices of 2026-11-09`,
        '[source](https://example.com)',
      ].join('\n'),
    ),
  ).toBe('**chat** · $5/mo\n\nprices of 2026-11-09\n[source](https://example.com)');
});
