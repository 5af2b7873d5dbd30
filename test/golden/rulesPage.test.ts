import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulesPage } from '../../scripts/rulesPage.ts';
import { rules } from '../../src/core/advice/rules.ts';

describe('the page on advice', () => {
  it('is the one of the code; `npm run docs` writes it again', () => {
    const path = join(import.meta.dirname, '..', '..', 'docs', 'rules.md');
    expect(readFileSync(path, 'utf8')).toBe(rulesPage());
  });

  it('says of every rule what it is about in whole sentences', () => {
    for (const { code, title, explanation } of rules) {
      expect(title.trim(), code).not.toBe('');
      expect(explanation, code).toMatch(/[.”)]$/);
      expect(explanation, code).not.toMatch(/\n/);
    }
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  });
});
