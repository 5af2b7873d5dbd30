import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localFiles } from '../../src/cli/localFiles.ts';
import { fileText } from '../../src/core/catalog/compact/file.ts';
import { createCatalog } from '../../src/core/catalog/createCatalog.ts';
import { priceChanges } from '../../src/core/catalog/priceChanges.ts';
import { applyPrices } from '../../src/core/catalog/refresh/applyPrices.ts';
import { priceReader } from '../../src/core/catalog/refresh/priceReader.ts';
import type { RefreshContext } from '../../src/core/catalog/refresh/refreshContext.ts';
import { refreshedFile } from '../../src/core/catalog/refresh/refreshedFile.ts';
import { acceleratorsFile } from '../../src/core/catalog/schema.ts';
import { catalogParts, type CatalogPart, type CatalogText } from '../../src/core/catalog/text.ts';
import type { Catalog } from '../../src/core/model/catalog.ts';
import { getPriceChangeReport, priceChangeText } from '../../src/core/report/priceChangeReport.ts';
import { readSource, type SourceReading } from '../../src/host/prices/readSource.ts';

/** Files of prices: what an update may change. */
const pricedParts = ['instances', 'managed', 'ancillary', 'api'] as const;

type PricedPart = (typeof pricedParts)[number];

/** What sources make of the files of prices in `data/`. */
export interface DataUpdate {
  /** The files that an update may change, as text. */
  readonly files: Readonly<Record<PricedPart, string>>;
  /** What changed, for a reader. */
  readonly summary: string;
}

/**
 * Puts the prices of some sources over those of `data/`, by the rules of `prices --refresh`. Machines that `data/` lacks are
 * taken where they have accelerators: the others would double its size.
 *
 * @throws when a source cannot be read, or cannot be true.
 */
export async function updateData(
  data: string,
  sources: readonly string[],
  today: string,
): Promise<DataUpdate> {
  const text = await readData(data);
  const before = createCatalog(text);
  const context = await contextOf(data, text, before);
  const readings: SourceReading[] = [];
  for (const source of sources) {
    readings.push(
      ...(await readSource(source, {
        reader: (file) => priceReader(file, context),
        today,
        asOf: null,
        provider: null,
        checksum: null,
        files: localFiles(process.cwd()),
        allowHttp: false,
        signal: new AbortController().signal,
        progress: (message) => {
          console.error(message);
        },
      })),
    );
  }
  const own = readings.find(({ isBook }) => isBook);
  if (own !== undefined) throw new Error(`${own.name} is a price book: somebody's own prices`);
  const lists = Object.fromEntries(
    pricedParts.map((part) => [part, JSON.parse(text[part]) as unknown]),
  );
  const current = refreshedFile().parse({ version: 1, lists });
  const applied = applyPrices(
    current,
    readings.map((reading) => wanted(reading, before)),
    context,
  );
  if ('refused' in applied) throw new Error(applied.refused);
  const files = Object.fromEntries(
    pricedParts.map((part) => [part, fileText(applied.file.lists[part] ?? {})]),
  ) as Record<PricedPart, string>;
  const after = createCatalog({ ...text, ...files });
  const changes = priceChanges(before, after);
  const report = getPriceChangeReport(before, after, changes, {
    read: readings,
    leftOut: applied.leftOut,
  });
  return { files, summary: priceChangeText(report) };
}

function wanted(reading: SourceReading, catalog: Catalog): SourceReading {
  const isWanted = ({ accelerator, type }: SourceReading['rows'][number]): boolean =>
    accelerator !== '' || catalog.instance(type) !== null;
  return { ...reading, rows: reading.rows.filter(isWanted) };
}

async function readData(data: string): Promise<CatalogText> {
  const texts = await Promise.all(
    catalogParts.map(
      async (part) => [part, await readFile(join(data, `${part}.json`), 'utf8')] as const,
    ),
  );
  return { checked: false, ...(Object.fromEntries(texts) as Record<CatalogPart, string>) };
}

async function contextOf(
  data: string,
  text: CatalogText,
  catalog: Catalog,
): Promise<RefreshContext> {
  const table = (name: string): Promise<string> =>
    readFile(join(data, 'supplement', `${name}.tsv`), 'utf8');
  return {
    catalog,
    supplement: {
      accelerators: await table('instance-accelerators'),
      notes: await table('price-notes'),
      attachable: await table('attachable'),
      sources: await table('price-sources'),
    },
    accelerators: acceleratorsFile().parse(JSON.parse(text.accelerators)).accelerators,
  };
}
