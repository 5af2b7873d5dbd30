/**
 * Builds the compact files of `data/` from a folder of tables: `npm run data -- DIR`.
 * Fails, and writes nothing, when a table is missing or a price would not come back out of the files as it went in.
 *
 * `npm run data -- --update [SOURCE]…` puts the prices of lists over those that are there, by default of those that
 * `data/price-sources.txt` names.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  compactCatalog,
  dataTables,
  supplementTables,
} from '../src/core/catalog/compact/catalogText.ts';
import { catalogParts } from '../src/core/catalog/text.ts';
import { updateData } from './catalog/update.ts';
import { verifyCatalog } from './catalog/verify.ts';

const root = join(import.meta.dirname, '..');

async function readAll<Name extends string>(
  folder: string,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
  );
  return Object.fromEntries(texts) as Record<Name, string>;
}

async function main(folder: string): Promise<void> {
  const data = await readAll(folder, dataTables);
  const supplement = await readAll(join(root, 'data', 'supplement'), supplementTables);
  const { text, problems } = compactCatalog(data, supplement);
  const report = verifyCatalog(data, text);
  for (const problem of problems) console.warn(`left out: ${problem}`);
  for (const line of report.lines) console.log(line);
  if (report.errors.length > 0) {
    for (const error of report.errors.slice(0, 20)) console.error(error);
    throw new Error(`${report.errors.length} prices or facts did not survive; nothing was written`);
  }
  await mkdir(join(root, 'data'), { recursive: true });
  let total = 0;
  for (const part of catalogParts) {
    const content = text[part];
    const size = gzipSync(content, { level: 9 }).length;
    total += size;
    console.log(`data/${part}.json ${content.length} characters, ${size} bytes gzipped`);
    await writeFile(join(root, 'data', `${part}.json`), content);
  }
  console.log(`all: ${total} bytes gzipped`);
}

async function update(sources: readonly string[]): Promise<void> {
  const data = join(root, 'data');
  const named = sources.length > 0 ? sources : await listedSources(data);
  const today = new Date().toISOString().slice(0, 10);
  const { files, summary } = await updateData(data, named, today);
  for (const [part, content] of Object.entries(files)) {
    await writeFile(join(data, `${part}.json`), content);
  }
  console.log(summary);
}

/** One source a line; `#` begins a comment. */
async function listedSources(data: string): Promise<readonly string[]> {
  const text = await readFile(join(data, 'price-sources.txt'), 'utf8');
  return text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

const [first, ...others] = process.argv.slice(2);
if (first === '--update') {
  await update(others);
} else if (first === undefined) {
  console.error('usage: npm run data -- DIR\n       npm run data -- --update [SOURCE]…');
  process.exitCode = 2;
} else {
  await main(first);
}
