/** Calls `make` on first use and remembers what it returned. */
export function lazy<T>(make: () => T): () => T {
  let held: { readonly value: T } | null = null;
  return () => (held ??= { value: make() }).value;
}
