import type { Span } from '../text/span.ts';
import { items } from './access.ts';
import { readScalarSource } from './scalarSource.ts';
import type { ShellWord, VariableLookup } from './shellWords.ts';
import { expandWord, readShellCommands, readShellWords } from './shellWords.ts';
import type { SourceText } from './sourceText.ts';
import type { ScalarNode, SequenceNode, SyntaxNode } from './tree.ts';

/** One argument as the program receives it, and where it is written. */
export interface CommandToken {
  /** Quotes taken off, known variables replaced. */
  readonly text: string;
  /** Where it is written, its own quotes included. */
  readonly span: Span;
  /** For each character of `text` the part of the file it stands for. */
  readonly source: SourceText;
  /** The scalar that holds it, and the list that this one is an item of. */
  readonly scalar: ScalarNode;
  readonly sequence: SequenceNode | null;
  /** True when the token is a whole item of the list, false when it is one of several words of a text. */
  readonly isItem: boolean;
  /** True when a shell reads it: then an edit has to be quoted for a shell. */
  readonly isShell: boolean;
  /** Variables and commands (`NAME`, `$(nproc)`) it depends on that are not known; they stay in the text as written. */
  readonly unresolved: readonly string[];
  /** True when it holds a template expression. */
  readonly templated: boolean;
}

/** One command with its arguments; `exec` and the like, redirections and assignments are taken off. */
export interface CommandSegment {
  /** `NAME=value` in front of the command. */
  readonly environment: ReadonlyMap<string, string>;
  readonly tokens: readonly CommandToken[];
}

/** What a container runs, with the places where it is written. */
export interface CommandSource {
  /** The text of the whole file. */
  readonly text: string;
  /** The list, or the one string, under `command` (`entrypoint`); undefined when the image says it. */
  readonly command?: SyntaxNode | undefined;
  readonly args?: SyntaxNode | undefined;
  /** The environment of the container. */
  readonly lookup: VariableLookup;
}

/**
 * The commands a container runs, in order. `sh -c` is looked through: its script is cut at `;`, `&&`, `|` and newlines,
 * and variables it sets are known from there on. Never throws; what is no text is left out.
 */
export function readCommandLine(source: CommandSource): CommandSegment[] {
  const nodes = [source.command, source.args].filter((node) => node !== undefined);
  const tokens = nodes.flatMap((node) =>
    node.kind === 'scalar'
      ? readString(source, node)
      : readItems(source, node, nodes.length === 1 || node === source.command),
  );
  return readTokens(source, tokens);
}

/** The arguments in one string (`VLLM_ADDITIONAL_ARGS`), as words of a shell. */
export function readArguments(
  source: Pick<CommandSource, 'text' | 'lookup'>,
  scalar: ScalarNode,
): CommandSegment {
  return { environment: new Map(), tokens: readString(source, scalar) };
}

function readString(
  { text, lookup }: Pick<CommandSource, 'text' | 'lookup'>,
  scalar: ScalarNode,
): CommandToken[] {
  const words = readShellWords(readScalarSource(text, scalar), lookup);
  return words.map((word) => toToken(word, { scalar, sequence: null, isShell: true }));
}

/** @param isFirst Whether the first item is the program, which may have been written together with its arguments. */
function readItems(source: CommandSource, node: SyntaxNode, isFirst: boolean): CommandToken[] {
  if (node.kind !== 'sequence') return [];
  return items(node).flatMap((item, index) => {
    if (item.kind !== 'scalar' || item.value === null) return [];
    const itemSource = readScalarSource(source.text, item);
    const place = { scalar: item, sequence: node };
    if (holdsSeveral(item.text, isFirst && index === 0)) {
      const words = readShellWords(itemSource, source.lookup);
      return words.map((word) => toToken(word, { ...place, isShell: true }));
    }
    // A script is expanded by the shell that runs it.
    const word = isScript(item.text)
      ? { source: itemSource, span: item.span, unresolved: [] }
      : expandWord(itemSource, item.span, source.lookup);
    return [{ ...toToken(word, { ...place, isShell: false }), isItem: true }];
  });
}

/** `--flag value` in one item is one argument to the letter, and never meant so. */
function holdsSeveral(text: string, isProgram: boolean): boolean {
  const trimmed = text.trim();
  if (/^--?[A-Za-z][\w.-]*\s+\S/.test(trimmed)) return true;
  return isProgram && /^[\w./-]+\s+\S/.test(trimmed) && !/[;&|\n]/.test(trimmed);
}

