import { compactAncillary } from '../compact/ancillary.ts';
import { compactApi } from '../compact/api.ts';
import { newest } from '../compact/citations.ts';
import type { InstanceRow } from '../compact/instanceRow.ts';
import { instanceRowsOf } from '../compact/instanceRows.ts';
import { compactInstances } from '../compact/instances.ts';
import { compactManaged } from '../compact/managed.ts';
import { joinedRows } from './joinedRows.ts';
import type { LeftOut, PriceReading, RefusedPrices } from './reading.ts';
import type { RefreshContext } from './refreshContext.ts';
import { refreshedFile, type RefreshedFile } from './refreshedFile.ts';
import { soundRows } from './soundRows.ts';
import { createTally } from './tally.ts';

/** Machines times regions of all clouds are some fifty thousand. */
const MOST_ROWS = 300_000;

/** What readings of lists make of the prices that were refreshed before. */
export interface AppliedPrices {
  readonly file: RefreshedFile;
  readonly leftOut: readonly LeftOut[];
}

/**
 * The refreshed prices with what some lists say: a price that a list states takes the place of an older one of the same machine
 * and region, the others stay; a price book replaces the one before. Refused, with the reason, when any of the lists cannot be
 * true or none holds a price. Pure: whoever calls it keeps the result.
 */
export function applyPrices(
  current: RefreshedFile,
  readings: readonly (PriceReading & { readonly name: string })[],
  context: RefreshContext,
): AppliedPrices | RefusedPrices {
  const tally = createTally();
  const lists: InstanceRow[] = [];
  const book: InstanceRow[] = [];
  const tables: Partial<Record<'managed' | 'ancillary' | 'api', string[]>> = {};
  for (const reading of readings) {
    const rows = soundRows(reading, context.catalog, tally);
    if ('refused' in rows) return { refused: `${reading.name}: ${rows.refused}` };
    (reading.isBook ? book : lists).push(...rows);
    const { table } = reading;
    if (table !== undefined) tables[table.name] = [...(tables[table.name] ?? []), table.text];
  }
  if (lists.length + book.length > MOST_ROWS) {
    return {
      refused: `${lists.length + book.length} prices are more than all clouds have together`,
    };
  }
  if (lists.length + book.length === 0 && Object.keys(tables).length === 0) {
    return { refused: `no price that could be taken${reasonsIn(tally.all)}` };
  }
  const problems: string[] = [];
  const { supplement, accelerators } = context;
  const compacted = (rows: readonly InstanceRow[]): unknown =>
    parsed(compactInstances(joinedRows(rows), supplement, accelerators, problems).text);
  const file = {
    version: 1,
    lists: {
      ...current.lists,
      ...(lists.length === 0 ? {} : { instances: compacted([...rowsOf(current), ...lists]) }),
      ...tablesOf(tables, daysOfAws(lists), problems, context),
    },
    ...(book.length === 0 ? bookOf(current) : { book: compacted(book) }),
  };
  for (const problem of problems) tally.add('entries that say too little', problem);
  const checked = refreshedFile().safeParse(file);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return { refused: `${issue?.path.join('.') ?? 'the result'}: ${issue?.message ?? 'unsound'}` };
  }
  return { file: checked.data, leftOut: [...readings.flatMap((one) => one.leftOut), ...tally.all] };
}

/** Prices by a rule over machines of AWS are as old as these. */
function daysOfAws(rows: readonly InstanceRow[]): string {
  return newest(rows.filter(({ cloud }) => cloud === 'aws').map(({ asOf }) => asOf));
}

function bookOf({ book }: RefreshedFile): Pick<RefreshedFile, 'book'> {
  return book === undefined ? {} : { book };
}

function reasonsIn(leftOut: readonly LeftOut[]): string {
  if (leftOut.length === 0) return '';
  return `: ${leftOut.map(({ reason, examples }) => `${reason} (${examples.join(', ')})`).join('; ')}`;
}

function rowsOf({ lists }: RefreshedFile): readonly InstanceRow[] {
  return lists.instances === undefined ? [] : instanceRowsOf(lists.instances);
}

function tablesOf(
  tables: Partial<Record<'managed' | 'ancillary' | 'api', readonly string[]>>,
  asOf: string,
  problems: string[],
  { accelerators }: RefreshContext,
): Partial<Record<'managed' | 'ancillary' | 'api', unknown>> {
  const { managed: [managed] = [], ancillary, api: [api] = [] } = tables;
  return {
    ...(managed === undefined
      ? {}
      : { managed: parsed(compactManaged(managed, accelerators, asOf, problems)) }),
    ...(ancillary === undefined ? {} : { ancillary: parsed(compactAncillary(ancillary)) }),
    ...(api === undefined ? {} : { api: parsed(compactApi(api)) }),
  };
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}
