/** `{ key: value }` for a positive number, `{}` for what is unknown: absent fields take no space in the files. */
export function optional<K extends string>(
  key: K,
  value: number | null,
): Readonly<Partial<Record<K, number>>> {
  const known = value !== null && value > 0 ? { [key]: value } : {};
  return known as Partial<Record<K, number>>;
}
