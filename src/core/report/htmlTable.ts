import { element, type Html, type HtmlContent } from './htmlElement.ts';

/** A table with a caption; a title that starts with "-" stands over a right-aligned column of numbers. */
export function htmlTable(
  caption: string,
  titles: readonly string[],
  rows: readonly (readonly HtmlContent[])[],
): Html {
  const numeric = titles.map((title) => title.startsWith('-'));
  const words = titles.map((title) => title.replace(/^-/, ''));
  const side = (index: number): Record<string, string> =>
    numeric[index] === true ? { class: 'number' } : {};
  const table = element(
    'table',
    {},
    element('caption', {}, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        words.map((title, index) => element('th', { scope: 'col', ...side(index) }, title)),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map((cells) =>
        element(
          'tr',
          {},
          cells.map((cell, index) =>
            // On a narrow screen each row is a list, and each cell says what it is.
            element('td', { ...side(index), 'data-title': words[index] ?? '' }, cell),
          ),
        ),
      ),
    ),
  );
  return element('div', { class: 'scroll' }, table);
}
