import type { FromPanel } from '../../src/core/report/protocol.ts';

type Question = Extract<FromPanel, { type: 'whatIf' }>;

/** Asks one question at a time: of those that come up meanwhile only the last is asked. */
export interface Asking {
  ask(question: Question): void;
  /** Whether the answer with that number is newer than all before it. */
  answered(ask: number): boolean;
  /** No answer is to be waited for any longer. */
  restart(): void;
}

/** Milliseconds after which an answer is no longer waited for: the extension may have failed to give it. */
const longest = 3000;

export function createAsking(send: (question: Question) => void): Asking {
  let count = 0;
  let newest = 0;
  let underWay: number | null = null;
  let since = 0;
  let waiting: Question | null = null;

  function go(question: Question): void {
    underWay = count += 1;
    waiting = null;
    since = performance.now();
    send({ ...question, ask: underWay });
  }

  return {
    ask: (question) => {
      if (underWay === null || performance.now() - since > longest) go(question);
      else waiting = question;
    },
    answered: (ask) => {
      if (ask === underWay) {
        underWay = null;
        if (waiting !== null) go(waiting);
      }
      if (ask <= newest) return false;
      newest = ask;
      return true;
    },
    restart: () => {
      underWay = null;
      waiting = null;
    },
  };
}
