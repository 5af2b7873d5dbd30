/**
 * JSON text of a compact file: one line per entry of its arrays, so that a changed fact is a changed line. The nested
 * records of `providers` are laid out the same way. Deterministic: keys keep the order they were given in.
 */
export function fileText(value: Readonly<Record<string, unknown>>): string {
  return `${lay(value, 0)}\n`;
}

function lay(value: unknown, depth: number): string {
  if (Array.isArray(value) && value.length > 0) {
    return `[\n${value.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
  }
  if (depth < 3 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return '{}';
    return `{\n${entries.map(([key, one]) => `${JSON.stringify(key)}:${lay(one, depth + 1)}`).join(',\n')}\n}`;
  }
  return JSON.stringify(value);
}

/** 52-bit content hash as 13 hexadecimal digits: names a state of the prices, protects nothing. */
export function contentHash(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (low >>> 13), 0x85ebca6b);
  }
  const hex = (part: number): string => (part >>> 0).toString(16).padStart(8, '0');
  return `${hex(high)}${hex(low)}`.slice(0, 13);
}
