import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';

const work = folderWith({ 'chat.yaml': llama8bText });
const read = (file: string): Report => JSON.parse(readFileSync(join(work, file), 'utf8')) as Report;
await callCli(work, ['report', '--repository', 'acme/now', '--out', 'now.json']);

/** The report of another repository, made by another version, of prices of other days. */
function otherReport(name: string, productVersion: string, usedAsOf: string | null): void {
  const now = read('now.json');
  const other = {
    ...now,
    productVersion,
    prices: { ...now.prices, usedAsOf },
    repositories: now.repositories.map((one) => ({ ...one, name: `acme/${name}` })),
  };
  writeFileSync(join(work, `${name}.json`), JSON.stringify(other));
}
otherReport('then', '0.0.9', '2025-01-02');
otherReport('unpriced', '0.0.9', null);

async function merged(...names: readonly string[]): Promise<Report> {
  await callCli(work, ['merge', ...names.map((name) => `${name}.json`), '--out', 'all.json']);
  return read('all.json');
}

test('a merged report names every version that made a part, once', async () => {
  const { productVersion } = read('now.json');
  expect((await merged('now', 'then', 'unpriced')).productVersion).toBe(`0.0.9, ${productVersion}`);
  expect((await merged('now')).productVersion).toBe(productVersion);
});

test('its oldest price is the oldest of its parts; a part that used none says nothing about it', async () => {
  expect((await merged('now', 'then')).prices.usedAsOf).toBe('2025-01-02');
  expect((await merged('unpriced', 'now')).prices.usedAsOf).toBe(read('now.json').prices.usedAsOf);
  expect((await merged('unpriced')).prices.usedAsOf).toBeNull();
});

test('both stay as they are when it is merged again, and the versions are told again', async () => {
  const { remarks, ...once } = await merged('now', 'then');
  expect(remarks[0]).toContain(`different versions: ${read('now.json').productVersion} (now.json), 0.0.9 (then.json)`);
  writeFileSync(join(work, 'sum.json'), readFileSync(join(work, 'all.json')));
  const { remarks: again, ...twice } = await merged('sum');
  expect(twice).toEqual(once);
  expect(again[0]).toContain('different versions: 0.0.9 (sum.json)');
  expect((await merged('sum', 'unpriced')).productVersion).toBe(once.productVersion);
});
