import type { AnalysisCache } from '../analysis/cache.ts';
import { priceDocuments } from '../analyze.ts';
import type { SourceDocument } from '../model/document.ts';
import type { Environment } from '../model/environment.ts';
import { withoutNoise } from '../report/format.ts';
import { relativePath } from '../report/relativePath.ts';
import { changedFiles } from './changedFiles.ts';
import { withHunks, type Hunk } from './hunks.ts';
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

/** A difference of a month below this is noise, USD. */
const noise = 0.005;

/**
 * Which edited lines moved the total, largest first: the runs of edited lines are applied one after the other, in the order of
 * files and lines, and everything is priced after each. The differences add up to that of the whole change; what one run
 * does may depend on those before it. Runs between which a text cannot be read count as one. Null when there are too many.
 */
export function changedLines(
  versions: Versions,
  environment: Environment,
  { base, most }: ChangedLinesOptions,
  cache: AnalysisCache,
): readonly ChangedLines[] | null {
  const files = changedFiles(versions.before, versions.after);
  if (files.reduce((sum, { hunks }) => sum + hunks.length, 0) > most) return null;
  const texts = new Map(versions.before.map((document) => [document.uri, document]));
  const isBroken = readable(versions, environment, cache);
  let months = monthsOf([...texts.values()], environment, cache);
  const found: ChangedLines[] = [];
  for (const { uri, movedFrom, before, after, hunks } of files) {
    let pending: Hunk[] = [];
    if (movedFrom !== null) {
      texts.delete(movedFrom);
      texts.set(uri, { uri, version: 0, text: before ?? '' });
      months = monthsOf([...texts.values()], environment, cache);
    }
    for (const [index, hunk] of hunks.entries()) {
      pending.push(hunk);
      const isLast = index === hunks.length - 1;
      if (isLast && after === null) texts.delete(uri);
      else {
        const text = isLast && after !== null ? after : withHunks(before, hunks, index + 1);
        texts.set(uri, { uri, version: 0, text });
      }
      const next = monthsOf([...texts.values()], environment, cache);
      if (!isLast && isBroken(uri, next)) continue;
      const delta = next.total - months.total;
      if (Math.abs(delta) > noise) {
        const perUsd = next.perUsd;
        found.push({
          file: relativePath(uri, base),
          ...inWords(pending),
          delta: withoutNoise(delta * perUsd),
          deployments: movedNames(months, next),
        });
      }
      months = next;
      pending = [];
    }
  }
  return found.sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta));
}

interface Months {
  /** USD. */
  readonly total: number;
  readonly perUsd: number;
  /** By id of the deployment. */
  readonly each: ReadonlyMap<string, { readonly name: string; readonly monthly: number }>;
  /** URIs of files with text that cannot be read. */
  readonly broken: ReadonlySet<string>;
}

function monthsOf(
  documents: readonly SourceDocument[],
  environment: Environment,
  cache: AnalysisCache,
): Months {
  const { world, evaluated } = priceDocuments(documents, environment, cache);
  const all = evaluated.flatMap(({ deployments }) => deployments);
  const each = new Map(
    all.map(({ read: { deployment }, estimate }) => [
      deployment.id,
      { name: deployment.name, monthly: estimate.monthly?.expected ?? 0 },
    ]),
  );
  return {
    total: [...each.values()].reduce((sum, { monthly }) => sum + monthly, 0),
    perUsd: world.environment.currency.perUsd,
    each,
    broken: new Set(
      world.files.filter(({ problems }) => problems.length > 0).map(({ source }) => source.uri),
    ),
  };
}

/** Tells of a text between two versions whether it cannot be read although both can. */
function readable(
  { before, after }: Versions,
  environment: Environment,
  cache: AnalysisCache,
): (uri: string, months: Months) => boolean {
  const known = new Set(
    [before, after].flatMap((documents) => [...monthsOf(documents, environment, cache).broken]),
  );
  return (uri, { broken }) => broken.has(uri) && !known.has(uri);
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

function movedNames(before: Months, after: Months): readonly string[] {
  const ids = new Set([...before.each.keys(), ...after.each.keys()]);
  const names = [...ids].flatMap((id) => {
    const [old, now] = [before.each.get(id), after.each.get(id)];
    const moved = Math.abs((now?.monthly ?? 0) - (old?.monthly ?? 0)) > noise;
    return moved ? [now?.name ?? old?.name ?? ''] : [];
  });
  return [...new Set(names)];
}
