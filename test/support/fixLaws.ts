import { reasonAgainst } from '../../src/core/advice/hold.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import { analyze } from '../../src/core/analyze.ts';
import type { SourceDocument } from '../../src/core/model/document.ts';
import type { Environment } from '../../src/core/model/environment.ts';
import type { Finding, Fix } from '../../src/core/model/finding.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import type { FileEdit } from '../../src/core/text/edit.ts';

/** The documents after edits, new files among them. */
export function withEdits(
  documents: readonly SourceDocument[],
  edits: readonly FileEdit[],
): readonly SourceDocument[] {
  const byUri = new Map(documents.map((document) => [document.uri, document]));
  for (const { uri, edits: textEdits } of edits) {
    const before = byUri.get(uri) ?? { uri, version: 0, text: '' };
    byUri.set(uri, {
      uri,
      version: before.version + 1,
      text: applyEdits(before.text, textEdits),
    });
  }
  return [...byUri.values()];
}

export interface FixOf {
  readonly finding: Finding;
  readonly fix: Fix;
}

export function fixesOf({ deployments }: Analysis): readonly FixOf[] {
  return deployments.flatMap(({ findings }) =>
    findings.flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix }))),
  );
}

/**
 * What every fix promises: it saves exactly what it says, the files parse as before, comments stay, what saves fits and
 * holds the objective, and done twice it changes nothing more. Broken promises in words; none for a good fix.
 */
export function brokenLaws(
  { finding, fix }: FixOf,
  documents: readonly SourceDocument[],
  before: Analysis,
  environment: Environment,
): readonly string[] {
  const edited = withEdits(documents, fix.edits);
  const after = analyze(edited, environment);
  const broken: string[] = [];
  const fallen = before.totals.monthly.expected - after.totals.monthly.expected;
  const room = 1e-6 * Math.max(1, before.totals.monthly.expected);
  if (fix.monthlySaving !== null && !(Math.abs(fallen - fix.monthlySaving) <= room)) {
    broken.push(`says ${fix.monthlySaving}, saves ${fallen}`);
  }
  if (problemsIn(after) > problemsIn(before)) broken.push('does not parse');
  for (const { uri, text } of documents) {
    const now = edited.find((document) => document.uri === uri)?.text ?? '';
    // A suppression that has ended is a comment to be removed.
    if (!finding.code.includes('suppression') && commentsOf(now) !== commentsOf(text)) {
      broken.push('changes comments');
    }
  }
  const own = (analysis: Analysis) =>
    analysis.deployments.find(({ deployment }) => deployment.id === finding.deploymentId);
  const [then, now] = [own(before), own(after)];
  if (then === undefined || now === undefined) broken.push('loses the deployment');
  else if ((fix.monthlySaving ?? 0) > 0) {
    const reason = reasonAgainst(now.estimate, then.estimate);
    if (reason !== null) broken.push(reason);
  }
  const again = fixesOf(after).find((other) => other.fix.id === fix.id);
  if (again !== undefined) broken.push('is proposed again');
  return broken.map((text) => `${fix.id}: ${text}`);
}

function problemsIn({ files }: Analysis): number {
  return files.flatMap(({ file }) => file.documents.flatMap(({ problems }) => problems)).length;
}

function commentsOf(text: string): string {
  return text
    .split(/\r?\n/)
    .flatMap((line) => /(?:^|\s)(?:#|\/\/).*$/.exec(line)?.[0].trim() ?? [])
    .join('\n');
}
