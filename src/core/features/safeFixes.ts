import type { Analysis } from '../analysis.ts';

/** Ids of the first safe fix of every finding of the file that saves, or of all files. */
export function safeFixIds(analysis: Analysis, uri?: string): readonly string[] {
  return analysis.deployments
    .filter(({ deployment }) => uri === undefined || deployment.uri === uri)
    .flatMap(({ findings }) => findings)
    .flatMap(({ fixes }) => fixes.find(({ safe }) => safe) ?? [])
    .filter(({ monthlySaving }) => (monthlySaving ?? 0) > 0)
    .map(({ id }) => id);
}
