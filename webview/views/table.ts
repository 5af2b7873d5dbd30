import { element, type Child } from '../dom.ts';

/** A column: its title, and whether its cells are numbers, which stand to the right. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table that scrolls sideways where it has to: the cells of its head, and its rows. */
export function scrollingTable(
  label: string,
  head: readonly Child[],
  rows: readonly Child[],
): HTMLElement {
  return element(
    'div',
    { class: 'scroll', attributes: { tabindex: 0, role: 'region', 'aria-label': label } },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
  );
}

/** The same of plain cells; the first one of a row names the row. */
export function table(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  const numeric = (index: number): string => (columns[index]?.isNumber === true ? 'number' : '');
  return scrollingTable(
    label,
    // A column of buttons has no title, and an empty header cell would be announced as one.
    columns.map(({ title }, index) =>
      title === ''
        ? element('td')
        : element('th', { class: numeric(index), attributes: { scope: 'col' } }, title),
    ),
    rows.map((cells) =>
      element(
        'tr',
        {},
        ...cells.map((cell, index) =>
          index === 0
            ? element('th', { attributes: { scope: 'row' } }, cell)
            : element('td', { class: numeric(index) }, cell),
        ),
      ),
    ),
  );
}
