import { nearestAssumptions } from '../assumptions/nearestAssumptions.ts';
import type { ReadDeployment } from '../formats/format.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { fileAt } from '../model/fileIndex.ts';
import type { CheckedRule } from '../advice/verifyFix.ts';
import type { Finding } from '../model/finding.ts';
import type { FileEdit } from '../text/edit.ts';
import { spansOverlap, type Span } from '../text/span.ts';
import type { Evaluated } from './evaluate.ts';

/** The last advice on a deployment, and what it was made of. */
interface Remembered {
  readonly basis: readonly object[];
  readonly wishes: string;
  /** The text of its own document: edits are written among what else stands there. */
  readonly ownText: string;
  readonly start: number;
  readonly advice: CheckedRule;
  /** The assumptions file that an edit would be written to; null where one would be made. */
  readonly assumptions: string | null;
  readonly sharedUris: string;
  /** The other files that it was read from or would edit, as they then were. */
  readonly otherTexts: ReadonlyMap<string, string | null>;
}

export type FindingsMemory = Map<string, Remembered>;

/** Deployments after which the memory starts anew. */
const mostEntries = 2000;

/**
 * The advice on the same content and the same `wishes` of people, moved to where it stands now; null when it is not known
 * or a file that it was made of has changed.
 */
export function recall(
  memory: FindingsMemory,
  { read, basis }: Evaluated,
  wishes: string,
  files: readonly ParsedFile[],
): CheckedRule | null {
  const { deployment } = read;
  const known = memory.get(deployment.id);
  if (known === undefined || !isSameList(known.basis, basis)) return null;
  if (known.wishes !== wishes || known.sharedUris !== sharedUris(read)) return null;
  if (known.ownText !== ownText(deployment, files)) return null;
  if (known.assumptions !== assumptionsOf(deployment, files)) return null;
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

/** Keeps advice. Where its places in the deployment's own file all lie in its own document they move with it. */
export function remember(
  memory: FindingsMemory,
  { read, basis }: Evaluated,
  wishes: string,
  files: readonly ParsedFile[],
  advice: CheckedRule,
): void {
  const { deployment } = read;
  const { uri: ownUri } = deployment;
  const places = [...advice.findings.flatMap(placesOf), ...advice.suppressed];
  const document = ownDocument(deployment, files);
  // What lies elsewhere in the file (its autoscaler) holds for this very text: then nothing moves either.
  const isWithin = places.every(({ uri, span }) => uri !== ownUri || isInside(span, document));
  const assumptions = assumptionsOf(deployment, files);
  const others = [...deployment.uris, ...places.map(({ uri }) => uri), assumptions].filter(
    (uri): uri is string => uri !== null && (uri !== ownUri || !isWithin),
  );
  if (memory.size >= mostEntries) memory.clear();
  memory.set(deployment.id, {
    basis,
    wishes,
    ownText: ownText(deployment, files),
    start: deployment.span.start,
    advice,
    assumptions,
    sharedUris: sharedUris(read),
    otherTexts: new Map(others.map((uri) => [uri, textOf(uri, files)])),
  });
}

function isSameList(before: readonly object[], after: readonly object[]): boolean {
  return before.length === after.length && before.every((one, index) => one === after[index]);
}

function ownText(deployment: Deployment, files: readonly ParsedFile[]): string {
  const { start, end } = ownDocument(deployment, files);
  return textOf(deployment.uri, files)?.slice(start, end) ?? '';
}

/** From the first to the last document of its file that it stands in. */
function ownDocument({ uri, span }: Deployment, files: readonly ParsedFile[]): Span {
  const documents = fileAt(files, uri)?.documents.filter((one) => spansOverlap(one.span, span));
  return {
    start: Math.min(span.start, ...(documents ?? []).map((one) => one.span.start)),
    end: Math.max(span.end, ...(documents ?? []).map((one) => one.span.end)),
  };
}

function assumptionsOf({ uri }: Deployment, files: readonly ParsedFile[]): string | null {
  return nearestAssumptions(uri, files)?.source.uri ?? null;
}

function sharedUris(read: ReadDeployment): string {
  return [...(read.sharedUris ?? [])].join(' ');
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
