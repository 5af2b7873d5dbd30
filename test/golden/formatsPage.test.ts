import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatsPage } from '../../scripts/formatsPage.ts';
import { formats } from '../../src/core/formats/formats.ts';

describe('the page on formats', () => {
  it('is the one of the code; `npm run docs` writes it again', () => {
    const path = join(import.meta.dirname, '..', '..', 'docs', 'formats.md');
    expect(readFileSync(path, 'utf8')).toBe(formatsPage());
  });

  it('says of every format how it is recognised, what is read and what can be changed', () => {
    for (const { id, documentation } of formats) {
      const { title, files, reads, edits } = documentation;
      for (const text of [title, files, reads, edits]) {
        expect(text.trim(), id).not.toBe('');
        expect(text, id).not.toMatch(/\n|\.$/);
      }
    }
    expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
  });
});
