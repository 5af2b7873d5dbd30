import { findingCase } from '../report/junit/findingCase.ts';
import { renderJunit, type JunitCase } from '../report/junit/junit.ts';
import { limitCases } from '../report/junit/limitCase.ts';
import type { HeldReview } from './heldReview.ts';
import type { Review, ReviewedDeployment, ReviewedFinding } from './reviewModel.ts';
import { detailWords, headline, movedWords } from './reviewWords.ts';

/**
 * The review as test cases: the change of the month, each deployment (skipped where its change is not known), and the findings that
 * came with the change. What fails is what is an error: a broken policy, a limit, and what cannot run.
 */
export function renderReviewJunit(review: Review, { limit, worsened }: HeldReview): string {
  return renderJunit([
    {
      name: 'change of the month',
      cases: [...limitCases(limit), totalCase(review)],
    },
    {
      name: 'deployments',
      cases: review.deployments.map((one) => deploymentCase(one, review.currency)),
    },
    {
      name: 'findings introduced',
      cases: review.findings.introduced.map((one) => findingCase(one, ownerOf(one))),
    },
    {
      name: 'findings made worse',
      cases: worsened.map((one) => findingCase(one, ownerOf(one))),
    },
  ]);
}

function totalCase(review: Review): JunitCase {
  return {
    name: 'all deployments',
    className: 'change of the month',
    file: null,
    line: null,
    outcome: review.totals.delta === null ? 'skipped' : 'passed',
    words: headline(review),
  };
}

function deploymentCase(one: ReviewedDeployment, currency: string): JunitCase {
  const { id, name, file, line, change, delta } = one;
  const isKnown = delta !== null;
  const words = [
    change === 'same' ? 'the same' : `${change}: ${movedWords(one, currency)}`,
    ...detailWords(one, currency),
  ];
  return {
    name,
    className: id,
    file,
    line,
    outcome: isKnown ? 'passed' : 'skipped',
    words: isKnown ? words.join('; ') : 'No price is known on both sides',
  };
}

function ownerOf({ file, deployment }: ReviewedFinding): string {
  return deployment === null ? file : `${file}#${deployment}`;
}
