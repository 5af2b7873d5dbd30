import type { Span } from '../text/span.ts';
import { readReference } from './references.ts';
import type { SourceText, SourceTextBuilder } from './sourceText.ts';
import { buildSourceText } from './sourceText.ts';

/** The value of an environment variable, or undefined when it is not known. */
export type VariableLookup = (name: string) => string | undefined;

/** One word of a command, quotes taken off and known variables replaced. */
export interface ShellWord {
  readonly source: SourceText;
  /** Where it is written, quotes included. */
  readonly span: Span;
  /** Variables and commands it depends on whose value is not known; they stay in the text as written. */
  readonly unresolved: readonly string[];
}

interface ShellOptions {
  readonly lookup: VariableLookup;
  /** False for words that no shell runs: `;`, `|` and newlines do not separate commands. */
  readonly hasOperators: boolean;
}

/**
 * Splits a script into its commands (at `;`, `&`, `|`, newlines), each a list of words. Redirections are left out. A
 * command is read when it is asked for, so that one may set variables for the next.
 */
export function* readShellCommands(
  script: SourceText,
  options: ShellOptions,
): Generator<ShellWord[], void> {
  const { text } = script;
  const heredocs: string[] = [];
  let words: ShellWord[] = [];
  let skipsNext = false;
  let at = 0;

  while (at < text.length) {
    const character = text.charAt(at);
    const blank = blankLength(text, at);
    const isRedirected = options.hasOperators && placeholderLength(text, at) === 0;
    const redirection = isRedirected ? readRedirection(text, at) : null;
    if (blank > 0) {
      at += blank;
    } else if (options.hasOperators && /[\r\n]/.test(character)) {
      if (words.length > 0) yield words;
      words = [];
      skipsNext = false;
      at += 1;
      while (heredocs.length > 0) at = skipHeredoc(text, at, heredocs.shift() ?? '');
    } else if (/\s/.test(character)) {
      at += 1;
    } else if (options.hasOperators && character === '#') {
      at = endOfLine(text, at);
    } else if (redirection !== null) {
      if (redirection.heredoc === null) skipsNext = true;
      else heredocs.push(redirection.heredoc);
      at += redirection.length;
    } else if (options.hasOperators && /[;&|()]/.test(character)) {
      if (words.length > 0) yield words;
      words = [];
      skipsNext = false;
      at += 1;
    } else {
      const end = readWord(script, at, options, skipsNext ? [] : words);
      skipsNext = false;
      at = Math.max(end, at + 1);
    }
  }
  if (words.length > 0) yield words;
}

/** The words of a text that no shell runs, but that is written with the quotes of one. */
export function readShellWords(text: SourceText, lookup: VariableLookup): ShellWord[] {
  return [...readShellCommands(text, { lookup, hasOperators: false })].flat();
}

/** Replaces known variables in a text that is one word whatever it holds (an item of a list). */
export function expandWord(source: SourceText, span: Span, lookup: VariableLookup): ShellWord {
  const builder = buildSourceText();
  const unresolved: string[] = [];
  let at = 0;
  while (at < source.text.length) {
    const value = source.text[at] === '$' ? expand(source, at, '', lookup) : null;
    if (value === null) {
      builder.copy(source, at, at + 1);
      at += 1;
    } else {
      builder.copy(value.source, 0, value.source.text.length);
      unresolved.push(...value.unresolved);
      at += value.length;
    }
  }
  return { source: builder.build(), span, unresolved };
}

/** Reads one word into `words` (several, where an unquoted variable holds blanks); returns where it ends. */
function readWord(
  script: SourceText,
  start: number,
  { lookup, hasOperators }: ShellOptions,
  words: ShellWord[],
): number {
  const { text } = script;
  let builder = buildSourceText();
  let unresolved: string[] = [];
  let quote = '';
  let wasQuoted = false;
  let at = start;

  const finish = (end: number): void => {
    if (builder.text === '' && !wasQuoted) return;
    const span = { start: script.starts[start] ?? 0, end: script.ends[end - 1] ?? 0 };
    words.push({ source: builder.build(), span, unresolved });
    builder = buildSourceText();
    unresolved = [];
    wasQuoted = false;
  };

  while (at < text.length) {
    const character = text.charAt(at);
    const isSeparator = /\s/.test(character) || (hasOperators && /[;&|()<>]/.test(character));
    const opaque = opaqueLength(text, at, quote);
    if (quote === '' && isSeparator && opaque === 0) break;
    const value = character === '$' ? expand(script, at, quote, lookup) : null;
    if (opaque > 0) {
      builder.copy(script, at, at + opaque);
      if (character === '`') unresolved.push(text.slice(at, at + opaque));
      at += opaque;
    } else if (value !== null) {
      at += value.length;
      unresolved.push(...value.unresolved);
      for (let index = 0; index < value.source.text.length; index++) {
        const isSplit = quote === '' && hasOperators && value.isKnown;
        if (isSplit && /\s/.test(value.source.text.charAt(index))) finish(at);
        else builder.copy(value.source, index, index + 1);
      }
    } else if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : '';
      wasQuoted = true;
      at += 1;
    } else if (character === '\\' && quote !== "'") {
      at += readBackslash(script, at, quote, builder);
    } else {
      builder.copy(script, at, at + 1);
      at += 1;
    }
  }
  finish(at);
  return at;
}

