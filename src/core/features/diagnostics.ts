import type { Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import type { Finding } from '../model/finding.ts';
import { sourcesOf, type Sources } from './sources.ts';

const severities: Readonly<Record<Finding['level'], DiagnosticSeverity>> = {
  error: 1,
  warning: 2,
  information: 3,
};

/** The findings of a file, each on the value that should change. */
export function getDiagnostics(analysis: Analysis, uri: string): Diagnostic[] {
  const sources = sourcesOf(analysis);
  return findingsIn(analysis, uri).map((finding) => toDiagnostic(finding, sources));
}

/** All findings that stand in the file `uri`, whatever deployment they belong to. */
export function findingsIn(analysis: Analysis, uri: string): readonly Finding[] {
  return [...analysis.files, ...analysis.deployments]
    .flatMap(({ findings }) => findings)
    .filter((finding) => finding.uri === uri);
}

/** One finding as the Problems panel shows it. */
export function toDiagnostic(finding: Finding, sources: Sources): Diagnostic {
  return {
    range: sources.range(finding.uri, finding.span),
    severity: severities[finding.level],
    source: 'serving-cost',
    code: finding.code,
    message: finding.message,
  };
}
