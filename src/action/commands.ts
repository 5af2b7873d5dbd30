import type { Runner } from './runner.ts';

/**
 * Commands to the runner are lines on standard output (docs.github.com/actions/reference/workflow-commands-for-github-actions). What
 * comes from a pull request is escaped, or printed where no line is a command.
 */
export function tell(
  kind: 'notice' | 'warning' | 'error',
  message: string,
  { log }: Pick<Runner, 'log'>,
): void {
  const data = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  log(`::${kind} title=Serving Cost::${data}`);
}

/** Prints text in which no line is taken for a command. */
export function print(text: string, { log, randomWord }: Pick<Runner, 'log' | 'randomWord'>): void {
  if (text.trim() === '') return;
  const word = randomWord();
  log(`::stop-commands::${word}`);
  log(text.trimEnd());
  log(`::${word}::`);
}
