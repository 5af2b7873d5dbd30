import { ignoreComments, ignoreCommentText } from '../assumptions/ignoreComments.ts';
import type { Proposal } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { commentAbove } from './commentAbove.ts';

/**
 * Edits that note in the config itself, as a comment above the deployment, that a finding is not wanted for it. Refused in
 * a syntax without comments, and where a comment there would not be read as one.
 *
 * @param reason May begin with `until 2027-01-31`.
 */
export function ignoreInFileEdits(
  deployment: Deployment,
  code: string,
  reason: string,
  files: readonly ParsedFile[],
): Proposal {
  const words = ignoreCommentText(code, reason.replace(/\s+/g, ' ').trim());
  return commentAbove(deployment, words, files, (edited, start) =>
    ignoreComments(edited).some(
      ({ span, codes, mistake }) =>
        span.start === start && codes.includes(code) && mistake === null,
    ),
  );
}
