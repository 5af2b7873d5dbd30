import type { Runner } from './runner.ts';

/** What of GitHub's event is used. */
export interface Event {
  readonly name: string;
  readonly pullRequest: PullRequest | null;
  /** Where a push or a merge queue began; null for other events, and for a branch that is new. */
  readonly before: string | null;
}

interface PullRequest {
  readonly number: number;
  /** Name of the branch that is merged into. */
  readonly baseName: string;
  readonly baseCommit: string;
  readonly headCommit: string;
}

/** The event that started the workflow; an unknown one is as if it said nothing. */
export function readEvent({
  environment,
  readFile,
}: Pick<Runner, 'environment' | 'readFile'>): Event {
  const name = environment.GITHUB_EVENT_NAME ?? '';
  const path = environment.GITHUB_EVENT_PATH ?? '';
  const payload = path === '' ? null : objectOf(JSON.parse(readFile(path)));
  const before = textOf(payload?.before) ?? textOf(objectOf(payload?.merge_group)?.base_sha);
  return {
    name,
    pullRequest: pullRequestOf(objectOf(payload?.pull_request)),
    before: before === null || /^0*$/.test(before) ? null : before,
  };
}

function pullRequestOf(payload: Readonly<Record<string, unknown>> | null): PullRequest | null {
  const base = objectOf(payload?.base);
  const baseName = textOf(base?.ref);
  const baseCommit = textOf(base?.sha);
  const headCommit = textOf(objectOf(payload?.head)?.sha);
  const number = payload?.number;
  if (typeof number !== 'number' || !baseName || !baseCommit || !headCommit) return null;
  return { number, baseName, baseCommit, headCommit };
}

export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
