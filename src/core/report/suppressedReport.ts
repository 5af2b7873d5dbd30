import type { Analysis } from '../analysis.ts';
import type { ReportContext } from './reportContext.ts';
import type { SuppressedReport } from './reportModel.ts';
import { someNames } from './someNames.ts';

/** What nobody wants to hear, in the order of the deployments. */
export function suppressedReports(
  { deployments }: Pick<Analysis, 'deployments'>,
  context: ReportContext,
): readonly SuppressedReport[] {
  return deployments.flatMap(({ deployment, suppressed }) =>
    suppressed.map(({ code, reason, until, uri, span }) => ({
      code,
      deployment: context.id(deployment.id, deployment.uri),
      name: deployment.name,
      reason,
      until,
      file: context.file(uri),
      line: context.line(uri, span.start),
    })),
  );
}

/** What a line of text is made of. */
type Told = Pick<SuppressedReport, 'code' | 'name' | 'reason' | 'until' | 'file' | 'line'>;

/** A line for each code and place that says so, with the first of what it counts for. */
export function suppressedTexts<One extends Told>(
  all: readonly One[],
): readonly { readonly text: string; readonly of: One }[] {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const key = JSON.stringify([one.code, one.file, one.line]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [of] = group;
    if (of === undefined) return [];
    const end = of.until === null ? '' : ` until ${of.until}`;
    const whom = someNames(
      group.map(({ name }) => name),
      mostNames,
    );
    return [{ text: `${of.code}${end} for ${whom}: ${of.reason ?? 'no reason given'}`, of }];
  });
}

const mostNames = 3;
