import type { SuppressionAt } from '../advice/verifyFix.ts';
import { ignoreComments, type IgnoreComment } from '../assumptions/ignoreComments.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { fileAt } from '../model/fileIndex.ts';
import type { Suppressed } from '../model/finding.ts';
import { commentSigns } from '../syntax/comments.ts';
import { spanContains, type Span } from '../text/span.ts';
import type { Evaluated, World } from './evaluate.ts';
import { owners, startOfComments } from './commentRegions.ts';

/** What is not wanted for one deployment. */
export interface Suppressions {
  /** For all of it: by comments in it, above it or for its file, and by the assumptions. Once each code. */
  readonly stated: readonly Suppressed[];
  /** By comments elsewhere, at the places they stand by. */
  readonly at: SuppressionAt;
}

/** A comment or an entry counts up to and with its last day. */
export function isExpired({ until }: { readonly until: string | null }, today: string): boolean {
  return until !== null && until < today;
}

/** Who does not want to hear what of a deployment. `all` are the deployments of the analysis. */
export function suppressionsOf(
  { read: { deployment }, assumptions }: Evaluated,
  { files, environment: { today } }: World,
  all: readonly Evaluated[],
): Suppressions {
  const suppressed = (
    code: string,
    { reason, until, uri, span }: Omit<Suppressed, 'code' | 'deploymentId'>,
  ): Suppressed => ({ code, deploymentId: deployment.id, reason, until, uri, span });
  const counts = (one: IgnoreComment): boolean => one.mistake === null && !isExpired(one, today);
  const file = fileAt(files, deployment.uri);
  const own = file === undefined ? [] : commentsOn(deployment, file, all).filter(counts);
  const entries = assumptions.ignored.filter((entry) => !isExpired(entry, today));
  const stated = [
    ...own.flatMap((comment) => comment.codes.map((code) => suppressed(code, comment))),
    ...entries.map((entry) => suppressed(entry.code, entry)),
  ];
  return {
    stated: stated.filter(({ code }, at) => stated.findIndex((one) => one.code === code) === at),
    at: (code, uri, span) => {
      const other = fileAt(files, uri);
      if (other === undefined) return null;
      const found = ignoreComments(other).find(
        (one) => counts(one) && one.codes.includes(code) && standsBy(one, span, other),
      );
      return found === undefined ? null : suppressed(code, found);
    },
  };
}

/** The comments that count for a deployment as a whole. */
function commentsOn(
  deployment: Deployment,
  file: ParsedFile,
  all: readonly Evaluated[],
): readonly IgnoreComment[] {
  const comments = ignoreComments(file);
  if (comments.length === 0) return comments;
  const others = all
    .map(({ read }) => read.deployment)
    .filter(({ uri }) => uri === file.source.uri);
  return comments.filter(
    (comment) => comment.scope === 'file' || owners(comment, file, others).includes(deployment),
  );
}

/** True on the line of the comment, right below its block, and in a document that it heads. */
function standsBy({ span: { start } }: IgnoreComment, place: Span, file: ParsedFile): boolean {
  const { text, uri } = file.source;
  const block = startOfComments(text, place.start, commentSigns(uri));
  if (block <= start && start <= place.start) return true;
  const onLine = text.slice(place.start, Math.max(start, place.start));
  if (start >= place.start && !/[\r\n]/.test(onLine)) return true;
  const document = file.documents.find(({ span }) => spanContains(span, start));
  return (
    document?.root != null &&
    start < document.root.span.start &&
    document.span.start <= place.start &&
    place.end <= document.span.end
  );
}
