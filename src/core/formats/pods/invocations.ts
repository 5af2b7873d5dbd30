import type { ScalarNode } from '../../syntax/tree.ts';
import type { Span } from '../../text/span.ts';
import { isScalar, type Located } from '../located.ts';
import type { Container } from './container.ts';

/** A word of a command line and where it is written. */
export interface Word {
  readonly text: string;
  readonly span: Span;
  readonly source: Located<ScalarNode>;
}

/** One command: the words of `command` and `args`, or one command of a shell script. */
export interface Invocation {
  readonly words: readonly Word[];
  /** True when a shell expands `$VAR` in it. */
  readonly shell: boolean;
}
