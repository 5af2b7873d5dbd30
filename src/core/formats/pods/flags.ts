import { readFlags as readFlagTokens, type Flag, type FlagSpelling } from '../../syntax/flags.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { Span } from '../../text/span.ts';
import type { Engine } from '../engines/engine.ts';
import type { Located } from '../located.ts';
import type { Word } from './invocations.ts';

/** A flag as it is written. */
export interface FlagUse {
  /** The spelling as the engine's description has it. */
  readonly name: string;
  readonly flag: Flag;
  /** The word of the flag itself. */
  readonly word: Word;
  /** Null for a flag without a value. */
  readonly value: WrittenValue | null;
}

/** A text and where it is written. */
export interface WrittenValue {
  readonly text: string;
  /** Null: the whole scalar. */
  readonly span: Span | null;
  readonly source: Located<ScalarNode>;
}

/** Switches that often stand right before a positional model name. */
const COMMON_SWITCHES = [
  '--trust-remote-code',
  '--enable-auto-tool-choice',
  '--disable-log-requests',
  '--no-enable-log-requests',
  '--disable-log-stats',
  '--enable-lora',
  '--allow-remote-files',
];

/** Flags that say something about the deployment in every engine that has them. */
export const SERVED_NAME = '--served-model-name';
export const NODE_COUNT = '--nnodes';

/** The flags of a command that the engine's description knows, in order, and the words that belong to none. */
export function readFlags(
  words: readonly Word[],
  engine: Engine,
): { readonly flags: readonly FlagUse[]; readonly rest: readonly Word[] } {
  const byToken = new Map(words.map((word) => [word.token, word]));
  const read = readFlagTokens(
    words.map(({ token }) => token),
    spellingsOf(engine),
  );
  const flags = read.flags.flatMap((flag): FlagUse[] => {
    const word = byToken.get(flag.tokens[0]);
    const holder = byToken.get(flag.tokens[1] ?? flag.tokens[0]);
    if (!word || !holder) return [];
    const value =
      flag.value === null
        ? null
        : { text: flag.value, span: flag.valueSpan, source: holder.source };
    return [{ name: flag.name, flag, word, value }];
  });
  const rest = read.positionals.flatMap((token) => byToken.get(token) ?? []);
  return { flags, rest };
}

const cache = new WeakMap<Engine, readonly FlagSpelling[]>();

function spellingsOf(engine: Engine): readonly FlagSpelling[] {
  const known = cache.get(engine);
  if (known) return known;
  const settings = Object.values(engine.settings);
  const spelled = (names: readonly string[], takesValue: boolean): FlagSpelling[] =>
    names.map((name) => ({ name, spellings: [name], takesValue }));
  const spellings = [
    ...spelled([...COMMON_SWITCHES, ...(engine.bareFlags ?? [])], false),
    ...spelled(
      settings.flatMap(({ on = [], off = [], constants = {} }) => [
        ...on,
        ...off,
        ...Object.keys(constants),
      ]),
      false,
    ),
    ...spelled(
      settings.flatMap(({ flags = [] }) => flags),
      true,
    ),
    ...spelled(
      [
        ...(engine.model.flags ?? []),
        ...(engine.model.locationFlags ?? []),
        ...(engine.configFlags ?? []),
        SERVED_NAME,
        NODE_COUNT,
      ],
      true,
    ),
  ];
  cache.set(engine, spellings);
  return spellings;
}
