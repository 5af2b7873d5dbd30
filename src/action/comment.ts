import { objectOf, textOf } from './event.ts';
import { askGraphql, type GitHub } from './gitHub.ts';

/** GitHub takes 65,536 characters. */
const mostCharacters = 65_000;

/** What was done. */
type Written = 'added' | 'updated' | 'not needed';

/**
 * Writes the comment on a pull request: an earlier one of the same key and the same author is replaced, else one is added, unless
 * there is nothing to say. A comment of somebody else that looks like ours is left alone.
 */
export async function writeComment(
  {
    number,
    key,
    markdown,
    isWorthIt,
  }: {
    readonly number: number;
    readonly key: string;
    readonly markdown: string;
    /** False where a first comment would say that nothing changes. */
    readonly isWorthIt: boolean;
  },
  github: GitHub,
): Promise<Written> {
  const mark = `<!-- serving-cost-action:${key} -->`;
  const body = `${mark}\n${shortened(markdown)}`;
  const { pullRequestId, commentId } = await findComment(number, mark, github);
  if (commentId !== null) {
    await askGraphql(github, updateComment, { id: commentId, body });
    return 'updated';
  }
  if (!isWorthIt) return 'not needed';
  await askGraphql(github, addComment, { subject: pullRequestId, body });
  return 'added';
}

const commentsOf = `query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    id
    comments(first: 100, after: $after) {
      nodes { id body viewerDidAuthor }
      pageInfo { hasNextPage endCursor }
    }
  } }
}`;

const addComment = `mutation($subject: ID!, $body: String!) {
  addComment(input: { subjectId: $subject, body: $body }) { clientMutationId }
}`;

const updateComment = `mutation($id: ID!, $body: String!) {
  updateIssueComment(input: { id: $id, body: $body }) { clientMutationId }
}`;

async function findComment(
  number: number,
  mark: string,
  github: GitHub,
): Promise<{ readonly pullRequestId: string | null; readonly commentId: string | null }> {
  const { owner, repository: name } = github;
  let after: string | null = null;
  for (;;) {
    const data = await askGraphql(github, commentsOf, { owner, name, number, after });
    const pullRequest = objectOf(objectOf(data.repository)?.pullRequest);
    const comments = objectOf(pullRequest?.comments);
    const pullRequestId = textOf(pullRequest?.id);
    const nodes = Array.isArray(comments?.nodes) ? (comments.nodes as readonly unknown[]) : [];
    const own = nodes
      .map(objectOf)
      .find((node) => node?.viewerDidAuthor === true && textOf(node.body)?.startsWith(mark));
    const commentId = textOf(own?.id);
    const page = objectOf(comments?.pageInfo);
    if (commentId !== null || page?.hasNextPage !== true) return { pullRequestId, commentId };
    after = textOf(page.endCursor);
  }
}

/** Cut between lines where it is too long, with the sections that are open there closed. */
function shortened(markdown: string): string {
  if (markdown.length <= mostCharacters) return markdown;
  const kept = markdown.slice(0, markdown.lastIndexOf('\n', mostCharacters));
  const count = (tag: string): number => kept.split(tag).length - 1;
  const open = count('<details>') - count('</details>');
  return `${kept}\n${'\n</details>\n'.repeat(open)}\nIt goes on in the summary of the job.\n`;
}
