/** One field, or several with their names. */
export type Assumed = string | number | { readonly [field: string]: Assumed };

/** A field of an assumptions file and what it should say. */
export interface AssumedField {
  /** From the block to the field, or to the block that holds the fields: `['workload', 'inputTokens']`. */
  readonly path: readonly string[];
  readonly value: Assumed;
}

/** A path of keys and what stands at its end. */
export type Leaf = readonly [path: readonly string[], value: string | number];

/** Sets what a path of keys ends at in plain values, in place; what is no mapping on the way becomes one. */
export function setValue(
  values: Record<string, unknown>,
  path: readonly string[],
  leaf: unknown,
): void {
  const [key, ...below] = path;
  if (key === undefined) return;
  if (below.length === 0) {
    define(values, key, leaf);
    return;
  }
  const own = Object.hasOwn(values, key) ? values[key] : undefined;
  const inner =
    typeof own === 'object' && own !== null && !Array.isArray(own)
      ? { ...(own as Readonly<Record<string, unknown>>) }
      : {};
  define(values, key, inner);
  setValue(inner, below, leaf);
}

/** A key may be called `__proto__`. */
function define(values: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(values, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** The fields of a value one by one, each with its whole path. */
export function leavesOf(path: readonly string[], value: Assumed): readonly Leaf[] {
  return typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf([...path, key], inner))
    : [[path, value]];
}
