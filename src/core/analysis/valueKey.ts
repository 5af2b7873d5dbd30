/** Keys that say where a value stands, not what it is. */
const placeKeys = new Set(['span', 'nameSpan', 'origin', 'uri']);

/**
 * A string that is equal for values which differ only in their places: the same object a few lines further down has
 * the same key.
 */
export function valueKey(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (placeKeys.has(key) ? undefined : inner));
}

const keys = new WeakMap<object, string>();

/** `valueKey` of something that never changes, remembered as long as it is there. */
export function rememberedKey(value: object): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = valueKey(value);
  keys.set(value, key);
  return key;
}
