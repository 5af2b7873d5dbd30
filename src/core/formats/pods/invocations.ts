import type { ParsedFile } from '../../model/document.ts';
import { readArguments, readCommandLine, type CommandToken } from '../../syntax/commandLine.ts';
import { sliceSource, spanOfSource } from '../../syntax/sourceText.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { Span } from '../../text/span.ts';
import type { Located } from '../located.ts';
import type { Container } from './container.ts';
import type { Variables } from './variables.ts';

/** A word of a command line and where it is written. References to variables are left in it as `$(NAME)`. */
export interface Word {
  readonly text: string;
  readonly span: Span;
  readonly source: Located<ScalarNode>;
  readonly token: CommandToken;
}

/** One command: the words of `command` and `args`, or one command of a shell script. */
export interface Invocation {
  readonly words: readonly Word[];
}

/**
 * The commands that a container runs. Known variables stay in the words as `$(NAME)`, so that a value can be traced to
 * the variable that holds it.
 */
export function invocationsOf(container: Container, variables: Variables): Invocation[] {
  const lookup = (name: string): string | undefined =>
    variables.get(name)?.value ? `$(${name})` : undefined;
  const { command, args } = container;
  const [first, ...further] = args;
  const together = command === null || command.file === first?.file ? first : undefined;
  const leading = command ?? together;
  const segments = leading
    ? readCommandLine({
        text: leading.file.source.text,
        command: command?.node,
        args: together?.node,
        lookup,
      }).map(({ tokens }) => tokens.map((token) => wordOf(token, leading.file)))
    : [];
  const later = (together === first ? further : args).flatMap(({ file, node }) =>
    readCommandLine({ text: file.source.text, args: node, lookup }).flatMap(({ tokens }) =>
      tokens.map((token) => wordOf(token, file)),
    ),
  );
  const all = later.length === 0 ? segments : appendToLast(segments, later);
  return all.map((words) => ({ words: words.flatMap((word) => expandArguments(word, variables)) }));
}

function wordOf(token: CommandToken, file: ParsedFile): Word {
  return { text: token.text, span: token.span, source: { file, node: token.scalar }, token };
}

function appendToLast(segments: readonly Word[][], words: Word[]): Word[][] {
  const last = segments.at(-1) ?? [];
  return [...segments.slice(0, -1), [...last, ...words]];
}

/** A word that is one variable, whose value is a list of flags (`$VLLM_ARGS`), stands for all of them. */
function expandArguments(word: Word, variables: Variables): Word[] {
  const name = /^\$\(([A-Za-z_]\w*)\)$/.exec(word.text)?.[1];
  const value = name === undefined ? null : variables.get(name)?.value;
  if (!value || !/^\s*--?[A-Za-z].*\s/s.test(value.node.text)) return [word];
  return argumentsIn(value);
}

/** The words of a text that holds flags. */
export function argumentsIn({ file, node }: Located<ScalarNode>): Word[] {
  const { tokens } = readArguments({ text: file.source.text, lookup: () => undefined }, node);
  return tokens.map((token) => wordOf(token, file));
}

/** True when the container's arguments are a script for a shell, whatever its image would start. */
export function startsShell({ command, args }: Container): boolean {
  const node = command?.node ?? args[0]?.node;
  const first = node?.kind === 'sequence' ? node.items[0] : node;
  return first?.kind === 'scalar' && /^(?:\S*\/)?(?:ba|da|z|a|k)?sh(?:\s|$)/.test(first.text);
}

/** An invocation as one line, words joined by single spaces. */
export function commandOf(invocation: Invocation): string {
  return invocation.words.map(({ text }) => text).join(' ');
}

/** The place of the text behind `start` of a word. */
export function tailSpan(word: Word, start: number): Span {
  const tail = sliceSource(word.token.source, start);
  return spanOfSource(tail, { start: word.span.end, end: word.span.end });
}
