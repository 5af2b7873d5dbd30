/** What the action may touch: so that tests run it against a server of their own. */
export interface Runner {
  /** The variables that GitHub sets, and the inputs. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of a file; throws where it cannot be read. */
  readonly readFile: (path: string) => string;
  readonly appendFile: (path: string, text: string) => void;
  /** Runs a program to its end in the checkout; never throws. */
  readonly run: (
    program: string,
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => Ran;
  /** The command line that was built beside the action. */
  readonly commandLine: string;
  readonly fetch: typeof fetch;
  /** A word nobody can guess. */
  readonly randomWord: () => string;
  readonly log: (line: string) => void;
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Something the person who set up the workflow has to change: told as it is, without a stack. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
}
