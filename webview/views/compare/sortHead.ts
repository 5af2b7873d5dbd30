import { element } from '../../dom.ts';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** The head of a column that sorts: by it, and back. `key` tells the tables of a page apart. */
export function sortHead(
  {
    id,
    title,
    long,
    isNumber,
  }: {
    readonly id: string;
    readonly title: string;
    readonly long?: string | undefined;
    readonly isNumber: boolean;
  },
  key: string,
  sort: Sort,
  change: (sort: Sort) => void,
): HTMLElement {
  const isSorted = sort.column === id;
  return element(
    'th',
    {
      class: isNumber ? 'number' : '',
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
            change({ column: id, descending: isSorted && !sort.descending });
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

/** In rising or falling order; what is not known comes last in both, and equals stay as they were. */
export function inOrder<Row>(
  rows: readonly Row[],
  of: (row: Row) => string | number | null,
  descending: boolean,
): readonly Row[] {
  return rows.toSorted((a, b) => {
    const [left, right] = [of(a), of(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), 'en', { numeric: true });
    return descending ? -order : order;
  });
}
