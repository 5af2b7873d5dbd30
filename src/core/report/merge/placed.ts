import type { AssumptionReport } from '../originReport.ts';
import type { DeploymentReport, FindingReport, FixReport, Report } from '../reportModel.ts';
import { inRepository, repositoryOf } from '../repositoryReport.ts';
import type { NamedRepository } from './named.ts';

/** A file or an id of a report as it begins among many repositories. */
type Place = (written: string) => string;

/**
 * A report with the name of its repository in front of every file and id, so that those of two repositories never mix. Every
 * file is in one of `repositories`.
 */
export function placed(report: Report, repositories: readonly NamedRepository[]): Report {
  const place: Place = (written) => {
    const repository = repositoryOf(written, repositories);
    return repository === null
      ? written
      : `${repository.name}/${inRepository(written, repository)}`;
  };
  return {
    ...report,
    deployments: report.deployments.map((one) => ({
      ...deploymentAt(one, place),
      repository: repositoryOf(one.file, repositories)?.name ?? null,
    })),
    findings: report.findings.map((finding) => findingAt(finding, place)),
    trafficSplits: report.trafficSplits.map((split) => ({
      ...split,
      service: place(split.service),
      variants: split.variants.map((variant) => ({ ...variant, id: place(variant.id) })),
    })),
    budgets: report.budgets.map((budget) => ({ ...budget, file: place(budget.file) })),
    suppressed: report.suppressed.map((one) => ({
      ...one,
      deployment: place(one.deployment),
      file: place(one.file),
    })),
    checklist: report.checklist.map((item) => ({
      ...item,
      answers: item.answers.map((answer) => ({
        ...answer,
        deployment: place(answer.deployment),
        file: place(answer.file),
      })),
    })),
    skipped: report.skipped.map((one) => ({ ...one, file: place(one.file) })),
  };
}

function deploymentAt(one: DeploymentReport, place: Place): DeploymentReport {
  const input = (of: AssumptionReport): AssumptionReport => inputAt(of, place);
  return {
    ...one,
    id: place(one.id),
    file: place(one.file),
    autoscaling: one.autoscaling && {
      ...one.autoscaling,
      target: one.autoscaling.target && input(one.autoscaling.target),
    },
    coldStart: { ...one.coldStart, parts: one.coldStart.parts.map(input) },
    assumptions: one.assumptions.map(input),
    components: one.components.map((each) => ({ ...each, inputs: each.inputs.map(input) })),
    findings: one.findings.map((finding) => findingAt(finding, place)),
  };
}

/** What is written in a file says so in words, too. */
function inputAt(input: AssumptionReport, place: Place): AssumptionReport {
  const { file, from, line } = input;
  if (file === null) return input;
  const there = place(file);
  return {
    ...input,
    file: there,
    from: from === `${file}:${line ?? ''}` ? `${there}:${line ?? ''}` : from,
  };
}

function findingAt(finding: FindingReport, place: Place): FindingReport {
  return {
    ...finding,
    file: place(finding.file),
    fix: finding.fix && fixAt(finding.fix, place),
    alternatives: finding.alternatives.map((fix) => fixAt(fix, place)),
  };
}

function fixAt(fix: FixReport, place: Place): FixReport {
  return {
    ...fix,
    id: place(fix.id),
    edits: fix.edits.map((edit) => ({ ...edit, file: place(edit.file) })),
  };
}
