import type { Row } from './tsv.ts';

/**
 * The readable citation of a row's source id: ids joined by `+` are looked up one by one, unknown ones are kept as they
 * are written.
 */
export function expandSource(id: string, table: readonly Row[]): string {
  const known = (part: string): string =>
    table.find((row) => row.text('id') === part)?.text('source') ?? part;
  return id.split('+').map(known).join('; ');
}
