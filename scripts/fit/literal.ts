/** The value as TypeScript source, numbers to so many digits. */
export function literal(value: unknown, indent: string, digits: number): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(digits)));
  if (typeof value !== 'object' || value === null) return `'${String(value)}'`;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((one) => `${inner}${literal(one, inner, digits)},\n`);
    return `[\n${items.join('')}${indent}]`;
  }
  const lines = Object.entries(value).map(([name, one]) => {
    const key = /^[a-z]\w*$/i.test(name) ? name : `'${name}'`;
    return `${inner}${key}: ${literal(one, inner, digits)},\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}
