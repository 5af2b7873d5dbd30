import { expect, test } from 'vitest';
import { escapeMarkdown } from '../../../src/core/text/escapeMarkdown.ts';

test.each([
  ['llama-70b', 'llama-70b'],
  ['a|b', 'a\\|b'],
  ['**bold** _x_ `code`', '\\*\\*bold\\*\\* \\_x\\_ \\`code\\`'],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['[x](command:evil)', '\\[x\\](command:evil)'],
  ['https://evil.example www.evil.example', 'https&#58;//evil.example www&#46;evil.example'],
  ['@octocat #12', '&#64;octocat &#35;12'],
  ['two\r\nlines\u202e', 'two lines '],
  ['$(alert) &amp; \\', '\\$(alert) &amp;amp; \\\\'],
])('%s', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});
