import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { noticesText } from '../../scripts/package/notices.ts';
import { root } from '../../scripts/root.ts';

it('says the licence of everything of others that it packs', async () => {
  const written = readFileSync(path.join(root, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  expect(written).toBe(await noticesText());
  const licences = [...written.matchAll(/^Licence: (.*)$/gm)].map(([, licence]) => licence);
  expect(licences.length).toBeGreaterThan(10);
  const allowed = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);
  expect(licences.filter((licence) => !allowed.has(licence ?? ''))).toEqual([]);
}, 120_000);
