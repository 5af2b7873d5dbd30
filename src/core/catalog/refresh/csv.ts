/** A record of a delimited text and the line that it starts in, from 1. */
type OnRecord = (cells: readonly string[], line: number) => void;

/** Takes a text piece by piece, as it comes. */
export interface CsvReader {
  push(text: string): void;
  /** False when the text ends within a record: in quotes, or with fewer cells than the one before; and for one that is too long. */
  end(): boolean;
}

/** Characters after which a record is no row of a price list, but a text that never ends. */
const LONGEST_RECORD = 1_000_000;

/**
 * Reads comma-separated values (RFC 4180: quotes around cells that hold commas, quotes or line breaks; `""` for a quote) in one
 * pass, in memory for one record. Lines end in LF or CRLF; empty ones are none. Nothing is read after a record that is too long.
 */
export function csvReader(onRecord: OnRecord): CsvReader {
  /** What came without the end of its line. */
  let rest = '';
  /** Lines of a record whose quotes are not closed yet. */
  let open = '';
  let isOpen = false;
  let line = 0;
  let startsAt = 1;
  let isTooLong = false;
  let width = 0;
  let widthBefore = 0;

  function take(text: string): void {
    line++;
    if (!isOpen) startsAt = line;
    open += text;
    isOpen = isOpen !== hasOddQuotes(text);
    if (isOpen) {
      open += '\n';
      return;
    }
    const record = open.endsWith('\r') ? open.slice(0, -1) : open;
    open = '';
    if (record === '') return;
    const cells = cellsOf(record);
    [widthBefore, width] = [width, cells.length];
    onRecord(cells, startsAt);
  }

  return {
    push(text) {
      if (isTooLong) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const one of lines) {
        take(one);
        if (open.length > LONGEST_RECORD) break;
      }
      isTooLong = rest.length > LONGEST_RECORD || open.length > LONGEST_RECORD;
    },
    end() {
      if (isTooLong) return false;
      if (rest === '') return !isOpen;
      take(rest);
      rest = '';
      return !isOpen && width >= widthBefore;
    },
  };
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

function cellsOf(record: string): readonly string[] {
  if (!record.includes('"')) return record.split(',');
  const cells: string[] = [];
  for (let at = 0; at <= record.length;) {
    const end = record.startsWith('"', at) ? closingQuote(record, at) + 1 : at;
    const comma = record.indexOf(',', end);
    const next = comma < 0 ? record.length : comma;
    const quoted = end > at ? record.slice(at + 1, end - 1).replaceAll('""', '"') : '';
    cells.push(quoted + record.slice(end, next));
    at = next + 1;
  }
  return cells;
}

/** Place of the quote that ends the cell whose quote stands at `from`. */
function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from + 1);
  while (at >= 0 && record.startsWith('"', at + 1)) at = record.indexOf('"', at + 2);
  return at < 0 ? record.length : at;
}
