import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import { commentAbove } from '../analysis/commentAbove.ts';
import { createAnalysisCache } from '../analysis/cache.ts';
import { repriceWith } from '../analysis/tryEdits.ts';
import { evaluatedWorld } from '../analyze.ts';
import { commentMark } from '../assumptions/mark.ts';
import { workloadComments } from '../assumptions/statedComments.ts';
import { writeStatement } from '../assumptions/statement/writeStatement.ts';
import type { Proposal } from '../model/change.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';
import type { StatedValues } from '../model/statedComment.ts';
import { busyText, monthlyText, unitCostText } from './headline.ts';

/** Digits of the rate that are tried, until it prices as the one that was assumed. */
const digits = [2, 3, 4, 6, 15];

/** True where nobody said how much is asked: the rate then stands in for one. */
export function lacksRate({ estimate }: Pick<DeploymentAnalysis, 'estimate'>): boolean {
  return estimate.workload.requestsPerSecond.origin.kind === 'default';
}

/** Pricing it again and again is too much for every look at what can be done on a line. */
const stated = new WeakMap<Analysis, Map<DeploymentAnalysis, Proposal>>();

/**
 * Edits that state above a deployment, in a comment, the demand that is assumed by default: to be changed to what is known.
 * Until then what is shown of its month stays the same. Refused where its syntax has no comments.
 */
export function stateWorkloadEdits(analysis: Analysis, one: DeploymentAnalysis): Proposal {
  const known = stated.get(analysis) ?? new Map<DeploymentAnalysis, Proposal>();
  stated.set(analysis, known);
  const proposal = known.get(one) ?? stating(analysis, one);
  known.set(one, proposal);
  return proposal;
}

function stating(analysis: Analysis, one: DeploymentAnalysis): Proposal {
  const { deployment, estimate } = one;
  const { uri, nameSpan } = deployment;
  const isOne = analysis.deployments.every(
    ({ deployment: other }) =>
      other === deployment || other.uri !== uri || other.nameSpan.start !== nameSpan.start,
  );
  if (!isOne) return { refused: 'Several deployments are made of this text.' };
  const share = deployment.trafficShare?.value ?? 1;
  if (share <= 0) return { refused: 'It is sent none of the traffic.' };
  const rate = estimate.workload.requestsPerSecond.value / share;
  const { world, evaluated } = evaluatedWorld(analysis, createAnalysisCache());
  let proposal: Proposal = { refused: 'No rate is assumed.' };
  for (const count of digits) {
    const values = assumedValues(one, Number(rate.toPrecision(count)));
    proposal = commentAbove(
      deployment,
      `${commentMark} ${writeStatement(values)}`,
      world.files,
      (edited, start) =>
        workloadComments(edited).some(
          ({ span, mistakes }) => span.start === start && mistakes.length === 0,
        ),
    );
    if ('refused' in proposal) return proposal;
    const repriced = repriceWith(proposal.edits, world, evaluated, createAnalysisCache());
    const after = repriced?.after.find(({ read }) => read.deployment.id === deployment.id);
    // A model that is paid where its server is deployed has no month of its own to hold it against.
    if (after === undefined || shown(after.estimate, analysis) === shown(estimate, analysis)) {
      break;
    }
  }
  return proposal;
}

/** What is stated elsewhere stays there. */
function assumedValues({ estimate }: DeploymentAnalysis, requestsPerSecond: number): StatedValues {
  const { inputTokens, outputTokens, shape } = estimate.workload;
  const tokens = (of: Sourced<number>): number | undefined =>
    of.origin.kind === 'default' && of.value > 0 ? of.value : undefined;
  return {
    workload: {
      requestsPerSecond,
      inputTokens: tokens(inputTokens),
      outputTokens: tokens(outputTokens),
      shape: shape.origin.kind === 'default' ? shape.value : undefined,
    },
  };
}

/** What a reader sees of an estimate. */
function shown(estimate: CostEstimate, { environment: { currency } }: Analysis): string {
  return [
    monthlyText(estimate, currency),
    unitCostText(estimate, currency),
    busyText(estimate),
  ].join();
}
