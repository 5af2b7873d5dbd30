import type { DeploymentReport, EditReport, FindingReport, Report } from './reportModel.ts';

/** What code scanning shows about a rule. */
export interface RuleDescription {
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly helpUri?: string;
}

const levels = { error: 'error', warning: 'warning', information: 'note' } as const;

/** Whether a finding came with the change that is reviewed. */
export type BaselineState = 'new' | 'unchanged';

/**
 * The findings as SARIF 2.1.0. Codes without a description are listed by name alone. `stateOf` tells of each finding how it
 * stands to an earlier version, where there is one.
 */
export function renderSarif(
  report: Report,
  rules: readonly RuleDescription[],
  stateOf?: (finding: FindingReport) => BaselineState,
): string {
  const results = [
    ...report.findings.map((finding) => ({ finding, deployment: null })),
    ...report.deployments.flatMap((deployment) =>
      deployment.findings.map((finding) => ({ finding, deployment })),
    ),
  ];
  const codes = [...new Set(results.map(({ finding }) => finding.code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Serving Cost',
            rules: codes.map((code) => ruleObject(code, rules)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map(({ finding, deployment }) => ({
          ...resultObject(finding, deployment, codes.indexOf(finding.code)),
          ...(stateOf === undefined ? {} : { baselineState: stateOf(finding) }),
        })),
        ...(report.suppressed.length === 0
          ? {}
          : { properties: { suppressed: report.suppressed } }),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleObject(code: string, rules: readonly RuleDescription[]): object {
  const rule = rules.find((one) => one.code === code);
  if (rule === undefined) return { id: code };
  return {
    id: code,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.description },
    ...(rule.helpUri === undefined ? {} : { helpUri: rule.helpUri }),
  };
}

function resultObject(
  finding: FindingReport,
  deployment: DeploymentReport | null,
  ruleIndex: number,
): object {
  const fixes = finding.fix === null ? [] : [finding.fix, ...finding.alternatives];
  return {
    ruleId: finding.code,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriReference(finding.file) },
          region: {
            startLine: finding.line,
            startColumn: finding.column,
            endLine: finding.endLine,
            endColumn: finding.endColumn,
          },
        },
        ...(deployment === null ? {} : { logicalLocations: [{ name: deployment.name }] }),
      },
    ],
    partialFingerprints: { 'servingCost/v1': `${deployment?.id ?? finding.file}:${finding.code}` },
    ...(fixes.length === 0
      ? {}
      : { fixes: fixes.map(({ title, edits }) => fixObject(title, edits)) }),
    properties: {
      deployment: deployment?.name ?? null,
      monthlySaving: finding.fix?.monthlySaving ?? null,
    },
  };
}

function fixObject(title: string, edits: readonly EditReport[]): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: { uri: uriReference(file) },
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ start, end, newText }) => ({
          deletedRegion: { charOffset: start, charLength: end - start },
          insertedContent: { text: newText },
        })),
    })),
  };
}

/** A relative path as a URI reference: percent-encoded, its slashes kept. */
function uriReference(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
