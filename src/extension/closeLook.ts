import type { Disposable } from './disposable.ts';

/** Milliseconds without another question after which a deployment that is open already is looked at anew. */
const quiet = 300;

/** Answers what the page asks about the deployment that is open in it. */
export interface CloseLook extends Disposable {
  ask(deploymentId: string): void;
}

/**
 * A close look prices a deployment some dozens of times. Who opens one gets it at once; while somebody types, the page
 * asks with every report, and only the last of these is answered.
 */
export function createCloseLook(answer: (deploymentId: string) => void): CloseLook {
  let answered: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask: (deploymentId) => {
      clearTimeout(timer);
      const look = (): void => {
        answered = deploymentId;
        answer(deploymentId);
      };
      timer = setTimeout(look, deploymentId === answered ? quiet : 0);
    },
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
