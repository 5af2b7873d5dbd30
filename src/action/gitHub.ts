import { objectOf, textOf } from './event.ts';
import { ActionError, type Runner } from './runner.ts';

/** A repository on a GitHub server, and how it is spoken to. */
export interface GitHub {
  readonly token: string;
  /** Such as `https://github.com`. */
  readonly server: string;
  readonly api: string;
  readonly graphql: string;
  readonly owner: string;
  readonly repository: string;
  readonly fetch: typeof fetch;
}

export function gitHubOf({ environment, fetch }: Runner, token: string): GitHub {
  const [owner = '', repository = ''] = (environment.GITHUB_REPOSITORY ?? '').split('/');
  const server = environment.GITHUB_SERVER_URL ?? 'https://github.com';
  const api = environment.GITHUB_API_URL ?? 'https://api.github.com';
  const graphql = environment.GITHUB_GRAPHQL_URL ?? `${api}/graphql`;
  return { token, server, api, graphql, owner, repository, fetch };
}

/** What GitHub refused, or that it could not be reached. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
}

/** Asks the REST API; the answer, or null where it has no body. @throws GitHubError with GitHub's reason. */
export async function askRest(
  github: GitHub,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<unknown> {
  const { api, owner, repository } = github;
  return send(github, `${api}/repos/${owner}/${repository}/${path}`, method, body);
}

/** Asks the GraphQL API; the data of the answer. @throws GitHubError with GitHub's reason. */
export async function askGraphql(
  github: GitHub,
  query: string,
  variables: object,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = objectOf(await send(github, github.graphql, 'POST', { query, variables }));
  const errors = Array.isArray(answer?.errors) ? (answer.errors as readonly unknown[]) : [];
  if (errors.length > 0) {
    throw new GitHubError(errors.map((error) => textOf(objectOf(error)?.message)).join('; '));
  }
  return objectOf(answer?.data) ?? {};
}

/** Seconds an answer may take. */
const longestWait = 30;

async function send(
  { token, fetch: get }: GitHub,
  url: string,
  method: string,
  body: object | undefined,
): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await get(url, {
      method,
      // A token goes nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(longestWait * 1000),
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'serving-cost-action',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (error) {
    throw new GitHubError(`${new URL(url).host} does not answer: ${reasonOf(error)}`);
  }
  const answer = jsonOf(text);
  if (!response.ok) {
    const said = textOf(objectOf(answer)?.message);
    throw new GitHubError(`status ${response.status}${said === null ? '' : `, ${said}`}`);
  }
  return answer;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** The last commit that two have in common, as GitHub knows it: a shallow clone has no history to look for it in. */
export async function mergeBase(one: string, other: string, github: GitHub): Promise<string> {
  try {
    const answer = objectOf(await askRest(github, 'GET', `compare/${one}...${other}?per_page=1`));
    const commit = textOf(objectOf(answer?.merge_base_commit)?.sha);
    if (commit !== null) return commit;
    throw new GitHubError('no answer');
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    throw new ActionError(
      `What ${other.slice(0, 7)} and ${one.slice(0, 7)} have in common is not known (${error.message}). State the input base, or check out the merge commit.`,
    );
  }
}
