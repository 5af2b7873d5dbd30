import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../../../scripts/root.ts';
import { updateData } from '../../../scripts/catalog/update.ts';
import type { InstancesFile } from '../../../src/core/catalog/schema.ts';
import { temporaryFolder } from '../../support/fakeTerminal.ts';
import { ownTable } from '../../support/priceLists.ts';

const data = join(root, 'data');
const folder = temporaryFolder({
  'list.tsv': ownTable(
    ['aws', 'us-east-1', 'g6.xlarge', 4, 16, 'L4', 1, 24, 0.79, '', 'my list', '2026-12-01'],
    ['aws', 'us-east-1', 'g99.xlarge', 4, 16, 'L4', 1, 24, 0.9, '', 'my list', '2026-12-01'],
    ['aws', 'us-east-1', 'm99.large', 4, 16, '', '', '', 0.1, '', 'my list', '2026-12-01'],
  ),
  'book.csv': 'provider,instance,onDemandPerHour\naws,g6.xlarge,0.5\n',
  'bad.tsv': ownTable(['aws', 'us-east-1', 'g6.xlarge', 4, 16, 'L4', 1, 24, -1, '', 'x', '2026']),
});

afterAll(() => {
  folder.remove();
});

const update = (name: string) => updateData(data, [join(folder.path, name)], '2026-12-02');

describe('the update of data/', () => {
  test('changes what a list says newly, and says what that is', async () => {
    const { files, summary } = await update('list.tsv');
    expect(summary).toContain('Prices: 1 lower, 1 new.');
    const { providers } = JSON.parse(files.instances) as InstancesFile;
    const names = providers.aws?.types.map(([name]) => name) ?? [];
    expect(names).toContain('g99.xlarge');
    // A new machine without accelerators is not worth the bytes.
    expect(names).not.toContain('m99.large');
    for (const part of ['managed', 'ancillary', 'api'] as const) {
      expect(files[part]).toBe(readFileSync(join(data, `${part}.json`), 'utf8'));
    }
  });

  test('is refused for somebody’s own prices, and for a list that cannot be true', async () => {
    await expect(update('book.csv')).rejects.toThrow('is a price book');
    await expect(update('bad.tsv')).rejects.toThrow('no price that could be taken');
  });
});

test('the scheduled update names its lists', () => {
  const lines = readFileSync(join(data, 'price-sources.txt'), 'utf8').split('\n');
  const sources = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(sources.length).toBeGreaterThan(0);
  for (const source of sources) expect(new URL(source).protocol).toBe('https:');
});
