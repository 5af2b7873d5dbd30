import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { fileAt } from '../model/fileIndex.ts';
import type { CheckedRule } from '../advice/verifyFix.ts';
import type { Finding } from '../model/finding.ts';
import type { FileEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { Evaluated } from './evaluate.ts';

/** The last advice on a deployment, what it was made of, and the other files it would edit as they then were. */
interface Remembered {
  readonly basis: readonly object[];
  readonly wishes: string;
  readonly ownText: string;
  readonly start: number;
  readonly advice: CheckedRule;
  readonly otherTexts: ReadonlyMap<string, string | null>;
}

export type FindingsMemory = Map<string, Remembered>;

/** Deployments after which the memory starts anew. */
const mostEntries = 2000;

/**
 * The advice on the same content and the same `wishes` of people, moved to where it stands now; null when it is not known
 * or another file that it edits has changed.
 */
export function recall(
  memory: FindingsMemory,
  { read: { deployment }, basis }: Evaluated,
  wishes: string,
  files: readonly ParsedFile[],
): CheckedRule | null {
  const known = memory.get(deployment.id);
  if (known === undefined || !isSameList(known.basis, basis)) return null;
  if (known.wishes !== wishes) return null;
  if (known.ownText !== ownText(deployment, files)) return null;
  for (const [uri, text] of known.otherTexts) if (textOf(uri, files) !== text) return null;
  const delta = deployment.span.start - known.start;
  return delta === 0
    ? known.advice
    : {
        ...known.advice,
        findings: known.advice.findings.map((finding) => moved(finding, deployment.uri, delta)),
        suppressed: known.advice.suppressed.map((one) =>
          one.uri === deployment.uri ? { ...one, span: shifted(one.span, delta) } : one,
        ),
      };
}

/** Keeps advice. Where its places in the deployment's own file all lie in the deployment itself they move with it. */
export function remember(
  memory: FindingsMemory,
  { read: { deployment }, basis }: Evaluated,
  wishes: string,
  files: readonly ParsedFile[],
  advice: CheckedRule,
): void {
  const places = [...advice.findings.flatMap(placesOf), ...advice.suppressed];
  const own = places.filter(({ uri }) => uri === deployment.uri);
  // What lies elsewhere in the file (its autoscaler) holds for this very text: then nothing moves either.
  const isWithin = own.every(({ span }) => isInside(span, deployment.span));
  const others = places.map(({ uri }) => uri).filter((uri) => uri !== deployment.uri || !isWithin);
  if (memory.size >= mostEntries) memory.clear();
  memory.set(deployment.id, {
    basis,
    wishes,
    ownText: ownText(deployment, files),
    start: deployment.span.start,
    advice,
    otherTexts: new Map(others.map((uri) => [uri, textOf(uri, files)])),
  });
}

function isSameList(before: readonly object[], after: readonly object[]): boolean {
  return before.length === after.length && before.every((one, index) => one === after[index]);
}

function ownText({ uri, span }: Deployment, files: readonly ParsedFile[]): string {
  return textOf(uri, files)?.slice(span.start, span.end) ?? '';
}

function placesOf({ uri, span, fixes }: Finding): { uri: string; span: Span }[] {
  return [
    { uri, span },
    ...fixes.flatMap(({ edits }) =>
      edits.flatMap((file) => file.edits.map((edit) => ({ uri: file.uri, span: edit.span }))),
    ),
  ];
}

function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function textOf(uri: string, files: readonly ParsedFile[]): string | null {
  return fileAt(files, uri)?.source.text ?? null;
}

function moved(finding: Finding, uri: string, delta: number): Finding {
  return {
    ...finding,
    span: finding.uri === uri ? shifted(finding.span, delta) : finding.span,
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((file) => (file.uri === uri ? movedFile(file, delta) : file)),
    })),
  };
}

function movedFile(file: FileEdit, delta: number): FileEdit {
  return {
    ...file,
    edits: file.edits.map((edit) => ({ ...edit, span: shifted(edit.span, delta) })),
  };
}

function shifted({ start, end }: Span, delta: number): Span {
  return { start: start + delta, end: end + delta };
}
