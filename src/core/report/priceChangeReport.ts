import type { PriceChanges, PriceMove } from '../catalog/priceChanges.ts';
import type { LeftOut } from '../catalog/refresh/reading.ts';
import type { Catalog } from '../model/catalog.ts';
import { visibleText } from '../text/visibleText.ts';
import { formatChange, formatHourly, formatNumber, formatQuantity, shownIn } from './format.ts';
import { textTable } from './textTable.ts';

/** What a refresh of the prices, or going back from one, comes to. */
export interface PriceChangeReport {
  readonly before: PriceBasis;
  readonly prices: PriceBasis;
  /** Files that were read; none when prices were gone back to. */
  readonly read: readonly {
    readonly name: string;
    readonly kind: string;
    readonly isChecked: boolean;
  }[];
  readonly changes: Omit<PriceChanges, 'moves'>;
  /** The largest. */
  readonly moves: readonly PriceMove[];
  readonly leftOut: readonly LeftOut[];
}

interface PriceBasis {
  readonly asOf: string;
  readonly id: string;
}

const MOST_MOVES = 10;

/** Compares two states of the prices for a reader. */
export function getPriceChangeReport(
  before: Catalog,
  after: Catalog,
  { moves, ...changes }: PriceChanges,
  { read, leftOut }: Pick<PriceChangeReport, 'read' | 'leftOut'>,
): PriceChangeReport {
  return {
    before: { asOf: before.asOf, id: before.priceId },
    prices: { asOf: after.asOf, id: after.priceId },
    read,
    changes,
    moves: moves.slice(0, MOST_MOVES),
    leftOut,
  };
}

/** Whether nothing is another price, or of another day. */
export function isUnchanged({ changes }: Pick<PriceChangeReport, 'changes'>): boolean {
  const { added, removed, lower, higher, confirmed, others } = changes;
  return added + removed + lower + higher + confirmed + others === 0;
}

/** `Prices: 412 lower, 8 higher, 12 new, 3 gone, 90 the same on another day`. */
export function priceChangeLine({ changes }: Pick<PriceChangeReport, 'changes'>): string {
  const { lower, higher, added, removed, confirmed, others } = changes;
  const parts = [
    [lower, 'lower'],
    [higher, 'higher'],
    [added, 'new'],
    [removed, 'gone'],
    [confirmed, 'the same on another day'],
    [others, 'of what is paid beside machines, of platforms and of tokens'],
  ] as const;
  const said = parts.flatMap(([count, words]) =>
    count === 0 ? [] : [`${formatNumber(count)} ${words}`],
  );
  return said.length === 0 ? 'No price changed' : `Prices: ${said.join(', ')}`;
}

/** The whole report as text, without a trailing line end. */
export function priceChangeText(report: PriceChangeReport): string {
  const { read, moves, leftOut, before, prices } = report;
  const paragraphs = [
    readText(read),
    `${priceChangeLine(report)}.`,
    movesText(moves),
    leftOutText(leftOut),
    isUnchanged(report)
      ? ''
      : `Before: prices of ${before.asOf} (${before.id}). Now: prices of ${prices.asOf} (${prices.id}).`,
  ];
  return paragraphs.filter((text) => text !== '').join('\n\n');
}

/** Pages of one list are said once. */
function readText(read: PriceChangeReport['read']): string {
  const kinds = new Map<string, typeof read>();
  for (const one of read) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  return [...kinds]
    .map(([kind, files]) => {
      const [first] = files;
      const more = files.length === 1 ? '' : ` and ${formatNumber(files.length - 1)} more`;
      const checked = files.filter(({ isChecked }) => isChecked).length;
      const compared =
        checked === 0
          ? 'not compared with a checksum: none is given'
          : checked === files.length
            ? 'as its checksum says'
            : `${checked} of them as their checksums say`;
      return `Read: ${kind}, ${visibleText(first?.name ?? '')}${more} (${compared})`;
    })
    .join('\n');
}

function movesText(moves: readonly PriceMove[]): string {
  if (moves.length === 0) return '';
  const usd = shownIn('USD');
  const rows = moves.map((move) => [
    move.provider,
    move.instance,
    move.regions === 1 ? move.region : `${move.region} and ${move.regions - 1} more`,
    move.kind === 'spot' ? 'spot' : 'on demand',
    formatHourly(move.before, usd),
    formatHourly(move.after, usd),
    formatChange(move.after / move.before - 1),
  ]);
  const { head, lines } = textTable(
    ['Provider', 'Instance', 'Region', 'Price', 'Before', 'Now', 'Change'],
    rows,
    (column) => column >= 4,
  );
  return ['The largest moves:', head, ...lines].join('\n');
}

function leftOutText(leftOut: readonly LeftOut[]): string {
  const byReason = new Map<string, LeftOut>();
  for (const one of leftOut) {
    const known = byReason.get(one.reason);
    byReason.set(one.reason, { ...one, count: one.count + (known?.count ?? 0) });
  }
  return [...byReason.values()]
    .map(
      ({ reason, count, examples }) =>
        `Left out: ${formatQuantity(count, 'row')}, ${reason} (${examples.join('; ')})`,
    )
    .join('\n');
}