function isScript(text: string): boolean {
  return /\s/.test(text);
}

function readTokens(source: CommandSource, tokens: readonly CommandToken[]): CommandSegment[] {
  const script = scriptIndex(tokens);
  const token = tokens[script];
  if (token !== undefined) return readScript(token, source.lookup, tokens.slice(script + 2));
  const segment = toSegment(tokens);
  return segment.tokens.length > 0 ? [segment] : [];
}

const shells = new Set(['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh']);

/** Where in `bash -exc SCRIPT` or `bash -lc -- SCRIPT` the script is; -1 when no shell runs one. */
function scriptIndex(tokens: readonly CommandToken[]): number {
  const nameOf = (token: CommandToken | undefined): string => token?.text.split('/').at(-1) ?? '';
  const shell = nameOf(tokens[0]) === 'env' ? 1 : 0;
  if (!shells.has(nameOf(tokens[shell]))) return -1;
  let runsText = false;
  for (const [index, { text }] of tokens.entries()) {
    if (index <= shell) continue;
    const isOption = /^[-+]/.test(text) || /^(?:pipefail|errexit|nounset)$/.test(text);
    if (!isOption) return runsText ? index : -1;
    runsText ||= /^-[a-z]*c$/.test(text);
    if (text === '--') return runsText ? index + 1 : -1;
  }
  return -1;
}

function readScript(
  script: CommandToken,
  lookup: VariableLookup,
  positional: readonly CommandToken[],
): CommandSegment[] {
  // What the script sets hides the environment; undefined is a value that only a shell can tell.
  const assigned = new Map<string, string | undefined>();
  const options = {
    lookup: (name: string) => (assigned.has(name) ? assigned.get(name) : lookup(name)),
    hasOperators: true,
  };
  const place = { scalar: script.scalar, sequence: script.sequence, isShell: true };
  const segments: CommandSegment[] = [];
  let depth = 0;
  for (const words of readShellCommands(script.source, options)) {
    const tokens = words.flatMap((word) =>
      /^\$[@*]$/.test(word.source.text) ? positional : [toToken(word, place)],
    );
    depth = Math.max(depth + nesting(tokens[0]?.text ?? ''), 0);
    const segment = toSegment(tokens);
    if (segment.tokens.length > 0) segments.push(segment);
    for (const [name, value] of segment.tokens.length > 0 ? [] : assignmentsOf(tokens)) {
      assigned.set(name, depth > 0 ? undefined : value);
    }
  }
  return segments;
}

/** Whether a word begins (1) or ends (-1) a part of a script that may run or not. */
function nesting(word: string): number {
  if (/^(?:if|for|while|until|case)$/.test(word)) return 1;
  return /^(?:fi|done|esac)$/.test(word) ? -1 : 0;
}

/** Words that may stand in front of a command and do not change what it is told. */
const prefixes = new Set(
  'exec nohup time command sudo env export local if then elif else while until do ! {'.split(' '),
);

function toSegment(tokens: readonly CommandToken[]): CommandSegment {
  const first = tokens.findIndex(({ text }) => !prefixes.has(text) && !isAssignment(text));
  const end = first < 0 ? tokens.length : first;
  const environment = new Map<string, string>();
  for (const [name, value] of assignmentsOf(tokens.slice(0, end))) {
    if (value !== undefined) environment.set(name, value);
  }
  return { environment, tokens: tokens.slice(end) };
}

function isAssignment(text: string): boolean {
  return /^[A-Za-z_]\w*=/.test(text);
}

function assignmentsOf(
  tokens: readonly CommandToken[],
): (readonly [name: string, value: string | undefined])[] {
  return tokens
    .filter(({ text }) => isAssignment(text))
    .map(({ text, unresolved }) => {
      const equals = text.indexOf('=');
      const value = unresolved.length === 0 ? text.slice(equals + 1) : undefined;
      return [text.slice(0, equals), value];
    });
}

function toToken(
  word: ShellWord,
  place: Pick<CommandToken, 'scalar' | 'sequence' | 'isShell'>,
): CommandToken {
  const { text } = word.source;
  return {
    ...place,
    text,
    span: word.span,
    source: word.source,
    isItem: false,
    unresolved: word.unresolved,
    templated: text.includes('{{') || text.includes('{%'),
  };
}
