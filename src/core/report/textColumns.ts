export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Text in exactly `width` columns, its middle left out where it is too long. */
export function fitted(text: string, width: number, right: boolean): string {
  const signs = Array.from(text);
  if (signs.length > width) {
    const head = Math.ceil((width - 1) / 2);
    return `${signs.slice(0, head).join('')}…${signs.slice(signs.length - (width - 1 - head)).join('')}`;
  }
  const space = ' '.repeat(width - signs.length);
  return right ? space + text : text + space;
}

export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && lengthOf(longer) > width) {
      lines.push(line);
      line = fitted(word, Math.min(width, lengthOf(word)), false);
    } else {
      line = fitted(longer, Math.min(width, lengthOf(longer)), false);
    }
  }
  return line === '' ? lines : [...lines, line];
}
