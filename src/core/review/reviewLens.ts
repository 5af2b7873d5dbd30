import type { CodeLens } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import { commandTo } from '../features/commands.ts';
import { sourcesOf } from '../features/sources.ts';
import { relativePath } from '../report/relativePath.ts';
import type { Review, ReviewedDeployment } from './reviewModel.ts';
import { differenceWords } from './reviewWords.ts';

/**
 * On the line that names a deployment, behind its cost: how the month moved since the base. Nothing on those that cost the
 * same. `base` is the folder that the review's file names are relative to.
 */
export function getReviewLenses(
  review: Review,
  analysis: Analysis,
  uri: string,
  base: string,
): CodeLens[] {
  const sources = sourcesOf(analysis);
  const byId = new Map(review.deployments.map((one) => [one.id, one]));
  return analysis.deployments.flatMap(({ deployment }) => {
    if (deployment.uri !== uri) return [];
    const id = relativePath(uri, base) + deployment.id.slice(uri.length);
    const reviewed = byId.get(id);
    const title = reviewed === undefined ? null : lensTitle(reviewed, review);
    if (title === null) return [];
    const target = { uri, deploymentId: deployment.id };
    return [
      {
        range: sources.range(uri, deployment.nameSpan),
        command: commandTo('showReview', title, target),
      },
    ];
  });
}

function lensTitle(one: ReviewedDeployment, { currency, base }: Review): string | null {
  if (one.change === 'same' || one.delta === 0) return null;
  const since = `since ${base.name}`;
  if (one.change === 'added') return `new ${since}`;
  return one.delta === null
    ? `another price ${since}, not known on both sides`
    : `${differenceWords(one, currency)} ${since}`;
}
