import type { Span } from '../../text/span.ts';

/** Where somebody types in a YAML file, as far as its indentation tells: the file need not be readable as it is. */
export interface Cursor {
  /** Keys from the outside in, a number for an item of a list; of a value with its own key. */
  readonly path: readonly (string | number)[];
  readonly kind: 'key' | 'value';
  /** What is typed of it so far, up to the cursor and behind it. */
  readonly typed: Span;
  /** Keys that stand in the same mapping. */
  readonly siblings: ReadonlySet<string>;
  /** Columns that the mapping is indented by. */
  readonly indent: number;
  /** True inside `{ }` or `[ ]`. */
  readonly flow: boolean;
}

interface Line {
  readonly start: number;
  readonly text: string;
  /** Column of its content, behind the signs of list items. */
  readonly column: number;
  /** Columns of these signs. */
  readonly dashes: readonly number[];
  readonly key: string | null;
  /** Column behind the colon of the key; -1 without one. */
  readonly afterKey: number;
}

const keyPattern =
  /("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#{}[\],:'"](?:[^#{}[\],:]*[^\s#{}[\],:])?)\s*:(?=\s|$)/y;

/** Null in a comment, and where brackets of several lines hide the place. */
export function cursorAt(text: string, offset: number): Cursor | null {
  const lines = linesOf(text);
  const at = lines.findLastIndex(({ start }) => start <= offset);
  const line = lines[at];
  if (line === undefined) return null;
  const column = offset - line.start;
  const before = line.text.slice(0, column);
  if (/(?:^|\s)#/.test(withoutQuotes(before))) return null;
  const isBlank = line.text.trim() === '';
  const place = isBlank ? column : line.column;
  if (column < place && !isBlank) return null;
  const own = line.dashes.map(() => 0);
  const outer = parentsOf(lines, at, line.dashes[0] ?? place, line.dashes.length > 0);
  const parents = [...outer, ...own];
  if (line.key !== null && column >= line.afterKey) {
    const path = [...parents, line.key];
    return valueAt(line, column, path, place);
  }
  if (line.key === null && !isBlank && /^[{[]/.test(line.text.slice(line.column))) {
    return flowAt(line, line.column, column, parents, place);
  }
  const end = line.key === null ? line.text.trimEnd().length : line.text.indexOf(':', line.column);
  return {
    path: parents,
    kind: 'key',
    typed: { start: line.start + place, end: line.start + Math.max(column, end) },
    siblings: siblingsOf(lines, at, place),
    indent: place,
    flow: false,
  };
}

function withoutComment(text: string): string {
  const comment = text.search(/\s#/);
  return (comment < 0 ? text : text.slice(0, comment)).trimEnd();
}

function valueAt(
  line: Line,
  column: number,
  path: readonly (string | number)[],
  indent: number,
): Cursor {
  const blanks = /^\s*/.exec(line.text.slice(line.afterKey))?.[0].length ?? 0;
  const start = Math.min(column, line.afterKey + blanks);
  if (/^[{[]/.test(line.text.slice(start))) return flowAt(line, start, column, path, indent);
  const end = withoutComment(line.text.slice(start)).length;
  return {
    path,
    kind: 'value',
    typed: { start: line.start + start, end: line.start + Math.max(column, start + end) },
    siblings: new Set(),
    indent,
    flow: false,
  };
}

/** Inside brackets that open on the line itself. */
function flowAt(
  line: Line,
  from: number,
  column: number,
  base: readonly (string | number)[],
  indent: number,
): Cursor {
  const open: { isList: boolean; key: string | null; keys: Set<string> }[] = [];
  let start = from;
  for (let at = from; at < column; at++) {
    const sign = line.text[at] ?? '';
    const top = open.at(-1);
    if (sign === '{' || sign === '[')
      open.push({ isList: sign === '[', key: null, keys: new Set() });
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === ',' && top !== undefined) top.key = null;
    else if (sign === ':' && top?.isList === false && /[\s]|^$/.test(line.text[at + 1] ?? '')) {
      top.key = unquoted(line.text.slice(start, at).trim());
      top.keys.add(top.key);
    } else continue;
    start = at + 1;
  }
  const path = [...base];
  for (const { isList, key } of open) {
    if (isList) path.push(0);
    else if (key !== null) path.push(key);
  }
  const top = open.at(-1);
  start += /^\s*/.exec(line.text.slice(start, column))?.[0].length ?? 0;
  const rest = /^[^,{}[\]:#]*/.exec(line.text.slice(column))?.[0].trimEnd().length ?? 0;
  return {
    path,
    kind: top === undefined || top.isList || top.key !== null ? 'value' : 'key',
    typed: { start: line.start + start, end: line.start + column + rest },
    siblings: top?.keys ?? new Set(),
    indent,
    flow: true,
  };
}

/** The keys and items that a line at a column lies in, by the lines above it. */
function parentsOf(
  lines: readonly Line[],
  at: number,
  column: number,
  isItem: boolean,
): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let limit = column;
  // The items of a list may stand as far left as its key.
  let isInList = isItem;
  for (let index = at - 1; index >= 0 && (limit > 0 || isInList); index--) {
    const line = lines[index];
    if (line === undefined || isNothing(line)) continue;
    const [dash] = line.dashes;
    if (
      line.key !== null &&
      isOpen(line) &&
      (line.column < limit || (isInList && dash === undefined && line.column === limit))
    ) {
      path.unshift(line.key);
      limit = line.column;
      isInList = false;
    }
    if (dash !== undefined && dash < limit && line.column <= limit) {
      path.unshift(...line.dashes.map(() => 0));
      limit = dash;
      isInList = true;
    }
  }
  return path;
}

/** True for a key whose value stands on the lines below it. */
function isOpen(line: Line): boolean {
  return /^\s*(?:[&!]\S+(?:\s+|$))*(?:#.*)?$/.test(line.text.slice(line.afterKey));
}

function siblingsOf(lines: readonly Line[], at: number, column: number): ReadonlySet<string> {
  const keys = new Set<string>();
  const walk = (step: 1 | -1): void => {
    for (let index = at + step; index >= 0 && index < lines.length; index += step) {
      const line = lines[index];
      if (line === undefined || isNothing(line)) continue;
      const [dash = line.column] = line.dashes;
      if (line.column < column) return;
      // The line below begins another item of the list.
      if (step === 1 && dash < column) return;
      if (line.column === column && line.key !== null) keys.add(line.key);
      if (dash < column) return;
    }
  };
  walk(-1);
  walk(1);
  return keys;
}

function isNothing({ text }: Line): boolean {
  return /^\s*(?:#|$)/.test(text);
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split(/\r\n|\n|\r/).map((line) => {
    const own = start;
    const end = own + line.length;
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    return readLine(line, own);
  });
}

function readLine(text: string, start: number): Line {
  let column = /^\s*/.exec(text)?.[0].length ?? 0;
  const dashes: number[] = [];
  for (;;) {
    const item = /^-(?:\s+|$)/.exec(text.slice(column));
    if (item === null) break;
    dashes.push(column);
    column += item[0].length;
  }
  keyPattern.lastIndex = column;
  const match = keyPattern.exec(text);
  return {
    start,
    text,
    column,
    dashes,
    key: match === null ? null : unquoted(match[1] ?? ''),
    afterKey: match === null ? -1 : column + match[0].length,
  };
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

function withoutQuotes(text: string): string {
  return text.replace(/"[^"]*"|'[^']*'/g, (quoted) => 'x'.repeat(quoted.length));
}
