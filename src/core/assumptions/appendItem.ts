import type { ParsedFile } from '../model/document.ts';
import type { MappingNode, SequenceNode, SyntaxNode } from '../syntax/tree.ts';
import type { TextEdit } from '../text/edit.ts';

/**
 * Appends an item to the list under a path of keys of a YAML file, adding keys that are missing. `item` holds the lines
 * of a mapping without indentation. Everything that is there stays byte for byte. Null when the file is written in a
 * way that cannot be added to line by line (flow style, an alias, something else in the list's place).
 */
export function appendItem(
  file: ParsedFile,
  path: readonly string[],
  item: readonly string[],
): TextEdit | null {
  const { text } = file.source;
  const root = file.documents[0]?.root ?? null;
  if (file.documents.length > 1 || file.problems.length > 0) return null;
  let place: Place | null = root === null ? emptyPlace(text) : placeIn(root, text);
  let missing = path;
  let node: SyntaxNode | null = root;
  while (node?.kind === 'mapping' && missing.length > 0) {
    const entry = node.entries.find(({ key }) => key === missing[0]);
    if (entry === undefined) break;
    missing = missing.slice(1);
    const isEmpty = entry.value.kind === 'scalar' && entry.value.text === '';
    node = isEmpty ? null : entry.value;
    place = isEmpty
      ? { offset: entry.keySpan.end + 1, indent: columnOf(entry.keySpan.start, text) + 2 }
      : placeIn(entry.value, text);
    if (isEmpty) break;
  }
  if (place === null || (node?.kind === 'sequence') !== (node !== null && missing.length === 0)) {
    return null;
  }
  const end = endOfLine(place.offset, text);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = nested(missing, item, place.indent);
  const isOnFreshLine = end === 0 || text[end - 1] === '\n';
  const newText = isOnFreshLine ? lines.join(eol) + eol : eol + lines.join(eol);
  return { span: { start: end, end }, newText };
}

/** Where something can be added behind what is there. */
interface Place {
  readonly offset: number;
  readonly indent: number;
}

function emptyPlace(text: string): Place {
  return { offset: text.length, indent: 0 };
}

function placeIn(node: SyntaxNode, text: string): Place | null {
  if (node.kind === 'scalar' || node.flow || node.aliasSpan !== undefined) return null;
  const first = firstOffset(node, text);
  return first === null ? null : { offset: node.span.end, indent: columnOf(first, text) };
}

/** Start of the first key, or of the dash of the first item. */
function firstOffset(node: MappingNode | SequenceNode, text: string): number | null {
  if (node.kind === 'mapping') return node.entries[0]?.keySpan.start ?? null;
  const first = node.items[0]?.span.start;
  return first === undefined ? null : text.lastIndexOf('-', first - 1);
}

function nested(
  path: readonly string[],
  item: readonly string[],
  indent: number,
): readonly string[] {
  const keys = path.map((key, depth) => `${' '.repeat(indent + 2 * depth)}${plainKey(key)}:`);
  const margin = ' '.repeat(indent + 2 * path.length);
  const [first = '', ...others] = item;
  return [...keys, `${margin}- ${first}`, ...others.map((line) => `${margin}  ${line}`)];
}

/** Quoted where YAML could read it as something other than text. */
function plainKey(key: string): string {
  return /^[A-Za-z][\w./-]*$/.test(key) && !/^(true|false|null|yes|no|on|off|[yn])$/i.test(key)
    ? key
    : JSON.stringify(key);
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function endOfLine(offset: number, text: string): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
