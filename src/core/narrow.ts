import type { Analysis, DeploymentAnalysis } from './analysis.ts';
import { type JointFix, preferredFixes } from './analysis/together.ts';
import { totalsOf } from './analysis/totals.ts';
import { priceFixes } from './analyze.ts';
import { isAssumptionsFile } from './assumptions/nearestAssumptions.ts';
import type { Deployment } from './model/deployment.ts';

/** Prices a choice of fixes of an analysis as one change: `priceFixes`, with the caller's cache where there is one. */
type PriceFixes = (
  analysis: Analysis,
  fixIds: readonly string[],
) => Pick<JointFix, 'monthlySaving'>;

/**
 * A part of an analysis: the deployments that are wanted, with totals of their own, priced as they are among all files (their
 * autoscalers, volumes and assumptions may lie in others). Budgets of and findings on several deployments are left out.
 */
export function partOfAnalysis(
  analysis: Analysis,
  isWanted: (deployment: Deployment) => boolean,
  price: PriceFixes = priceFixes,
): Analysis {
  const part = analysisWith(analysis, ({ deployment }) => isWanted(deployment), price);
  const uris = new Set(part.deployments.map(({ deployment }) => deployment.uri));
  return {
    ...part,
    // All texts stay: places of edits and origins lie in other files too.
    files: analysis.files.map((each) =>
      uris.has(each.file.source.uri) || isAssumptionsFile(each.file.source.uri)
        ? each
        : { ...each, skipped: [], findings: [] },
    ),
    budgets: [],
    findings: [],
  };
}

/** Who deployments are reported to; null = whoever it is. */
export interface GroupFilter {
  readonly team: string | null;
  readonly environment: string | null;
}

/**
 * What of an analysis one team, one environment or both of them have: the deployments with totals of their own, and the
 * budgets of that team and environment. Names that nobody has are left out of account.
 */
export function analysisOfGroup(
  analysis: Analysis,
  filter: GroupFilter,
  price: PriceFixes = priceFixes,
): Analysis {
  const known = knownFilter(analysis, filter);
  if (known.team === null && known.environment === null) return analysis;
  const isMeant = ({ estimate: { attribution } }: DeploymentAnalysis): boolean =>
    (['team', 'environment'] as const).every(
      (by) => known[by] === null || attribution[by]?.value === known[by],
    );
  return {
    ...analysisWith(analysis, isMeant, price),
    // A budget of all deployments says nothing of a part of them.
    budgets: analysis.budgets.filter(
      ({ holdsFor, name }) => holdsFor !== 'total' && known[holdsFor] === name,
    ),
  };
}

/** The filter without names that nobody has. */
export function knownFilter(analysis: Analysis, filter: GroupFilter): GroupFilter {
  const known = (by: keyof GroupFilter): string | null =>
    groupNames(analysis, by).find((name) => name === filter[by]) ?? null;
  return { team: known('team'), environment: known('environment') };
}

/** The teams or environments that deployments are reported to, in alphabetical order. */
export function groupNames({ deployments }: Analysis, by: keyof GroupFilter): readonly string[] {
  const names = deployments.flatMap(({ estimate }) => estimate.attribution[by]?.value ?? []);
  return [...new Set(names)].sort((a, b) => a.localeCompare(b, 'en'));
}

function analysisWith(
  analysis: Analysis,
  isMeant: (one: DeploymentAnalysis) => boolean,
  price: PriceFixes,
): Analysis {
  const deployments = analysis.deployments.filter(isMeant);
  const ids = preferredFixes({ deployments }).map(({ fix }) => fix.id);
  return {
    ...analysis,
    deployments,
    totals: totalsOf(deployments, () => price(analysis, ids)),
  };
}
