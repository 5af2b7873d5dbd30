import type { Analysis } from '../analysis.ts';
import { atOnce } from '../analysis/atOnce.ts';
import type { AnalysisCache } from '../analysis/cache.ts';
import type { InstanceComparison, InstanceScope, NotCompared } from './comparison.ts';
import { compareHosted, type HostedOffer } from './hosted.ts';
import { instanceSteps } from './instances.ts';
import { volumeSteps, type VolumeComparison } from './volumes.ts';

/** Everything one deployment is compared with. */
export interface Comparison {
  readonly deploymentId: string;
  readonly instances: InstanceComparison | NotCompared;
  readonly volumes: VolumeComparison | NotCompared;
  /** Of a hosted model; else empty. */
  readonly hosted: readonly HostedOffer[];
}

/** A host that must not wait takes some steps at a time. Never throws. */
export function* comparisonSteps(
  analysis: Analysis,
  deploymentId: string,
  scope?: InstanceScope,
  cache?: AnalysisCache,
): Generator<null, Comparison> {
  const instances = yield* instanceSteps(analysis, deploymentId, scope, cache);
  const one = analysis.deployments.find(({ deployment: { id } }) => id === deploymentId);
  const none = { reason: 'There is no such deployment.' };
  return {
    deploymentId,
    instances,
    volumes: one === undefined ? none : yield* volumeSteps(one, one.environment),
    hosted: one === undefined ? [] : compareHosted(one, one.environment),
  };
}

/** All steps at once. */
export function compareDeployment(...all: Parameters<typeof comparisonSteps>): Comparison {
  return atOnce(comparisonSteps(...all));
}
