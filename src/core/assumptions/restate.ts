import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { fileAt } from '../model/fileIndex.ts';
import type { StatedComment, StatedValues } from '../model/statedComment.ts';
import type { FileEdit } from '../text/edit.ts';
import { leavesOf, setValue, type AssumedField } from './assumedField.ts';
import { commentMark } from './mark.ts';
import { rateKeys } from './rateKeys.ts';
import { writeStatement } from './statement/writeStatement.ts';

export interface Restated {
  readonly deployment: Deployment;
  /** Comments that say something else now, each with what it said before. */
  readonly changed: readonly { readonly before: StatedComment; readonly after: StatedComment }[];
  /** Fields that no comment on the deployment states: the assumptions file is where they belong. */
  readonly rest: readonly AssumedField[];
}

/**
 * What comments on a deployment state counts before the assumptions file: a field that one of them states has to be changed
 * there.
 */
export function restate(deployment: Deployment, fields: readonly AssumedField[]): Restated {
  const rest: AssumedField[] = [];
  const after = new Map<StatedComment, StatedValues>();
  for (const field of fields.flatMap(singleFields)) {
    const comment = deployment.stated?.find((one) => !one.wholeFile && states(one.values, field));
    if (comment === undefined) rest.push(field);
    else after.set(comment, withField(after.get(comment) ?? comment.values, field));
  }
  const changed = [...after].map(([before, values]) => ({ before, after: { ...before, values } }));
  if (changed.length === 0) return { deployment, changed, rest };
  const stated = deployment.stated?.map(
    (one) => changed.find(({ before }) => before === one)?.after ?? one,
  );
  return { deployment: { ...deployment, ...(stated && { stated }) }, changed, rest };
}

/** Edits that write the changed comments into their files. */
export function restatedEdits(
  { changed }: Restated,
  files: readonly ParsedFile[],
): readonly FileEdit[] {
  return changed.flatMap(({ before: { uri, span }, after }): readonly FileEdit[] => {
    const text = fileAt(files, uri)?.source.text ?? '';
    const comment = withoutEnd(text.slice(span.start, span.end));
    const mark = comment.indexOf(commentMark);
    if (mark < 0) return [];
    const start = span.start + mark + commentMark.length;
    const newText = ` ${writeStatement(after.values)}`;
    return [{ uri, edits: [{ span: { start, end: span.start + comment.length }, newText }] }];
  });
}

/** Without what closes a comment of several lines, and the blanks before it. */
function withoutEnd(comment: string): string {
  return comment.endsWith('*/') ? comment.slice(0, -2).trimEnd() : comment;
}

/** Field by field; a length of requests is one, with its percentile. */
function singleFields({ path, value }: AssumedField): readonly AssumedField[] {
  return typeof value !== 'object' || path.at(-1)?.endsWith('Tokens') === true
    ? [{ path, value }]
    : Object.entries(value).flatMap(([key, inner]) =>
        singleFields({ path: [...path, key], value: inner }),
      );
}

function isRate({ path }: AssumedField): boolean {
  return path.length === 2 && path[0] === 'workload' && rateKeys.has(path[1] ?? '');
}

function states(values: StatedValues, field: AssumedField): boolean {
  const { workload = {} } = values;
  if (isRate(field))
    return Object.entries(workload).some(([key, v]) => v !== undefined && rateKeys.has(key));
  let at: unknown = values;
  for (const key of field.path) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at !== undefined;
}

function withField(values: StatedValues, field: AssumedField): StatedValues {
  const kept = Object.entries(values.workload ?? {}).filter(
    ([key]) => !(isRate(field) && rateKeys.has(key)),
  );
  const changed: Record<string, unknown> = { ...values, workload: Object.fromEntries(kept) };
  for (const [path, leaf] of leavesOf(field.path, field.value)) setValue(changed, path, leaf);
  return changed;
}
