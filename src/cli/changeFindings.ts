import {
  renderSarif,
  ruleDescriptions,
  type Report,
  type Review,
  type Snapshot,
} from '../core/index.ts';
import { isBrokenPolicy } from './limits.ts';

type Told = Review['findings']['introduced'][number];

/** Findings that count against a change: those that came with it, and those that were there on what it made dearer. */
export function brokenByChange(snapshot: Snapshot, review: Review): readonly Told[] {
  const isNew = isIntroduced(review);
  const risen = new Map(review.deployments.map(({ id, delta }) => [id, (delta ?? 0) > 0]));
  const dearer = (review.totals.delta ?? 0) > 0;
  return [
    ...snapshot.findings
      .filter((finding) => dearer || isNew(finding))
      .map((finding) => ({ ...finding, deployment: null })),
    ...snapshot.deployments.flatMap(({ id, name, findings }) =>
      findings
        .filter((finding) => risen.get(id) === true || isNew(finding))
        .map((finding) => ({ ...finding, deployment: name })),
    ),
  ];
}

/** Of those, policies that were broken before. */
export function worsened(findings: readonly Told[], review: Review): readonly Told[] {
  const isNew = isIntroduced(review);
  return findings.filter((finding) => isBrokenPolicy(finding) && !isNew(finding));
}

/** The findings of the report after a change, each with whether it came with it. */
export function reviewSarif(report: Report, review: Review): string {
  const isNew = isIntroduced(review);
  return renderSarif(report, ruleDescriptions, (finding) => (isNew(finding) ? 'new' : 'unchanged'));
}

type Placed = Pick<Told, 'code' | 'file' | 'line' | 'message'>;

function isIntroduced(review: Review): (finding: Placed) => boolean {
  const keys = new Set(review.findings.introduced.map(keyOf));
  return (finding) => keys.has(keyOf(finding));
}

function keyOf({ code, file, line, message }: Placed): string {
  return JSON.stringify([code, file, line, message]);
}
