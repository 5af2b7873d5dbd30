import { awsCsvReader } from './awsCsv.ts';
import { readAwsJson } from './awsJson.ts';
import { readAzureRetail } from './azureRetail.ts';
import { readOwnTable } from './ownTable.ts';
import { priceBookColumns, priceBookReader, readPriceBook } from './priceBook.ts';
import { skyPilotColumns, skyPilotReader } from './skyPilot.ts';
import type { MakeReader, PriceFile, PriceReader, PriceReading, RefusedPrices } from './reading.ts';
import type { RefreshContext } from './refreshContext.ts';

/** Characters of a file that has to be read as a whole: JSON, and tables of the project's own. */
const LARGEST_WHOLE = 64_000_000;

/** Characters within which the first line of a list ends. */
const LONGEST_HEADER = 100_000;

const unknownShape: RefusedPrices = {
  isOther: true,
  refused:
    'is none of the lists that can be read: a table of prices, a SkyPilot catalogue, an AWS price list, an answer of the Azure Retail Prices API, a price book',
};

/** Reads a file of prices by what it holds, whatever it is called. */
export function priceReader(file: PriceFile, context: RefreshContext): PriceReader {
  let head = '';
  let inner: PriceReader | null = null;
  function start(isWhole: boolean): void {
    const make = readerOf(head, isWhole);
    if (make === null) return;
    inner = make(file, context);
    inner.push(head);
    head = '';
  }
  return {
    push(text) {
      if (inner !== null) {
        inner.push(text);
        return;
      }
      // A byte order mark is no part of the first name.
      head = (head + text).replace(/^\uFEFF/, '');
      start(false);
    },
    end() {
      if (inner === null) start(true);
      return inner?.end() ?? unknownShape;
    },
  };
}

/** Null while the first line has not come yet. */
function readerOf(head: string, isWhole: boolean): MakeReader | null {
  const start = head.trimStart();
  if (/^[{[]/.test(start)) return wholeReader(readJson);
  const end = head.search(/\r?\n/);
  if (end < 0 && !isWhole && head.length < LONGEST_HEADER) return null;
  const first = end < 0 ? head : head.slice(0, end);
  if (first.includes('\t')) return wholeReader((text, _, context) => readOwnTable(text, context));
  const columns = first.split(',').map((cell) => cell.trim().replace(/^"|"$/g, ''));
  if (columns[0] === 'FormatVersion' || columns[0] === 'SKU') return awsCsvReader;
  if (skyPilotColumns.every((name) => columns.includes(name))) return skyPilotReader;
  if (priceBookColumns.every((name) => columns.includes(name))) return priceBookReader;
  return wholeReader(() => unknownShape);
}

type ReadWhole = (
  text: string,
  file: PriceFile,
  context: RefreshContext,
) => PriceReading | RefusedPrices;

/** A reader of formats that have no parts. */
function wholeReader(read: ReadWhole): MakeReader {
  return (file, context) => {
    let text = '';
    let isTooLarge = false;
    return {
      push(part) {
        isTooLarge ||= text.length + part.length > LARGEST_WHOLE;
        text = isTooLarge ? '' : text + part;
      },
      end: () =>
        isTooLarge
          ? { refused: 'is larger than 64 MB, which only a CSV price list may be' }
          : read(text, file, context),
    };
  };
}

function readJson(
  text: string,
  file: PriceFile,
  { catalog }: RefreshContext,
): PriceReading | RefusedPrices {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: 'is no JSON, or ends in the middle' };
  }
  const list = readAzureRetail(value, file, catalog) ?? readAwsJson(value, file, catalog);
  if (list !== null) return list;
  const isBook = typeof value === 'object' && value !== null && Object.hasOwn(value, 'prices');
  return isBook ? readPriceBook(text, file) : unknownShape;
}
