import type { CodeLens, InlayHint, Range } from 'vscode-languageserver-types';
import type { Analysis } from '../analysis.ts';
import { getCodeLenses } from './codeLens.ts';
import { commandIds, type CommandTarget } from './commands.ts';
import { getInlayHints, isInside, type InlayHintOptions } from './inlayHints.ts';
import { sourcesOf } from './sources.ts';
import { createLineShift, type ShiftedLine } from './lineShift.ts';

/** What the editor shows for one file, whether or not its text can be read right now. */
export interface FileView {
  /** The current analysis without what is broken: diagnostics, fixes and hovers come from here. */
  readonly settled: Analysis;
  codeLenses(): CodeLens[];
  inlayHints(range: Range, options?: InlayHintOptions): InlayHint[];
}

/**
 * Bridges the moments in which a file is half-typed. Deployments whose text cannot be read keep the lens (with a
 * trailing "…") and the hints they had in `lastGood`, moved along with the text; what was under the cursor and whatever
 * is not certain says nothing. `lastGood` is the last analysis in which the whole file could be read, or null.
 */
export function keepLastGood(current: Analysis, lastGood: Analysis | null, uri: string): FileView {
  const settled = withoutBroken(current, uri);
  const lenses = (): CodeLens[] => getCodeLenses(settled, uri);
  const hints = (range: Range, options?: InlayHintOptions): InlayHint[] =>
    getInlayHints(settled, uri, range, options);
  if (lastGood === null || isWhole(current, uri)) {
    return { settled, codeLenses: lenses, inlayHints: hints };
  }

  const move = createLineShift(textOf(lastGood, uri), textOf(current, uri));
  const kept = keptDeployments(lastGood, settled, current, uri, move);
  return {
    settled,
    codeLenses: () => [
      ...lenses(),
      ...getCodeLenses(lastGood, uri).flatMap((lens) => pausedLens(lens, kept, move)),
    ],
    inlayHints: (range, options) => {
      const now = hints(range, options);
      const taken = new Set(now.map(({ position }) => position.line));
      const before = getInlayHints(lastGood, uri, everywhere, { ...options, deployments: kept });
      const moved = before.flatMap((hint) => {
        const to = move(hint.position.line);
        if (to === null || to.changed || taken.has(to.line)) return [];
        const position = { ...hint.position, line: to.line };
        return isInside(to.line, range) ? [{ ...hint, position }] : [];
      });
      return [...now, ...moved];
    },
  };
}

const everywhere: Range = {
  start: { line: 0, character: 0 },
  end: { line: Number.MAX_SAFE_INTEGER, character: 0 },
};

/** True when all of the file could be read: such an analysis may serve as the last good one. */
export function isWhole(analysis: Analysis, uri: string): boolean {
  return (
    analysis.files.every(({ file }) => file.source.uri !== uri || file.problems.length === 0) &&
    analysis.deployments.every(({ deployment }) => deployment.uri !== uri || !deployment.broken)
  );
}

type Move = (line: number) => ShiftedLine | null;

function textOf(analysis: Analysis, uri: string): string {
  return analysis.files.find(({ file }) => file.source.uri === uri)?.file.source.text ?? '';
}

function withoutBroken(analysis: Analysis, uri: string): Analysis {
  return {
    ...analysis,
    deployments: analysis.deployments.filter(
      ({ deployment }) => deployment.uri !== uri || !deployment.broken,
    ),
  };
}

/** Deployments that are there no more because their text cannot be read, and not because they were removed. */
function keptDeployments(
  lastGood: Analysis,
  settled: Analysis,
  current: Analysis,
  uri: string,
  move: Move,
): ReadonlySet<string> {
  const file = current.files.find((one) => one.file.source.uri === uri)?.file;
  const after = sourcesOf(current);
  const before = sourcesOf(lastGood);
  const readable = new Set(settled.deployments.map(({ deployment }) => deployment.id));
  const broken = new Set(current.deployments.map(({ deployment }) => deployment.id));
  const inUnreadablePart = (to: ShiftedLine | null): boolean => {
    if (to === null || file === undefined || file.problems.length === 0) return false;
    const offset = after.lines(uri).offsetAt({ line: to.line, character: 0 });
    const document = file.documents.find(({ span }) => span.start <= offset && offset <= span.end);
    return document === undefined || document.problems.length > 0;
  };
  const ids = lastGood.deployments
    .map(({ deployment }) => deployment)
    .filter(({ uri: own, id }) => own === uri && !readable.has(id))
    .filter(
      ({ id, nameSpan }) =>
        broken.has(id) || inUnreadablePart(move(before.position(uri, nameSpan.start).line)),
    )
    .map(({ id }) => id);
  return new Set(ids);
}

/** The cost stays to be read; fixes were made for another text and go. */
function pausedLens(lens: CodeLens, kept: ReadonlySet<string>, move: Move): readonly CodeLens[] {
  const { command, range } = lens;
  const target = command?.arguments?.[0] as CommandTarget | undefined;
  if (command?.command !== commandIds.showReport || !kept.has(target?.deploymentId ?? ''))
    return [];
  const to = move(range.start.line);
  if (to === null) return [];
  const start = { line: to.line, character: 0 };
  return [
    {
      range: { start, end: start },
      command: { ...command, title: `${command.title} …` },
    },
  ];
}
