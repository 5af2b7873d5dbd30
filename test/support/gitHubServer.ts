import type { IncomingMessage } from 'node:http';
import { listen, type LoopbackServer } from './loopback.ts';

interface Comment {
  readonly id: string;
  body: string;
  readonly viewerDidAuthor: boolean;
}

/** A server that answers as GitHub does what the action asks, and keeps what it was told. */
export interface GitHubServer extends LoopbackServer {
  readonly comments: Comment[];
  readonly uploads: Record<string, string>[];
  /** `POST /graphql`, in order. */
  readonly asked: string[];
  /** The answer to a comparison. */
  mergeBase: string | null;
  /** True = the token may read alone. */
  isReadOnly: boolean;
  /** Where it sends every question on to; null = it answers itself. */
  movedTo: string | null;
}

const pageSize = 100;

export async function startGitHubServer(token: string): Promise<GitHubServer> {
  const server = await listen((request, response) => {
    void bodyOf(request).then((body) => {
      state.asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      if (state.movedTo !== null) {
        response.writeHead(307, { location: `${state.movedTo}${request.url ?? ''}` }).end();
        return;
      }
      const { status, answer } =
        request.headers.authorization === `Bearer ${token}`
          ? answerTo(`${request.method ?? ''} ${request.url ?? ''}`, body)
          : { status: 401, answer: { message: 'Bad credentials' } };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });

  function answerTo(asked: string, body: string): { status: number; answer: object } {
    if (asked === 'POST /graphql') return { status: 200, answer: graphql(body) };
    if (/^GET \/repos\/o\/r\/compare\/[0-9a-f]+\.\.\.[0-9a-f]+\?per_page=1$/.test(asked)) {
      return state.mergeBase === null
        ? { status: 404, answer: { message: 'Not Found' } }
        : { status: 200, answer: { merge_base_commit: { sha: state.mergeBase } } };
    }
    if (asked === 'POST /repos/o/r/code-scanning/sarifs') {
      if (state.isReadOnly) return forbidden;
      state.uploads.push(JSON.parse(body) as Record<string, string>);
      return { status: 202, answer: { id: '1' } };
    }
    return { status: 404, answer: { message: 'Not Found' } };
  }

  function graphql(body: string): object {
    const { query, variables } = JSON.parse(body) as {
      query: string;
      variables: Record<string, string | number | null>;
    };
    const text = String(variables.body);
    if (query.includes('mutation') && state.isReadOnly) {
      return { errors: [{ type: 'FORBIDDEN', message: forbidden.answer.message }] };
    }
    if (query.includes('addComment(')) {
      if (variables.subject !== 'PR_7') return { errors: [{ message: 'no such subject' }] };
      state.comments.push({ id: `C${state.comments.length}`, body: text, viewerDidAuthor: true });
      return { data: { addComment: { clientMutationId: null } } };
    }
    if (query.includes('updateIssueComment(')) {
      const comment = state.comments.find(({ id }) => id === variables.id);
      if (comment?.viewerDidAuthor !== true) return { errors: [{ message: 'no such comment' }] };
      comment.body = text;
      return { data: { updateIssueComment: { clientMutationId: null } } };
    }
    const start = Number(variables.after ?? 0);
    const end = start + pageSize;
    const isKnown = variables.owner === 'o' && variables.name === 'r' && variables.number === 7;
    if (!isKnown) return { data: { repository: null }, errors: [{ message: 'Not Found' }] };
    const comments = {
      nodes: state.comments.slice(start, end),
      pageInfo: { hasNextPage: end < state.comments.length, endCursor: String(end) },
    };
    return { data: { repository: { pullRequest: { id: 'PR_7', comments } } } };
  }

  const state: GitHubServer = {
    ...server,
    comments: [],
    uploads: [],
    asked: [],
    mergeBase: null,
    isReadOnly: false,
    movedTo: null,
  };
  return state;
}

const forbidden = { status: 403, answer: { message: 'Resource not accessible by integration' } };

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
