import { element } from '../dom.ts';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** A column that sorts. */
export interface SortColumn {
  readonly id: string;
  readonly title: string;
  /** Said for a title that is short. */
  readonly long?: string | undefined;
  readonly isNumber: boolean;
  /** Left out where there is little room. */
  readonly isOptional?: boolean;
  /** The largest first when it is sorted by. */
  readonly startsDescending?: boolean;
}

/** The head of a column that sorts: by it, and back. `key` tells the tables of a page apart. */
export function sortHead(
  { id, title, long, isNumber, isOptional = false, startsDescending = false }: SortColumn,
  key: string,
  sort: Sort,
  change: (sort: Sort) => void,
): HTMLElement {
  const isSorted = sort.column === id;
  return element(
    'th',
    {
      class: [isNumber ? 'number' : '', isOptional ? 'optional' : ''].join(' ').trim(),
      attributes: {
        scope: 'col',
        'aria-sort': isSorted ? (sort.descending ? 'descending' : 'ascending') : null,
      },
    },
    element(
      'button',
      {
        class: 'sort',
        key: `${key}:${id}`,
        attributes: { type: 'button', title: long ?? null },
        on: {
          click: () => {
            const descending = isSorted ? !sort.descending : startsDescending;
            change({ column: id, descending });
          },
        },
      },
      title,
      element(
        'span',
        { class: 'direction', attributes: { 'aria-hidden': 'true' } },
        isSorted ? (sort.descending ? '↓' : '↑') : '',
      ),
    ),
  );
}

/** In rising or falling order; what is not known comes last in both. Equals stay as they were, or go by `among`. */
export function inOrder<Row>(
  rows: readonly Row[],
  of: (row: Row) => string | number | null,
  descending: boolean,
  among: (a: Row, b: Row) => number = () => 0,
): readonly Row[] {
  return rows.toSorted((a, b) => {
    const [left, right] = [of(a), of(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), 'en', { numeric: true });
    return (descending ? -order : order) || among(a, b);
  });
}
