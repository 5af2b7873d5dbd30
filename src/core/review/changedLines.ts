import { atOnce } from '../analysis/atOnce.ts';
import type { AnalysisCache } from '../analysis/cache.ts';
import { canBeRead } from '../analyze.ts';
import type { SourceDocument } from '../model/document.ts';
import type { Environment } from '../model/environment.ts';
import { withoutNoise } from '../report/format.ts';
import { relativePath } from '../report/relativePath.ts';
import { changedFiles, type ChangedFile } from './changedFiles.ts';
import { withHunks, type Hunk } from './hunks.ts';
import { versionOf, type PricedVersion } from './pricedVersion.ts';
import type { ChangedLines } from './reviewModel.ts';

/** The two versions of the texts; a file is the same one when its URI is. */
export interface Versions {
  readonly before: readonly SourceDocument[];
  readonly after: readonly SourceDocument[];
}

export interface ChangedLinesOptions {
  /** URI of the folder that file names are relative to. */
  readonly base: string;
  /** Runs of lines above this number are not looked at one by one: null instead. */
  readonly most: number;
}

/** Texts that are priced anew, over all runs, before it is given up: a file that comes or goes may be joined with any other. */
const mostPriced = 6000;

/** A difference of a month below this is noise, USD. */
const noise = 0.005;

/**
 * Which edited lines moved the total, largest first: the runs of edited lines are applied one after the other, in the order of
 * files and lines, and priced after each. The differences add up to that of the whole change; what one run does may depend
 * on those before it. Runs between which a text cannot be read count as one. Null when there are too many, or all
 * texts would have to be priced too often.
 */
export function changedLines(
  ...all: Parameters<typeof changedLinesSteps>
): readonly ChangedLines[] | null {
  return atOnce(changedLinesSteps(...all));
}

/** `changedLines` with a step for each run of lines, for hosts that have other things to do meanwhile. */
export function* changedLinesSteps(
  versions: Versions,
  environment: Environment,
  { base, most }: ChangedLinesOptions,
  cache: AnalysisCache,
): Generator<undefined, readonly ChangedLines[] | null> {
  const files = changedFiles(versions.before, versions.after);
  if (files.reduce((sum, { hunks }) => sum + hunks.length, 0) > most) return null;
  const whole = files.filter(({ before, after }) => before === null || after === null);
  if (whole.length * versions.after.length > mostPriced) return null;
  const isReadable = (uri: string, text: string | null): boolean =>
    text === null || canBeRead({ uri, version: 0, text }, cache);
  let now = versionOf(versions.before, environment, cache);
  const found: ChangedLines[] = [];
  let priced = 0;
  for (const file of files) {
    let pending: Hunk[] = [];
    const isReadableAsWhole = isReadable(file.uri, file.before) && isReadable(file.uri, file.after);
    if (file.movedFrom !== null) now = now.moved(file.movedFrom, file.uri);
    for (const [index, hunk] of file.hunks.entries()) {
      pending.push(hunk);
      const isLast = index === file.hunks.length - 1;
      const text = textAfter(file, isLast ? null : index + 1);
      if (!isLast && isReadableAsWhole && !isReadable(file.uri, text)) continue;
      yield;
      const next = now.with(file.uri, text);
      priced += next.priced;
      if (priced > mostPriced) return null;
      const delta = next.total - now.total;
      if (Math.abs(delta) > noise) {
        found.push({
          file: relativePath(file.uri, base),
          ...inWords(pending),
          whole: file.before === null ? 'added' : file.after === null ? 'removed' : null,
          delta: withoutNoise(delta * next.perUsd),
          deployments: movedNames(now, next),
        });
      }
      now = next;
      pending = [];
    }
  }
  return found.sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta));
}

/** The text after the first `count` runs, null = after all; null for a file that is gone then. */
function textAfter({ before, after, hunks }: ChangedFile, count: number | null): string | null {
  return count === null ? after : withHunks(before, hunks, count);
}

function inWords(
  hunks: readonly Hunk[],
): Pick<ChangedLines, 'line' | 'added' | 'removed' | 'text'> {
  const added = hunks.flatMap((hunk) => hunk.added);
  const removed = hunks.flatMap((hunk) => hunk.removed);
  const telling = [...added, ...removed].map((line) => line.trim());
  return {
    line: hunks[0]?.line ?? 1,
    added: added.length,
    removed: removed.length,
    text: telling.find((line) => line !== '' && !/^(#|\/\/|---)/.test(line)) ?? telling[0] ?? '',
  };
}

function movedNames(before: PricedVersion, after: PricedVersion): readonly string[] {
  const ids = new Set([...before.months.keys(), ...after.months.keys()]);
  const names = [...ids].flatMap((id) => {
    const [old, now] = [before.months.get(id), after.months.get(id)];
    const moved = Math.abs((now?.monthly ?? 0) - (old?.monthly ?? 0)) > noise;
    return moved ? [now?.name ?? old?.name ?? ''] : [];
  });
  return [...new Set(names)];
}
