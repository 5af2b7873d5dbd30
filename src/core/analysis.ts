import type { ResolvedAssumptions } from './assumptions/resolved.ts';
import type { ReadDeployment } from './formats/format.ts';
import type { GroupBudget } from './model/budget.ts';
import type { ParsedFile } from './model/document.ts';
import type { Environment } from './model/environment.ts';
import type { CostEstimate } from './model/estimate.ts';
import type { Finding, HeldBack, Suppressed } from './model/finding.ts';
import type { Range } from './model/sourced.ts';
import type { Workload } from './model/workload.ts';

/** The one value every surface reads. */
export interface Analysis {
  readonly files: readonly FileAnalysis[];
  /** In order of file and place. */
  readonly deployments: readonly DeploymentAnalysis[];
  readonly totals: Totals;
  /** Budgets of several deployments together, of all assumptions files, and what they come to. */
  readonly budgets: readonly GroupBudget[];
  /** Findings on several deployments together: budgets of teams, of environments, of all. */
  readonly findings: readonly Finding[];
  readonly environment: Environment;
}

export interface FileAnalysis {
  readonly file: ParsedFile;
  /** Ids of the formats that read something in it; empty for a file that is no serving config. */
  readonly formats: readonly string[];
  /** Objects or whole files that were recognised and left alone, each with the reason. */
  readonly skipped: readonly {
    readonly reason: string;
    readonly span: { start: number; end: number };
  }[];
  /** Findings that belong to the file and no deployment: mistakes in the assumptions file, comments that no longer count. */
  readonly findings: readonly Finding[];
}

export interface DeploymentAnalysis extends ReadDeployment {
  /** In which it was priced: that of the analysis, with the facts that its assumptions file adds to the catalogue. */
  readonly environment: Environment;
  readonly assumptions: ResolvedAssumptions;
  readonly workload: Workload;
  readonly estimate: CostEstimate;
  readonly findings: readonly Finding[];
  /** Advice that would save and is not given, each with the reason. */
  readonly heldBack: readonly HeldBack[];
  /** What somebody does not want to hear about it, and why. */
  readonly suppressed: readonly Suppressed[];
}

/** USD per month over all deployments. */
export interface Totals {
  readonly monthly: Range;
  readonly lowerBound: boolean;
  /** All preferred savings applied together and priced once; 0 when there are none. Worked out when it is first asked for. */
  readonly jointSaving: number;
}
