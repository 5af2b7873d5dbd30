import type { Span } from '../text/span.ts';
import type { CommandToken } from './commandLine.ts';
import type { Flag } from './flags.ts';
import type { ScalarNode } from './tree.ts';
import type { YamlEdit } from './yamlAlias.ts';
import { directPlace } from './yamlAlias.ts';
import { appendItems, removeItems, setScalar } from './yamlEdit.ts';
import type { EditedTree } from './yamlPlace.ts';
import { detectStyle, isFirstOnLine, lineEnd, lineStart } from './yamlPlace.ts';

/** Gives a flag another value in the shape it is written in. */
export function setFlag(tree: EditedTree, flag: Flag, value: string): YamlEdit {
  const token = flag.tokens.at(-1) ?? flag.tokens[0];
  if (flag.valueSpan === null) return { refused: `${flag.spelling} is given without a value.` };
  if (token.isItem) {
    const text = flag.tokens.length === 1 ? `${flag.spelling}=${value}` : value;
    const isNumber = typeof token.scalar.value === 'number' && String(Number(text)) === text;
    return setScalar(tree, token.scalar, isNumber ? Number(text) : text);
  }
  if (!isWritten(tree, flag)) return fromVariable(flag);
  const isQuoted = token.span.end > flag.valueSpan.end;
  const written = isSimple(value) ? value : isQuoted ? null : quoteForShell(token.scalar, value);
  if (written === null) return { refused: `${value} cannot be quoted here.` };
  return editText(tree, token.scalar, flag.valueSpan, written);
}

/**
 * Adds a flag (a switch, when `value` is null) behind the last word of a command, in the shape that the words before it
 * have: `--name=value` or two items or words, on a line of its own where they have one.
 */
export function insertFlag(
  tree: EditedTree,
  tokens: readonly CommandToken[],
  spelling: string,
  value: string | null,
): YamlEdit {
  const last = tokens.at(-1);
  if (last === undefined) return { refused: 'There is no command to add a flag to.' };
  const separator = joinsWithEquals(tokens) ? '=' : ' ';
  const words = value === null ? [spelling] : [spelling, value];
  if (last.isItem && last.sequence !== null) {
    const items = separator === '=' ? [words.join('=')] : words;
    return appendItems(tree, last.sequence, items);
  }
  if (last.sequence !== null && isFlagWithValue(last.scalar.text)) {
    return appendItems(tree, last.sequence, [words.join(separator)]);
  }
  if (!isPlaced(last)) return { refused: 'The end of this command cannot be told.' };
  const written = words.map((word) => (isSimple(word) ? word : quoteForShell(last.scalar, word)));
  if (written.includes(null)) return { refused: `${value ?? spelling} cannot be quoted here.` };
  const place = { start: last.span.end, end: last.span.end };
  return editText(tree, last.scalar, place, gapBefore(tree, tokens) + written.join(separator));
}

/** Takes a flag and its value out of a command. */
export function removeFlag(
  tree: EditedTree,
  tokens: readonly CommandToken[],
  flag: Flag,
): YamlEdit {
  const [first] = flag.tokens;
  const last = flag.tokens.at(-1) ?? first;
  if (first.sequence !== last.sequence || first.isItem !== last.isItem) {
    return { refused: `${flag.spelling} and its value are written in different places.` };
  }
  const index = first.sequence?.items.indexOf(first.scalar) ?? -1;
  if (first.isItem && first.sequence !== null) {
    return removeItems(tree, first.sequence, index, flag.tokens.length);
  }
  if (!isWritten(tree, flag)) return fromVariable(flag);
  const words = tokens.filter((token) => token.scalar === first.scalar);
  const at = words.indexOf(first);
  const previous = words[at - 1];
  const next = words[at + flag.tokens.length];
  const { start } = first.span;
  const { end } = last.span;
  if (previous !== undefined && isGap(tree.text.slice(previous.span.end, start))) {
    return editText(tree, first.scalar, { start: previous.span.end, end }, '');
  }
  if (next !== undefined) return editText(tree, first.scalar, { start, end: next.span.start }, '');
  if (words.length === flag.tokens.length && first.sequence !== null) {
    return removeItems(tree, first.sequence, index, 1);
  }
  return editText(tree, first.scalar, { start, end }, '');
}

function fromVariable(flag: Flag): YamlEdit {
  return { refused: `${flag.spelling} comes from a variable.` };
}

/** True when the flag itself is in the file, not only the name of a variable that holds it. */
function isWritten({ text }: EditedTree, { nameSpan, spelling }: Flag): boolean {
  return text.slice(nameSpan.start, nameSpan.end) === spelling;
}

/** False when all that is known of a word is the scalar it comes from. */
function isPlaced({ span, scalar, text }: CommandToken): boolean {
  const isWhole = span.start === scalar.span.start && span.end === scalar.span.end;
  return !isWhole || text === scalar.text;
}

function isFlagWithValue(text: string): boolean {
  return /^--?[A-Za-z][\w.-]*\s+[^\s-]\S*$/.test(text.trim());
}

/** Whether the flags of a command carry their values behind `=`. */
function joinsWithEquals(tokens: readonly CommandToken[]): boolean {
  const flags = tokens.filter(({ text }) => /^--?[A-Za-z]/.test(text));
  const joined = flags.filter(({ text }) => text.includes('=')).length;
  const apart = tokens.filter(
    ({ text }, index) =>
      flags.some((flag) => flag === tokens[index - 1] && !flag.text.includes('=')) &&
      !/^--?[A-Za-z]/.test(text),
  ).length;
  return joined > apart;
}

/** What stands between the last word and the one to come: a line break where the flag before has one. */
function gapBefore({ text, root }: EditedTree, tokens: readonly CommandToken[]): string {
  const flag = tokens.findLast((token) => /^--?[A-Za-z]/.test(token.text)) ?? tokens[0];
  if (flag === undefined || flag === tokens[0]) return ' ';
  const { start } = flag.span;
  const line = lineStart(text, start);
  if (line <= flag.scalar.span.start || !isFirstOnLine(text, start)) return ' ';
  const above = text.slice(lineStart(text, line - 1), lineEnd(text, Math.max(line - 2, 0)));
  const continuation = above.trimEnd().endsWith('\\') ? ' \\' : '';
  if (continuation === '' && flag.scalar.style === 'literal') return ' ';
  return continuation + detectStyle(text, root).lineBreak + text.slice(line, start);
}

/** Blanks and continued lines. */
function isGap(text: string): boolean {
  return /^(?:\s|\\(?=[\r\n]))*$/.test(text);
}

/** True for words that mean themselves in a shell and in every style of YAML. */
function isSimple(word: string): boolean {
  return /^[\w./:@%+,=-]+$/.test(word) && !word.endsWith(':');
}

/** Only block scalars take quotes as they are; null for the others. */
function quoteForShell(scalar: ScalarNode, word: string): string | null {
  if (scalar.style !== 'literal' && scalar.style !== 'folded') return null;
  return /[\r\n]/.test(word) ? null : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function editText(tree: EditedTree, scalar: ScalarNode, span: Span, newText: string): YamlEdit {
  const place = directPlace(tree, scalar);
  if (place === null) return { refused: 'This text is used in other places too.' };
  return { edits: [{ span, newText }], ...place };
}
