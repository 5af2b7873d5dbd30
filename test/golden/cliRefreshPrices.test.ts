import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callCli, type CliResult } from '../support/callCli.ts';
import { temporaryFolder } from '../support/fakeTerminal.ts';
import { awsCsv, azureAnswer, azureItem, ownTable } from '../support/priceLists.ts';
import { priceServer, type PriceServer } from '../support/priceServer.ts';
import { llama8bText } from '../support/llama8bText.ts';

const g6 = (onDemand: number | string, day = '2026-12-01'): string =>
  ownTable(['aws', 'us-east-1', 'g6.xlarge', 4, 16, 'L4', 1, 24, onDemand, '', 'my list', day]);

const book = 'provider,region,instance,onDemandPerHour\naws,us-east-1,g6.xlarge,0.5\n';

function sum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

let folder: ReturnType<typeof temporaryFolder>;
let kept: string;

beforeEach(() => {
  folder = temporaryFolder({});
  kept = join(folder.path, 'data', 'prices.jsonl');
});

afterEach(() => {
  folder.remove();
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
}

function call(...args: string[]): Promise<CliResult> {
  return callCli(folder.path, args, { dataFolder: join(folder.path, 'data') });
}

const refresh = (...args: string[]): Promise<CliResult> => call('prices', '--refresh', ...args);

/** What g6.xlarge costs in us-east-1, by the command that lists prices. */
async function priceNow(): Promise<{ onDemand: number; source: string; asOf: string }> {
  const { output } = await call('prices', '--instance', 'g6.xlarge', '--region', 'us-east-1', '--format', 'json');
  const { instances } = JSON.parse(output) as { instances: [Awaited<ReturnType<typeof priceNow>>] };
  return instances[0];
}

/** The message of a refresh that was refused, and that it left everything as it was. */
async function refused(...args: string[]): Promise<string> {
  const before = existsSync(kept) ? readFileSync(kept, 'utf8') : null;
  const { status, output, warnings } = await refresh(...args);
  expect([status, output]).toEqual([2, '']);
  expect(existsSync(kept) ? readFileSync(kept, 'utf8') : null).toBe(before);
  expect(warnings).toMatch(/^serving-cost: The prices were not refreshed: /);
  return warnings.replace('serving-cost: The prices were not refreshed: ', '').trim();
}

describe('prices --refresh of a folder', () => {
  test('says what changed, and every figure rests on it from then on', async () => {
    put({ 'prices.tsv': g6(0.7), 'README.md': 'no list', 'other.csv': 'a,b\n1,2\n' });
    const { status, output } = await refresh('.');
    expect(status).toBe(0);
    expect(output.replaceAll(folder.path, '<folder>')).toBe(
      `Read: table of machines, prices.tsv (not compared with a checksum: none is given)

Prices: 1 lower.

The largest moves:
Provider  Instance   Region     Price         Before      Now  Change
aws       g6.xlarge  us-east-1  on demand  $0.8048/h  $0.70/h    −13%

Before: prices of 2026-11-09 (135b4d2e30cdb). Now: prices of 2026-12-01 (${(await basis()).id}).
Kept in <folder>/data/prices.jsonl; prices --rollback goes back.
`,
    );
    expect(await priceNow()).toMatchObject({ onDemand: 0.7, source: 'my list', asOf: '2026-12-01' });
    const overview = await call('prices');
    expect(overview.output).toContain(`Refreshed on 2026-11-22 from ${folder.path}.`);

    put({ 'deployment.yaml': llama8bText.replace('a10g', 'l4') });
    const report = await call('report', 'deployment.yaml', '--format', 'json', '--provider', 'aws', '--region', 'us-east-1');
    const { prices, deployments } = JSON.parse(report.output) as {
      prices: object;
      deployments: [{ instanceType: string; components: { inputs: object[] }[] }];
    };
    expect(prices).toMatchObject(await basis());
    expect(deployments[0].instanceType).toBe('g6.xlarge');
    expect(deployments[0].components.flatMap(({ inputs }) => inputs)).toContainEqual(
      expect.objectContaining({ value: 0.7, source: 'my list', asOf: '2026-12-01' }),
    );
  });

  test('as JSON', async () => {
    put({ 'prices.tsv': g6(0.7) });
    const { output } = await refresh('prices.tsv', '--format', 'json');
    expect(JSON.parse(output)).toEqual({
      version: 1,
      prices: { ...(await basis()), currency: 'USD' },
      before: { asOf: '2026-11-09', id: '135b4d2e30cdb' },
      read: [{ name: 'prices.tsv', kind: 'table of machines', isChecked: false }],
      changes: { added: 0, removed: 0, lower: 1, higher: 0, confirmed: 0, untouched: expect.any(Number) as number, others: 0 },
      moves: [
        {
          provider: 'aws',
          instance: 'g6.xlarge',
          region: 'us-east-1',
          regions: 1,
          kind: 'onDemand',
          before: 0.8048,
          after: 0.7,
        },
      ],
      leftOut: [],
      kept: true,
    });
  });

  test('goes back, to the refresh before and to what ships', async () => {
    put({ 'a.tsv': g6(0.7), 'b.tsv': g6(0.65, '2026-12-02'), 'book.csv': book });
    for (const name of ['a.tsv', 'b.tsv', 'book.csv']) expect((await refresh(name)).status).toBe(0);
    expect((await priceNow()).onDemand).toBe(0.5);
    const back = await call('prices', '--rollback');
    expect(back.status).toBe(0);
    expect(back.output).toContain('Prices: 1 higher.');
    expect(back.output).toContain('The prices refreshed on 2026-11-22 are used again.');
    expect((await priceNow()).onDemand).toBe(0.65);
    await call('prices', '--rollback');
    expect((await priceNow()).onDemand).toBe(0.7);
    expect((await call('prices', '--rollback')).output).toContain('The prices that ship are used again.');
    expect((await priceNow()).onDemand).toBe(0.8048);
    const none = await call('prices', '--rollback');
    expect([none.status, none.warnings]).toEqual([
      2,
      'serving-cost: No refreshed prices are kept: those that ship are used.\n',
    ]);
  });

  test('as a trial changes nothing, nor does a list that says nothing new', async () => {
    put({ 'prices.tsv': g6(0.7) });
    const trial = await refresh('prices.tsv', '--dry-run');
    expect(trial.output).toContain('Prices: 1 lower.');
    expect(trial.output).toContain('A trial: nothing was kept.');
    expect(existsSync(kept)).toBe(false);
    await refresh('prices.tsv');
    const before = readFileSync(kept, 'utf8');
    const again = await refresh('prices.tsv');
    expect(again.output).toContain('No price changed.');
    expect(readFileSync(kept, 'utf8')).toBe(before);
  });

  test('compares files with their checksums', async () => {
    put({ 'a.tsv': g6(0.7), 'a.tsv.sha256': `${sum(g6(0.7))}  a.tsv\n` });
    expect((await refresh('.')).output).toContain('a.tsv (as its checksum says)');
    put({ 'a.tsv': g6(0.6) });
    expect(await refused('.')).toMatch(/^a\.tsv is not what its checksum says: SHA-256 [0-9a-f]{64}, expected /);
    expect(await refused('a.tsv', '--sha256', '0'.repeat(64))).toMatch(/^a\.tsv is not what its checksum says/);
    expect((await refresh('a.tsv', '--sha256', sum(g6(0.6)).toUpperCase())).status).toBe(0);
  });

  test('with SHA256SUMS reads what that names, all of it, and nothing above it', async () => {
    put({ 'a.tsv': g6(0.7), 'b.tsv': g6(0.6, '2026-12-02'), SHA256SUMS: `${sum(g6(0.7))}  a.tsv\n` });
    await refresh('.');
    expect((await priceNow()).onDemand).toBe(0.7);
    put({ SHA256SUMS: `${sum(g6(0.7))}  a.tsv\n${sum('')} *later.tsv\n` });
    expect(await refused('.')).toMatch(/names later\.tsv, which is not there\.$/);
    put({ SHA256SUMS: `${sum(g6(0.7))}  ../a.tsv\n` });
    expect(await refused('.')).toMatch(/names "\.\.\/a\.tsv"\.$/);
  });

  test('does not follow links', async () => {
    const elsewhere = temporaryFolder({ 'b.tsv': g6(0.1) });
    try {
      put({ 'a.tsv': g6(0.7) });
      symlinkSync(join(elsewhere.path, 'b.tsv'), join(folder.path, 'b.tsv'));
      symlinkSync(elsewhere.path, join(folder.path, 'c'));
      symlinkSync(folder.path, join(folder.path, 'd'));
      await refresh('.');
      expect((await priceNow()).onDemand).toBe(0.7);
    } finally {
      elsewhere.remove();
    }
  });

  test('of lists without a day takes that of the file, or the one that is stated', async () => {
    put({ 'page.json': azureAnswer([azureItem('Standard_NC24ads_A100_v4', 3.5)]) });
    utimesSync(join(folder.path, 'page.json'), new Date('2026-11-05'), new Date('2026-11-05'));
    const asOf = async (...more: string[]): Promise<string> => {
      await refresh('page.json', ...more);
      const { output } = await call('prices', '--instance', 'Standard_NC24ads_A100_v4', '--region', 'eastus', '--format', 'json');
      return (JSON.parse(output) as { instances: [{ asOf: string }] }).instances[0].asOf;
    };
    expect(await asOf()).toBe('2026-11-05');
    expect(await asOf('--as-of', '2026-11-12')).toBe('2026-11-12');
  });

  test.each([
    ['a broken table', { 'a.tsv': g6('-1') }, /no price that could be taken: .*g6\.xlarge in us-east-1: -1/],
    ['half a list', { 'a.csv': awsCsv(['g6.xlarge', 'Linux', '0.7']).slice(0, -12) }, /^a\.csv ends in the middle of a row\.$/],
    ['half an answer', { 'a.json': azureAnswer([azureItem('x', 1)]).slice(0, -3) }, /^a\.json is no JSON, or ends in the middle\.$/],
    ['a price book with a mistake', { 'a.csv': `${book}aws,,g6.2xlarge,-2\n` }, /^a\.csv line 3: onDemandPerHour must be USD an hour/],
    ['nothing', { 'README.md': 'nothing', 'a.csv': 'a,b\n1,2\n' }, /has no list of prices\.$/],
  ])('of %s loses nothing', async (_, files, message) => {
    put({ 'good.csv': book });
    await refresh('good.csv');
    const bad = temporaryFolder(files);
    try {
      expect(await refused(bad.path)).toMatch(message);
      expect((await priceNow()).onDemand).toBe(0.5);
    } finally {
      bad.remove();
    }
  });

  test('of bytes that are no text is refused', async () => {
    writeFileSync(join(folder.path, 'a.csv'), Buffer.from([0x50, 0xff, 0xfe, 0x2c]));
    expect(await refused('a.csv')).toBe('a.csv is not UTF-8 text.');
  });
});

describe('refreshed prices that were damaged', () => {
  test.each([
    ['cut', (text: string) => text.slice(0, -40)],
    ['changed', (text: string) => text.replace('0.7', '0.1')],
    ['replaced', () => '{"version":1,"states":[{"id":"x"}]}'],
    ['emptied', () => ''],
  ])('and %s are not used, which is said', async (_, damage) => {
    put({ 'prices.tsv': g6(0.7) });
    await refresh('prices.tsv');
    writeFileSync(kept, damage(readFileSync(kept, 'utf8')));
    const { warnings } = await call('prices');
    expect(warnings).toContain(`Refreshed prices are not used: ${kept}: `);
    expect((await priceNow()).onDemand).toBe(0.8048);
    expect((await refresh('prices.tsv')).status).toBe(0);
    expect((await priceNow()).onDemand).toBe(0.7);
  });

  test('leave the ones before to go back to', async () => {
    put({ 'a.tsv': g6(0.7), 'b.tsv': g6(0.65, '2026-12-02') });
    await refresh('a.tsv');
    await refresh('b.tsv');
    writeFileSync(kept, readFileSync(kept, 'utf8').replace('0.65', '0.15'));
    expect((await priceNow()).onDemand).toBe(0.8048);
    expect((await call('prices', '--rollback')).status).toBe(0);
    expect((await priceNow()).onDemand).toBe(0.7);
  });
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is said', async () => {
  put({ 'prices.tsv': g6(0.7) });
  chmodSync(folder.path, 0o500);
  const { status, warnings } = await refresh('prices.tsv');
  chmodSync(folder.path, 0o700);
  expect([status, warnings]).toEqual([2, expect.stringContaining('permission denied')]);
});

test('options that do not go together are refused', async () => {
  for (const args of [
    ['--refresh', '.', '--rollback'],
    ['--refresh', '.', '--instance', 'g6.xlarge'],
    ['--refresh', 'a', '--refresh', 'b', '--sha256', '0'.repeat(64)],
    ['--refresh', '.', '--sha256', 'abc'],
    ['--refresh', '.', '--as-of', 'today'],
    ['--refresh', '.', '--provider', 'amazon'],
  ]) {
    expect((await call('prices', ...args)).status).toBe(2);
  }
  expect(existsSync(kept)).toBe(false);
});

describe('prices --refresh of an address', () => {
  let server: PriceServer;

  beforeEach(async () => {
    server = await priceServer();
  });

  afterEach(async () => {
    await server.close();
  });

  test('reads a list, and compares it with the checksum beside it', async () => {
    server.answers.set('/p.tsv', g6(0.7));
    const { output } = await refresh(`${server.address}/p.tsv`);
    expect(output).toContain('p.tsv (not compared with a checksum: none is given)');
    expect(server.asked).toEqual(['/p.tsv.sha256', '/p.tsv']);
    server.answers.set('/p.tsv.sha256', sum(g6(0.6)));
    expect(await refused(`${server.address}/p.tsv`)).toMatch(/is not what its checksum says/);
    server.answers.set('/p.tsv', g6(0.6));
    expect((await refresh(`${server.address}/p.tsv`)).output).toContain('(as its checksum says)');
    expect((await priceNow()).onDemand).toBe(0.6);
  });

  test('follows the pages of an answer, on the same server', async () => {
    const name = 'Standard_NC24ads_A100_v4';
    server.answers.set('/p?page=1', azureAnswer([azureItem(name, 3.5)], `${server.address}/p?page=2`));
    server.answers.set('/p?page=2', azureAnswer([azureItem(name, 3.4, { armRegionName: 'westus3' })]));
    const { output } = await refresh(`${server.address}/p?page=1`);
    expect(output).toContain('Read: Azure retail prices, ' + `${server.address}/p?page=1 and 1 more`);
    expect(output).toMatch(/Prices: 2 lower/);
    server.answers.set('/p?page=1', azureAnswer([azureItem(name, 3.3)], 'https://elsewhere.example/p?page=2'));
    expect(await refused(`${server.address}/p?page=1`)).toMatch(/goes on at another server/);
    server.answers.set('/p?page=1', azureAnswer([azureItem(name, 3.3)], `${server.address}/p?page=3`));
    expect(await refused(`${server.address}/p?page=1`)).toMatch(/p\?page=3 answers with 404\.$/);
  });

  test('of a folder reads what its SHA256SUMS names, below it alone', async () => {
    server.answers.set('/d/a.tsv', g6(0.7));
    server.answers.set('/d/SHA256SUMS', `${sum(g6(0.7))}  a.tsv\n`);
    expect((await refresh(`${server.address}/d/`)).status).toBe(0);
    expect(server.asked).toEqual(['/d/SHA256SUMS', '/d/a.tsv']);
    for (const name of ['../a.tsv', '/a.tsv', 'a/../../a.tsv', 'http://x/a.tsv', 'a\\..\\b.tsv', '%2e%2e/a.tsv', 'a.tsv?x']) {
      server.answers.set('/d/SHA256SUMS', `${sum(g6(0.7))}  ${name}\n`);
      expect(await refused(`${server.address}/d/`)).toContain(JSON.stringify(name));
    }
  });

  test('follows redirects, but to no file and to no plain HTTP elsewhere', async () => {
    const to = (location: string, status = 302) => (response: ServerResponse) => {
      response.writeHead(status, { location }).end();
    };
    server.answers.set('/p.tsv', g6(0.7));
    server.answers.set('/moved.tsv', to('/p.tsv', 301));
    expect((await refresh(`${server.address}/moved.tsv`)).status).toBe(0);
    server.answers.set('/file.tsv', to(`file://${folder.path}/p.tsv`));
    expect(await refused(`${server.address}/file.tsv`)).toMatch(/redirects to file:.*, which is not read by HTTPS\.$/);
    server.answers.set('/plain.tsv', to('http://prices.example/p.tsv'));
    expect(await refused(`${server.address}/plain.tsv`)).toMatch(/which is not read by HTTPS\.$/);
    server.answers.set('/round.tsv', to('/round.tsv'));
    expect(await refused(`${server.address}/round.tsv`)).toMatch(/redirects more than 5 times\.$/);
    server.answers.set('/nowhere.tsv', to(''));
    expect(await refused(`${server.address}/nowhere.tsv`)).toMatch(/redirects more than 5 times\.$/);
  });

  test('that breaks off loses nothing', async () => {
    await refresh(`${server.address}/good`).catch(() => undefined);
    server.answers.set('/good.csv', book);
    await refresh(`${server.address}/good.csv`);
    const list = g6(0.1);
    server.answers.set('/cut.tsv', (response) => {
      response.writeHead(200, { 'content-length': list.length });
      response.write(list.slice(0, -10));
      setTimeout(() => response.destroy(), 20);
    });
    expect(await refused(`${server.address}/cut.tsv`)).toMatch(/could not be read: /);
    server.answers.set('/chunks.tsv', (response) => {
      response.write(list.slice(0, 80));
      setTimeout(() => response.destroy(), 20);
    });
    expect(await refused(`${server.address}/chunks.tsv`)).toMatch(/could not be read: /);
    expect((await priceNow()).onDemand).toBe(0.5);
  });

  test('that is too large is given up, packed or not', async () => {
    server.answers.set('/huge.tsv', (response) => {
      response.writeHead(200, { 'content-length': 2_000_000_000 });
      response.write('x');
    });
    expect(await refused(`${server.address}/huge.tsv`)).toMatch(/is larger than 1000 MB\.$/);
    const packed = gzipSync(`${g6(0.7)}\n${'x'.repeat(70_000_000)}`);
    server.answers.set('/packed.tsv', (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    });
    expect(await refused(`${server.address}/packed.tsv`)).toMatch(/is larger than 64 MB/);
  });

  test('with a name and a password is not asked', async () => {
    expect(await refused(server.address.replace('http://', 'http://me:secret@'))).toBe(
      'the address holds a user name or password.',
    );
    expect(server.asked).toEqual([]);
  });
});

async function basis(): Promise<{ asOf: string; id: string }> {
  const { output } = await call('prices', '--format', 'json');
  const { asOf, id } = (JSON.parse(output) as { prices: { asOf: string; id: string } }).prices;
  return { asOf, id };
}
