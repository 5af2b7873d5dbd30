import type { DeploymentReport, Report } from '../reportModel.ts';
import type { PartReport } from './named.ts';

/** A file of a repository that several reports hold. */
export interface RepeatedFile {
  readonly file: string;
  readonly sources: readonly string[];
  /** False where the reports differ on what it costs. */
  readonly same: boolean;
}

/**
 * The parts without deployments, findings and answers that an earlier part holds already: they are the same file of the same
 * repository, and count once, as the first report has them.
 */
export function withoutRepeated(parts: readonly PartReport[]): {
  readonly parts: readonly PartReport[];
  readonly repeated: readonly RepeatedFile[];
} {
  const first = new Map<string, { readonly source: string; readonly one: DeploymentReport }>();
  const files = new Map<string, { readonly sources: Set<string>; same: boolean }>();
  const told = new Set<string>();
  const isNew = (key: string): boolean => {
    if (told.has(key)) return false;
    told.add(key);
    return true;
  };
  const left = parts.map((part): PartReport => {
    const { report, source } = part;
    const gone = new Set<string>();
    for (const one of report.deployments) {
      const earlier = first.get(one.id);
      if (earlier === undefined) {
        first.set(one.id, { source, one });
      } else if (earlier.source !== source || earlier.one !== one) {
        gone.add(one.id);
        const file = files.get(one.file) ?? { sources: new Set([earlier.source]), same: true };
        file.sources.add(source);
        file.same &&= costsTheSame(earlier.one, one);
        files.set(one.file, file);
      }
    }
    return { ...part, report: without(report, gone, isNew) };
  });
  return {
    parts: left,
    repeated: [...files].map(([file, { sources, same }]) => ({
      file,
      sources: [...sources],
      same,
    })),
  };
}

function costsTheSame(a: DeploymentReport, b: DeploymentReport): boolean {
  return JSON.stringify(a.monthly) === JSON.stringify(b.monthly);
}

function without(
  report: Report,
  gone: ReadonlySet<string>,
  isNew: (key: string) => boolean,
): Report {
  const deployments = report.deployments.filter(({ id }) => !gone.has(id));
  const some = deployments.length < report.deployments.length;
  const { jointSaving } = report.totals;
  return {
    ...report,
    deployments,
    // What is left of the savings was not measured without the rest.
    totals: { ...report.totals, jointSaving: some ? null : jointSaving },
    findings: report.findings.filter(({ code, file, start, message }) =>
      isNew(JSON.stringify(['finding', code, file, start, message])),
    ),
    trafficSplits: report.trafficSplits.filter(
      ({ variants }) => !variants.some(({ id }) => gone.has(id)),
    ),
    suppressed: report.suppressed.filter(({ deployment }) => !gone.has(deployment)),
    checklist: report.checklist.map((item) => ({
      ...item,
      answers: item.answers.filter(({ deployment }) => !gone.has(deployment)),
    })),
    skipped: report.skipped.filter(({ file, line, reason }) =>
      isNew(JSON.stringify(['skipped', file, line, reason])),
    ),
  };
}
