import type { Span } from '../text/span.ts';
import type { CommandToken } from './commandLine.ts';
import { sliceSource, spanOfSource } from './sourceText.ts';

/** How an engine spells one of its flags. */
export interface FlagSpelling {
  /** By which the reader looks it up. */
  readonly name: string;
  /** With dashes (`--max-model-len`, `-tp`); long ones are found with underscores as well. */
  readonly spellings: readonly string[];
  /** Spellings that switch it off (`--no-enable-prefix-caching`). */
  readonly negations?: readonly string[];
  /** False for a switch: the word behind it is not its value. */
  readonly takesValue: boolean;
}

/** One flag as given. */
export interface Flag {
  readonly name: string;
  /** As written. */
  readonly spelling: string;
  /** Null for a switch, and for a flag whose value is missing. */
  readonly value: string | null;
  readonly negated: boolean;
  readonly nameSpan: Span;
  readonly valueSpan: Span | null;
  /** One for `--name=value` and for a switch, two for `--name value`. */
  readonly tokens: readonly [CommandToken] | readonly [CommandToken, CommandToken];
  /** Variables that the value depends on and that are not known. */
  readonly unresolved: readonly string[];
  /** True when the value holds a template expression. */
  readonly templated: boolean;
}

export interface ReadFlags {
  /** In order; of a flag given twice the last one counts. */
  readonly flags: readonly Flag[];
  /** Words that are neither a flag nor the value of one. */
  readonly positionals: readonly CommandToken[];
}

/** Finds the flags of one command. A word behind an unknown flag is taken for its value. */
export function readFlags(
  tokens: readonly CommandToken[],
  spellings: readonly FlagSpelling[],
): ReadFlags {
  const bySpelling = new Map<string, { spelling: FlagSpelling; negated: boolean }>();
  for (const spelling of spellings) {
    for (const each of spelling.spellings) {
      bySpelling.set(normalized(each), { spelling, negated: false });
    }
    for (const each of spelling.negations ?? []) {
      bySpelling.set(normalized(each), { spelling, negated: true });
    }
  }

  const flags: Flag[] = [];
  const positionals: CommandToken[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (!isFlag(token.text)) {
      positionals.push(token);
      continue;
    }
    const equals = token.text.indexOf('=');
    const written = equals < 0 ? token.text : token.text.slice(0, equals);
    const known = bySpelling.get(normalized(written));
    const next = tokens[index + 1];
    const takesNext =
      equals < 0 &&
      known?.negated !== true &&
      known?.spelling.takesValue !== false &&
      next !== undefined &&
      !isFlag(next.text);
    if (takesNext) index += 1;
    if (known === undefined) continue;
    const value = equals >= 0 ? sliceSource(token.source, equals + 1) : null;
    const holder = takesNext ? next : token;
    flags.push({
      name: known.spelling.name,
      spelling: written,
      value: takesNext ? next.text : (value?.text ?? null),
      negated: known.negated,
      nameSpan: spanOfSource(sliceSource(token.source, 0, written.length), token.span),
      valueSpan: takesNext ? contentSpan(next) : value && spanOfSource(value, endOf(token)),
      tokens: takesNext ? [token, next] : [token],
      unresolved: holder.unresolved,
      templated: holder.templated,
    });
  }
  return { flags, positionals };
}

/** Of a word without its quotes. */
function contentSpan(token: CommandToken): Span {
  return spanOfSource(token.source, token.span);
}

function endOf(token: CommandToken): Span {
  const { end } = contentSpan(token);
  return { start: end, end };
}

/** A lone `-` and negative numbers are values. */
function isFlag(text: string): boolean {
  return /^--?[A-Za-z]/.test(text);
}

/** Long flags are the same with `_` and `-`; single letters may differ by case. */
function normalized(spelling: string): string {
  return spelling.startsWith('--') ? spelling.replaceAll('_', '-') : spelling;
}
