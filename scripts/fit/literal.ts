/** Characters of a line as Prettier breaks them. */
const WIDTH = 100;

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
    if (Array.isArray(one)) {
      const items = one.map((item) => literal(item, inner, digits)).join(', ');
      const line = `${inner}${key}: [${items}],\n`;
      if (line.length <= WIDTH + 1) return line;
    }
    return `${inner}${key}: ${literal(one, inner, digits)},\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}
