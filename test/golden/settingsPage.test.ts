import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/root.ts';
import { settingsPage } from '../../scripts/settingsPage.ts';

it('the page on settings is the one of the manifest; `npm run docs` writes it again', () => {
  expect(readFileSync(join(root, 'docs/settings.md'), 'utf8')).toBe(settingsPage());
});

it('the page on settings leaves no placeholder and no link of the settings editor', () => {
  expect(settingsPage()).not.toMatch(/%\w|`#/);
});
