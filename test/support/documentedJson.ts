import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/root.ts';

/** The JSON that a page of the documentation shows, by the place of its block on the page. */
export function documentedJson(page: string): readonly unknown[] {
  const text = readFileSync(path.join(root, page), 'utf8');
  return [...text.matchAll(/^```json\n(.*?)^```$/gms)].map(
    ([, json]) => JSON.parse(json ?? '') as unknown,
  );
}

/**
 * Where a value is not like the one that is documented: a property that is not there, another type. Null stands for what is
 * not known, and each item of a list is like one of those that are documented.
 */
export function differences(documented: unknown, actual: unknown, at = '$'): readonly string[] {
  if (Array.isArray(documented)) {
    if (!Array.isArray(actual)) return [`${at} is no list`];
    return actual.flatMap((item, index) => {
      const found = documented.map((like) => differences(like, item, `${at}[${index}]`));
      return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
    });
  }
  if (actual === null) return [];
  if (typeof documented !== typeof actual) return [`${at} is no ${typeof documented}`];
  if (typeof documented !== 'object' || documented === null) return [];
  return Object.entries(documented).flatMap(([name, value]) => {
    const property = `${at}.${name}`;
    if (!Object.hasOwn(actual as object, name)) return [`${property} is missing`];
    return differences(value, (actual as Record<string, unknown>)[name], property);
  });
}
