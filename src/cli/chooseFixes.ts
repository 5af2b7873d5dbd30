import { relativePath, ruleDescriptions } from '../core/index.ts';
import type { Analysis, DeploymentAnalysis } from '../core/analysis.ts';
import type { Finding, Fix } from '../core/model/finding.ts';
import { UsageError } from './usageError.ts';

/** Which fixes are wanted. */
export interface Choice {
  /** Codes of findings; empty = all that save or must be solved. */
  readonly code: readonly string[];
  /** Name or id, as the analysis or the report has it. */
  readonly deployment?: string | undefined;
  readonly safe: boolean;
  /** URI that ids of the report are relative to. */
  readonly base: string;
}

/** @throws UsageError for a code that no rule has. */
export function checkCodes(codes: readonly string[]): void {
  const known = ruleDescriptions.map(({ code }) => code);
  const unknown = codes.find((code) => !known.includes(code));
  if (unknown !== undefined) {
    throw new UsageError(`--code ${unknown} is not known. Known are ${known.join(', ')}.`);
  }
}

/**
 * The deployments of a name or id, as the analysis or the report has it; without one all of them.
 *
 * @throws UsageError when there is no deployment of that name.
 */
export function deploymentsNamed(
  analysis: Analysis,
  wanted: string | undefined,
  base: string,
): readonly DeploymentAnalysis[] {
  const deployments = analysis.deployments.filter(
    ({ deployment: { id, name, uri } }) =>
      wanted === undefined ||
      wanted === name ||
      wanted === id ||
      wanted === relativePath(uri, base) + id.slice(uri.length),
  );
  if (wanted !== undefined && deployments.length === 0) {
    const names = analysis.deployments.map(({ deployment: { name } }) => name);
    throw new UsageError(
      names.length === 0
        ? `--deployment ${wanted}: there are no deployments in these files.`
        : `--deployment ${wanted} is not there. There are ${names.join(', ')}.`,
    );
  }
  return deployments;
}

/**
 * The preferred fix of every finding that was asked for; without a code, of every finding that saves or must be solved.
 * Largest savings first: of two that edit the same place the earlier one is taken.
 *
 * @throws UsageError when there is no deployment of that name.
 */
export function chooseFixes(
  analysis: Analysis,
  { code, deployment, safe, base }: Choice,
): readonly Fix[] {
  return deploymentsNamed(analysis, deployment, base)
    .flatMap(({ findings }) => findings)
    .flatMap((finding) => {
      const [preferred] = finding.fixes;
      return preferred === undefined ? [] : [{ finding, preferred }];
    })
    .filter(({ finding, preferred }) =>
      code.length === 0 ? isWorthwhile(finding, preferred) : code.includes(finding.code),
    )
    .map(({ preferred }) => preferred)
    .filter((preferred) => !safe || preferred.safe)
    .sort((a, b) => (b.monthlySaving ?? 0) - (a.monthlySaving ?? 0));
}

function isWorthwhile({ level }: Finding, { monthlySaving }: Fix): boolean {
  return level === 'error' || (monthlySaving ?? 0) > 0;
}
