import { at, itemsAt, textAt, type Located } from '../located.ts';
import type { Piece } from './merge.ts';

/** One operation of a JSON patch (RFC 6902). */
export interface JsonOperation {
  readonly operation: string;
  readonly path: readonly string[];
  readonly from: readonly string[] | null;
  readonly value: Piece | null;
}

/** The operations of a patch document, in order; what is none is left out. */
export function jsonOperations(document: Located): readonly JsonOperation[] {
  return itemsAt(document).flatMap((item) => {
    const operation = textAt(item, 'op');
    const path = textAt(item, 'path');
    if (operation === null || path === null) return [];
    const from = textAt(item, 'from');
    return [
      {
        operation,
        path: pointer(path),
        from: from === null ? null : pointer(from),
        value: at(item, 'value'),
      },
    ];
  });
}

/** The keys of a JSON pointer (RFC 6901). */
function pointer(text: string): readonly string[] {
  return text
    .split('/')
    .slice(1)
    .map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}
