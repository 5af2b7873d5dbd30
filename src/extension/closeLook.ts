import type { Disposable } from './disposable.ts';

/** Milliseconds without another question after which a deployment that is open already is looked at anew. */
const quiet = 300;

/** Answers what the page asks beside the report: about a deployment, about the months to come. */
export interface CloseLook extends Disposable {
  ask(question: string): void;
}

/**
 * A close look prices some dozens of times. Who opens one gets it at once; while somebody types, the page asks with every
 * report, and only the last of these is answered.
 */
export function createCloseLook(answer: (question: string) => void): CloseLook {
  let answered: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask: (question) => {
      clearTimeout(timer);
      const look = (): void => {
        answered = question;
        answer(question);
      };
      timer = setTimeout(look, question === answered ? quiet : 0);
    },
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
