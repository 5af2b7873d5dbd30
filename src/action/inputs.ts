import { ActionError } from './runner.ts';

/** What `action.yml` passes on, each from a variable of its own. */
export interface Inputs {
  readonly paths: readonly string[];
  readonly exclude: readonly string[];
  /** Null = what the event says. */
  readonly base: string | null;
  readonly assumptions: string | null;
  readonly failOver: string | null;
  /** More options of the command line, one a line. */
  readonly options: readonly string[];
  readonly comment: boolean;
  /** Tells comments of several calls on one pull request apart. */
  readonly commentKey: string;
  readonly uploadSarif: boolean;
  readonly token: string;
}

/** @throws ActionError with the input that is wrong. */
export function readInputs(environment: Readonly<Record<string, string | undefined>>): Inputs {
  const text = (name: string): string =>
    (environment[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`] ?? '').trim();
  const lines = (name: string): readonly string[] =>
    text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const stated = (name: string): string | null => (text(name) === '' ? null : text(name));
  const flag = (name: string): boolean => {
    const value = text(name);
    if (value === 'true' || value === 'false') return value === 'true';
    throw new ActionError(`${name}: expected true or false, not ${JSON.stringify(value)}.`);
  };
  const commentKey = text('comment-key');
  if (!/^[\w.-]{0,60}$/.test(commentKey)) {
    throw new ActionError('comment-key: expected letters, digits, dots, dashes; at most 60.');
  }
  return {
    paths: lines('paths'),
    exclude: lines('exclude'),
    base: stated('base'),
    assumptions: stated('assumptions'),
    failOver: stated('fail-over'),
    options: lines('options'),
    comment: flag('comment'),
    commentKey,
    uploadSarif: flag('upload-sarif'),
    token: text('token'),
  };
}
