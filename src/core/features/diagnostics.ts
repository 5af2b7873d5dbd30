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
  return [...analysis.files, analysis, ...analysis.deployments]
    .flatMap(({ findings }) => findings)
    .filter((finding) => finding.uri === uri);
}

/** A value of several lines is marked on its first: more would underline half a file. */
function firstLine({ uri, span }: Finding, sources: Sources): Diagnostic['range'] {
  const text = sources.document(uri)?.text.slice(span.start, span.end) ?? '';
  const [line = ''] = text.split(/\r?\n/, 1);
  const end = span.start + line.trimEnd().length;
  return sources.range(uri, line === text ? span : { start: span.start, end });
}

/** One finding as the Problems panel shows it. */
export function toDiagnostic(finding: Finding, sources: Sources): Diagnostic {
  return {
    range: firstLine(finding, sources),
    severity: severities[finding.level],
    source: 'serving-cost',
    code: finding.code,
    message: finding.message,
  };
}
