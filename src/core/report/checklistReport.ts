import type { Analysis } from '../analysis.ts';
import { answeredChecklist, type AnsweredItem } from './checklist/checklist.ts';
import type { ReportContext } from './reportContext.ts';
import type { ChecklistReport, Report } from './reportModel.ts';

/** The checklist with files and lines; empty without deployments. */
export function checklistReports(
  analysis: Analysis,
  context: ReportContext,
): readonly ChecklistReport[] {
  if (analysis.deployments.length === 0) return [];
  const uris = new Map(
    analysis.deployments.map(({ deployment }) => [deployment.id, deployment.uri]),
  );
  return answeredChecklist(analysis).map((item) => ({
    id: item.id,
    title: item.title,
    ...countsOf(item),
    answers: item.answers.map(({ deploymentId, name, status, note, place }) => ({
      deployment: context.id(deploymentId, uris.get(deploymentId) ?? ''),
      name,
      status,
      note,
      file: context.file(place.uri),
      line: context.line(place.uri, place.span.start),
    })),
  }));
}

type Counts = Pick<ChecklistReport, 'done' | 'missing' | 'notApplicable'>;

/** How many deployments each answer holds for. */
export function countsOf({
  answers,
}: {
  readonly answers: readonly Pick<AnsweredItem['answers'][number], 'status'>[];
}): Counts {
  const count = (wanted: string): number =>
    answers.filter(({ status }) => status === wanted).length;
  return {
    done: count('done'),
    missing: count('missing'),
    notApplicable: count('not-applicable'),
  };
}

/** `2 of 3 done`, `does not apply`. */
export function countsText({ done, missing }: Counts): string {
  return done + missing === 0 ? 'does not apply' : `${done} of ${done + missing} done`;
}

/** `31 of 45 done`: all items over all deployments. */
export function checklistTotal(all: readonly Counts[]): string {
  const sum = (of: keyof Counts): number => all.reduce((total, one) => total + one[of], 0);
  return countsText({
    done: sum('done'),
    missing: sum('missing'),
    notApplicable: sum('notApplicable'),
  });
}

/** Items that something is missing of, the most missing first. */
export function openItems({ checklist }: Pick<Report, 'checklist'>): readonly ChecklistReport[] {
  return checklist.filter(({ missing }) => missing > 0).toSorted((a, b) => b.missing - a.missing);
}
