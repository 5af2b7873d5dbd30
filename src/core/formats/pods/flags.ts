import type { Located } from '../located.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { Span } from '../../text/span.ts';
import { canonicalFlag, type Engine } from '../engines/engine.ts';
import { tailSpan, type Invocation, type Word } from './invocations.ts';

/** A flag as it is written. */
export interface FlagUse {
  readonly name: string;
  /** Null for a flag without a value. */
  readonly value: FlagValue | null;
  readonly invocation: Invocation;
  readonly index: number;
  readonly word: Word;
  /** The word of the value, where that is a word of its own. */
  readonly valueWord: Word | null;
}

export interface FlagValue {
  readonly text: string;
  readonly span: Span;
  readonly source: Located<ScalarNode>;
}

const NUMBER = /^-?\d/;

/** All flags of an invocation in order, and the words that belong to none. */
export function readFlags(
  invocation: Invocation,
  engine: Engine,
): { readonly flags: readonly FlagUse[]; readonly rest: readonly Word[] } {
  const switches = switchFlags(engine);
  const flags: FlagUse[] = [];
  const rest: Word[] = [];
  const { words } = invocation;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) continue;
    const equals = word.text.indexOf('=');
    const isFlag = word.text.startsWith('-') && word.text.length > 1 && !NUMBER.test(word.text);
    if (!isFlag && !(equals > 0 && isBareSetting(word.text.slice(0, equals), engine))) {
      rest.push(word);
      continue;
    }
    const written = equals > 0 ? word.text.slice(0, equals) : word.text;
    const name = canonicalFlag(written, engine.looseDashes);
    if (equals > 0) {
      flags.push({ name, invocation, index, word, valueWord: null, value: tail(word, equals + 1) });
      continue;
    }
    const next = words[index + 1];
    const takesNext =
      next !== undefined &&
      (!next.text.startsWith('-') || NUMBER.test(next.text)) &&
      !(switches.has(name) && !/^(true|false)$/i.test(next.text));
    flags.push({
      name,
      invocation,
      index,
      word,
      valueWord: takesNext ? next : null,
      value: takesNext ? { text: next.text, span: next.span, source: next.source } : null,
    });
    if (takesNext) index++;
  }
  return { flags, rest };
}

function tail(word: Word, start: number): FlagValue {
  const text = word.text.slice(start);
  return { text, span: tailSpan(word, start), source: word.source };
}

function switchFlags(engine: Engine): ReadonlySet<string> {
  const names = Object.values(engine.settings).flatMap(({ on = [], off = [] }) => [...on, ...off]);
  const all = [...names, ...(engine.bareFlags ?? []), ...COMMON_SWITCHES];
  return new Set(all.map((name) => canonicalFlag(name, engine.looseDashes)));
}

/** Switches of several engines that often stand right before a positional model name. */
const COMMON_SWITCHES = [
  '--trust-remote-code',
  '--enable-auto-tool-choice',
  '--disable-log-requests',
  '--disable-log-stats',
  '--enable-lora',
  '--no-enable-log-requests',
];

function isBareSetting(name: string, engine: Engine): boolean {
  const names = [...(engine.model.flags ?? []), ...(engine.model.locationFlags ?? [])];
  return names.includes(name);
}
