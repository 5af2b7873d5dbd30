import type { Sourced } from '../model/sourced.ts';

/** A number somewhere in a tree of values, and the tree with another number in its place. */
export interface NumericInput<T> {
  /** Keys from the root: `['components', 'egress', 'bytesPerToken']`. */
  readonly path: readonly string[];
  readonly value: Sourced<number>;
  with(value: number): T;
}

/** Every sourced number in a tree of plain objects, in the order of their keys. Lists are left alone. */
export function numericInputs<T extends object>(root: T): readonly NumericInput<T>[] {
  const found: NumericInput<T>[] = [];
  const visit = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    if (isSourcedNumber(node)) {
      found.push({
        path,
        value: node,
        with: (value) => replaced(root, path, { ...node, value }) as T,
      });
      return;
    }
    // A sourced word or list holds an origin, whose spans are numbers and no inputs.
    if ('origin' in node && 'value' in node) return;
    for (const [key, child] of Object.entries(node)) visit(child, [...path, key]);
  };
  visit(root, []);
  return found;
}

function isSourcedNumber(node: object): node is Sourced<number> {
  return 'origin' in node && 'value' in node && typeof node.value === 'number';
}

function replaced(node: unknown, path: readonly string[], leaf: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return leaf;
  const own = node as Readonly<Record<string, unknown>>;
  return { ...own, [key]: replaced(own[key], rest, leaf) };
}
