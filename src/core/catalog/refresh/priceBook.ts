import * as z from 'zod';
import { providers } from '../../model/deployment.ts';
import { get } from '../../syntax/access.ts';
import { parseFile } from '../../syntax/parse.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { createLineIndex } from '../../text/lines.ts';
import type { InstanceRow } from '../compact/instanceRow.ts';
import { expectation } from '../expectation.ts';
import { lazy } from '../lazy.ts';
import { isHourlyPrice } from '../priceBounds.ts';
import { everywhere } from '../priceLookup.ts';
import { csvReader } from './csv.ts';
import { isPlainName, isPlainSource } from './plainName.ts';
import type { MakeReader, PriceFile, PriceReading, RefusedPrices } from './reading.ts';

const name = lazy(() =>
  z.string().refine(isPlainName, { error: 'a name of printable characters, at most 100' }),
);
const source = lazy(() =>
  z.string().refine(isPlainSource, { error: 'a text of printable characters, at most 500' }),
);
const day = lazy(() => z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2026-01-31'));
const price = lazy(() =>
  z.number().refine(isHourlyPrice, { error: 'USD an hour, above 0 and at most 5,000' }),
);

const entrySchema = lazy(() =>
  z
    .strictObject({
      provider: z.enum(providers),
      /** Absent = the same in all regions. */
      region: name().optional(),
      instance: name(),
      onDemandPerHour: price().optional(),
      spotPerHour: price().optional(),
      vcpus: z.number().positive().max(10_000).optional(),
      memoryGiB: z.number().positive().max(1_000_000).optional(),
      accelerator: name().optional(),
      accelerators: z.number().positive().max(1_000).optional(),
      source: source().optional(),
      asOf: day().optional(),
    })
    .refine(({ onDemandPerHour, spotPerHour }) => (onDemandPerHour ?? spotPerHour) !== undefined, {
      error: 'given a price: onDemandPerHour, spotPerHour or both',
    }),
);

const bookSchema = lazy(() =>
  z.strictObject({
    version: z.literal(1),
    /** Of entries that state none. */
    source: source().optional(),
    asOf: day().optional(),
    prices: z.array(entrySchema()).min(1),
  }),
);

type Entry = z.infer<ReturnType<typeof entrySchema>>;

/** Columns that a price book has to have, as CSV. */
export const priceBookColumns = ['provider', 'instance'] as const;

const numbers: readonly string[] = [
  'onDemandPerHour',
  'spotPerHour',
  'vcpus',
  'memoryGiB',
  'accelerators',
];

const MOST_MISTAKES = 10;

/** A price book as CSV. A mistake refuses all of it: it is written by hand, and its author is told the line. */
export const priceBookReader: MakeReader = (file) => {
  const entries: Entry[] = [];
  const mistakes: string[] = [];
  let header: readonly string[] | null = null;
  const csv = csvReader((cells, line) => {
    if (header === null) {
      header = cells.map((cell) => cell.trim());
      return;
    }
    const result = entrySchema().safeParse(objectOf(header, cells));
    if (result.success) entries.push(result.data);
    else mistakes.push(...result.error.issues.map((issue) => `line ${line}: ${mistakeIn(issue)}`));
  });
  return {
    push: (text) => {
      csv.push(text);
    },
    end: () => {
      if (!csv.end()) return { refused: 'ends in the middle of a row' };
      return mistakes.length > 0 ? refusedFor(mistakes) : bookReading(entries, {}, file);
    },
  };
};

/** A price book as JSON, in the order of `bookSchema`. */
export function readPriceBook(text: string, file: PriceFile): PriceReading | RefusedPrices {
  const result = bookSchema().safeParse(JSON.parse(text));
  if (result.success) return bookReading(result.data.prices, result.data, file);
  const root = parseFile({ uri: 'book.json', version: 0, text }).documents[0]?.root ?? null;
  const lines = createLineIndex(text);
  return refusedFor(
    result.error.issues.map((issue) => {
      const line = lines.positionAt(offsetOf(issue, root)).line + 1;
      return `line ${line}: ${mistakeIn(issue)}`;
    }),
  );
}

/** Of a key that should not be there its own place, of what is missing that of the entry. */
function offsetOf(issue: z.core.$ZodIssue, root: SyntaxNode | null): number {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  for (const whole of [[...path, ...keys], path, path.slice(0, -1)]) {
    const node = get(root, ...whole);
    if (node !== undefined) return node.span.start;
  }
  return 0;
}

function mistakeIn(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.join(', ')} is no column of a price book`;
  const key = issue.path.filter((step) => typeof step === 'string').at(-1) ?? 'the entry';
  return `${key} must be ${expectation(issue)}`;
}

function refusedFor(mistakes: readonly string[]): RefusedPrices {
  const more = mistakes.length - MOST_MISTAKES;
  const shown = mistakes.slice(0, MOST_MISTAKES).join('; ');
  return { refused: more > 0 ? `${shown}; and ${more} more` : shown };
}

/** What is empty is not stated. A cell that should be a number and is none stays text, for the schema to refuse. */
function objectOf(header: readonly string[], cells: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    header.flatMap((key, index) => {
      const cell = cells[index]?.trim() ?? '';
      if (cell === '') return [];
      const value = numbers.includes(key) && Number.isFinite(Number(cell)) ? Number(cell) : cell;
      return [[key, value] as const];
    }),
  );
}

function bookReading(
  entries: readonly Entry[],
  all: { readonly source?: string | undefined; readonly asOf?: string | undefined },
  file: PriceFile,
): PriceReading {
  const rows = entries.map((entry): InstanceRow => ({
    cloud: entry.provider,
    region: entry.region ?? everywhere,
    type: entry.instance,
    vcpus: entry.vcpus ?? null,
    memoryGiB: entry.memoryGiB ?? null,
    accelerator: entry.accelerator ?? '',
    accelerators: entry.accelerators ?? null,
    acceleratorMemoryGiB: null,
    onDemand: entry.onDemandPerHour ?? null,
    spot: entry.spotPerHour ?? null,
    source: entry.source ?? all.source ?? `price book ${file.name}`,
    asOf: entry.asOf ?? all.asOf ?? file.day,
  }));
  return { kind: 'price book', isBook: true, rows, leftOut: [] };
}
