import { entriesAt, isScalar, itemsAt, sourced, textAt, type Located } from '../located.ts';
import type { Sourced } from '../../model/sourced.ts';

/** The values of a repeated field: of all entries with its name, and of the lists among them. */
export function repeatedAt(from: Located | null, field: string): readonly Located[] {
  return entriesAt(from)
    .filter(({ key }) => key === field)
    .flatMap(({ value }) => (value.node.kind === 'sequence' ? itemsAt(value) : [value]));
}

/** The value of one of the `parameters { key: "…" value { string_value: "…" } }` of a Triton model. */
export function parameterAt(root: Located, name: string): Sourced<string> | null {
  for (const parameter of repeatedAt(root, 'parameters')) {
    if (textAt(parameter, 'key') !== name) continue;
    const value = repeatedAt(parameter, 'value')[0];
    const text = value && (repeatedAt(value, 'string_value')[0] ?? value);
    if (text && isScalar(text)) return sourced(text, text.node.text);
  }
  return null;
}
