import type { EngineId, EngineSettingName } from '../../model/deployment.ts';

/** How the text of a setting is to be understood. */
type SettingKind =
  /** A whole number above zero. */
  | 'count'
  /** A number of tokens; `32k`, `1M` and the like are understood. Zero or below means "the engine decides". */
  | 'tokens'
  /** A share from 0 to 1. */
  | 'fraction'
  | 'text'
  /** True or false; the presence of an `on` flag is true, of an `off` flag false. */
  | 'switch'
  /** A number that stands for a switch: above one (`--ep-size 8`) is true, one or below is false. */
  | 'size-switch'
  /** The part of a request that a mode or role stands for; what is not one of them is no value. */
  | 'phase';

/** Where one setting stands in the command line or the environment of an engine. */
export interface SettingSpelling {
  readonly kind: SettingKind;
  /** Flags that take a value; the first is the one that edits write. */
  readonly flags?: readonly string[];
  /** Environment variables; the first is the one that edits write. */
  readonly variables?: readonly string[];
  /** Flags whose presence switches it on or off. */
  readonly on?: readonly string[];
  readonly off?: readonly string[];
  /** Flags whose presence stands for a value. */
  readonly constants?: Readonly<Record<string, string>>;
  /** What the engine does when nothing is said about a switch; off unless stated. */
  readonly byDefault?: boolean;
  /** The written number is shared by all sequences in flight (llama.cpp's context size). */
  readonly sharedBySequences?: boolean;
}

export type EngineSettingSpellings = Readonly<Partial<Record<EngineSettingName, SettingSpelling>>>;

/** Everything that is known about the command line of one engine. */
export interface Engine {
  readonly id: EngineId;
  readonly title: string;
  /** Tested against the image's repository in lower case, without registry port, tag and digest. */
  readonly images: readonly RegExp[];
  /** Tested against a command written with single spaces. One that matches starts the server. */
  readonly entryPoints: readonly RegExp[];
  /**
   * Traces of the engine in a container whose image and command do not name it: flags and variables that no other
   * program has. Two of them are needed.
   */
  readonly signs?: readonly RegExp[];
  readonly settings: EngineSettingSpellings;
  readonly model: {
    readonly flags?: readonly string[];
    readonly variables?: readonly string[];
    /** The first word after the entry point that is no flag names the model (`vllm serve MODEL`). */
    readonly positional?: boolean;
    /** Words like `model_name=llama2-7b` that are no flags. */
    readonly assignments?: readonly string[];
    /** Flags and variables that name a directory or bucket rather than a model. */
    readonly locationFlags?: readonly string[];
    readonly locationVariables?: readonly string[];
  };
  /** Variables whose value is a text of further flags that the start script appends. */
  readonly argumentVariables?: readonly string[];
  /** Flags that read further settings from a file. */
  readonly configFlags?: readonly string[];
  /** True where edits should rather write an environment variable than a flag. */
  readonly prefersVariables?: boolean;
  /** Further flags without a value: the word behind them is not theirs. */
  readonly bareFlags?: readonly string[];
}