/** What is part of a word whatever it holds: a template expression, a command in backquotes, a placeholder. */
function opaqueLength(text: string, at: number, quote: string): number {
  const placeholder = placeholderLength(text, at);
  if (placeholder > 0) return placeholder;
  const isTemplate = text.startsWith('{{', at);
  if (!isTemplate && (text[at] !== '`' || quote === "'")) return 0;
  const close = isTemplate ? '}}' : '`';
  const end = text.indexOf(close, at + 1);
  if (end < 0) return isTemplate ? 0 : text.length - at;
  return end + close.length - at;
}

interface Expansion {
  readonly source: SourceText;
  readonly length: number;
  readonly unresolved: readonly string[];
  /** True when a value stands there, not the reference itself. */
  readonly isKnown: boolean;
}

/** What the reference at `at` stands for; in single quotes only `$(NAME)`, which is replaced before any shell runs. */
function expand(
  source: SourceText,
  at: number,
  quote: string,
  lookup: VariableLookup,
): Expansion | null {
  const { text } = source;
  if (quote === "'" && text[at + 1] !== '(') return null;
  const escaped = text[at + 1] === '$' ? 1 : 0;
  const reference = readReference(text, at + escaped);
  if (reference === null) return null;
  const length = reference.length + escaped;
  const value = lookup(reference.name) ?? reference.fallback;
  if (quote === "'" && value === null) return null;
  const builder = buildSourceText();
  if (value === null) builder.copy(source, at + escaped, at + length);
  else {
    const span = { start: source.starts[at] ?? 0, end: source.ends[at + length - 1] ?? 0 };
    builder.add(value, span);
  }
  const unresolved = value === null ? [reference.name] : [];
  return { source: builder.build(), length, unresolved, isKnown: value !== null };
}

/** Adds the character that a backslash protects; returns how many characters both take. */
function readBackslash(
  script: SourceText,
  at: number,
  quote: string,
  builder: SourceTextBuilder,
): number {
  const continuation = lineBreakLength(script.text, at + 1);
  if (continuation > 0) return 1 + continuation;
  const next = script.text.charAt(at + 1);
  const isEscape = quote === '' ? next !== '' : next !== '' && '$`"\\'.includes(next);
  if (!isEscape) {
    builder.copy(script, at, at + 1);
    return 1;
  }
  builder.copy(script, at + 1, at + 2);
  return 2;
}

function lineBreakLength(text: string, at: number): number {
  if (text.startsWith('\r\n', at)) return 2;
  return text[at] === '\n' || text[at] === '\r' ? 1 : 0;
}

/** Spaces, tabs and continued lines. */
function blankLength(text: string, at: number): number {
  const blank = /(?:[ \t]|\\(?:\r\n|\n|\r))+/y;
  blank.lastIndex = at;
  return blank.exec(text)?.[0].length ?? 0;
}

function endOfLine(text: string, at: number): number {
  const lineBreak = /[\r\n]|$/g;
  lineBreak.lastIndex = at;
  return lineBreak.exec(text)?.index ?? text.length;
}

/** `<model-path>`, as a sample leaves it to be filled in: a shell would read from a file of that name, which nobody means. */
function placeholderLength(text: string, at: number): number {
  if (text[at] !== '<') return 0;
  const placeholder = /<[A-Za-z_][\w.:/-]*>/y;
  placeholder.lastIndex = at;
  const length = placeholder.exec(text)?.[0].length ?? 0;
  // `<in>out`, `<in>&2`, `<in>>out`: two files after all.
  return /[\w&>]/.test(text.charAt(at + length)) ? 0 : length;
}

interface Redirection {
  readonly length: number;
  readonly heredoc: string | null;
}

function readRedirection(text: string, at: number): Redirection | null {
  const heredoc = /<<-?[ \t]*(["']?)(\w+)\1/y;
  heredoc.lastIndex = at;
  const document = heredoc.exec(text);
  if (document !== null) return { length: document[0].length, heredoc: document[2] ?? null };
  const redirection = /(?:\d*|&)(?:<<<|>>|>\||[<>]&?)/y;
  redirection.lastIndex = at;
  const match = redirection.exec(text);
  return match === null ? null : { length: match[0].length, heredoc: null };
}

function skipHeredoc(text: string, at: number, delimiter: string): number {
  let line = at;
  while (line < text.length) {
    const end = endOfLine(text, line);
    const next = end + Math.max(lineBreakLength(text, end), 1);
    if (text.slice(line, end).trim() === delimiter) return next;
    line = next;
  }
  return text.length;
}
