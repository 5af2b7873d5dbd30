import { visibleText } from '../../text/visibleText.ts';
import type { LeftOut } from './reading.ts';

const MOST_EXAMPLES = 3;
const LONGEST_EXAMPLE = 200;

/** Counts what is left out, by reason. */
export interface Tally {
  add(reason: string, example: string): void;
  readonly all: readonly LeftOut[];
}

export function createTally(): Tally {
  const reasons = new Map<string, { count: number; readonly examples: string[] }>();
  return {
    add(reason, text) {
      const example = visibleText(text).slice(0, LONGEST_EXAMPLE);
      const known = reasons.get(reason) ?? { count: 0, examples: [] };
      known.count++;
      if (known.examples.length < MOST_EXAMPLES && !known.examples.includes(example)) {
        known.examples.push(example);
      }
      reasons.set(reason, known);
    },
    get all() {
      return [...reasons].map(([reason, one]) => ({ reason, ...one }));
    },
  };
}
