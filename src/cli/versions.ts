import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readSnapshot, type Snapshot } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { SkippedReport } from '../core/report/reportModel.ts';
import { filesOfGlob } from './discover.ts';
import { commitOf, topOf } from './git.ts';
import { documentsAt } from './gitDocuments.ts';
import { existingFolder, isFolder } from './paths.ts';
import type { Progress } from './progress.ts';
import { readDocuments } from './readDocuments.ts';
import type { Terminal } from './terminal.ts';
import { excludedPaths, namedPath, type NamedPath } from './selection.ts';
import { systemReason, UsageError } from './usageError.ts';

/** The older version of the configs: their texts, what a report said of them, or both. */
interface OldVersion {
  readonly name: string;
  readonly documents: readonly SourceDocument[] | null;
  readonly snapshot: Snapshot | null;
}

export interface Versions {
  readonly old: OldVersion;
  /** A file has the same URI in both. */
  readonly now: { readonly name: string; readonly documents: readonly SourceDocument[] };
  /** URI of the folder that file names are relative to. */
  readonly base: string;
  readonly skipped: readonly SkippedReport[];
}

interface Asked {
  readonly base: string | undefined;
  readonly fromMergeBase: boolean;
  /** A report of the older version. */
  readonly snapshot: string | undefined;
  readonly paths: readonly string[];
  /** Patterns of configs that are left out on both sides. */
  readonly exclude: readonly string[];
}

/** The two versions that were asked for. @throws UsageError when one of them cannot be read. */
export async function readVersions(
  asked: Asked,
  terminal: Terminal,
  progress: Progress,
): Promise<Versions> {
  const { base, paths, exclude } = asked;
  const versions =
    base === undefined
      ? await between(paths, exclude, terminal, progress)
      : await sinceCommit(base, asked, terminal, progress);
  if (asked.snapshot === undefined) return versions;
  if (versions.old.documents === null) {
    throw new UsageError(`${versions.old.name} is a report already: --snapshot would be another.`);
  }
  return {
    ...versions,
    old: { ...versions.old, snapshot: snapshotAt(asked.snapshot, terminal.cwd) },
  };
}

async function between(
  paths: readonly string[],
  exclude: readonly string[],
  terminal: Terminal,
  progress: Progress,
): Promise<Versions> {
  const [old, now, ...more] = paths;
  if (old === undefined || now === undefined || more.length > 0) {
    throw new UsageError('diff needs --base REF, or OLD and NEW: two files or two folders.');
  }
  return compared(old, now, exclude, terminal, progress);
}

async function sinceCommit(
  ref: string,
  { fromMergeBase, paths, exclude }: Asked,
  terminal: Terminal,
  progress: Progress,
): Promise<Versions> {
  const { cwd } = terminal;
  const named = (paths.length === 0 ? ['.'] : paths).map((path) => namedPath(path, cwd));
  const [first] = named;
  const top = topOf(existingFolder(first?.path ?? cwd));
  if (top === null) {
    throw new UsageError(
      `${first?.given ?? '.'} is in no git repository. Compare two files or folders instead.`,
    );
  }
  const commit = commitOf(top, ref, fromMergeBase);
  // What is gone from the work tree may be in the commit.
  const there = named.filter((one) => isThere(one));
  const present =
    there.length === 0
      ? { documents: [], skipped: [], base: pathToFileURL(cwd).href }
      : await readDocuments(
          there.map(({ given }) => given),
          terminal,
          progress,
          { exclude },
        );
  progress.update(`Reading ${ref}`);
  const selection = { paths: named, isExcluded: excludedPaths(exclude, cwd) };
  const documents = documentsAt(top, commit, selection, present.documents);
  const gone = named.find(
    (one) => !there.includes(one) && !documents.some(({ uri }) => one.covers(fileURLToPath(uri))),
  )?.given;
  if (gone !== undefined)
    throw new UsageError(`${gone}: no such file or folder, here or in ${ref}.`);
  const name = fromMergeBase ? `the merge base with ${ref}` : ref;
  return {
    old: { name, documents, snapshot: null },
    now: { name: 'work tree', documents: present.documents },
    base: present.base,
    skipped: present.skipped,
  };
}

async function compared(
  old: string,
  now: string,
  exclude: readonly string[],
  terminal: Terminal,
  progress: Progress,
): Promise<Versions> {
  const { cwd } = terminal;
  const [from, to] = [resolve(cwd, old), resolve(cwd, now)];
  if (snapshotIn(to, now) !== null) {
    throw new UsageError(`${now} is a report: only the older version can be one.`);
  }
  const present = await readDocuments([now], terminal, progress, { exclude });
  const snapshot = snapshotIn(from, old);
  if (snapshot !== null) {
    return {
      old: { name: old, documents: null, snapshot },
      now: { name: now, documents: present.documents },
      base: pathToFileURL(cwd).href,
      skipped: present.skipped,
    };
  }
  const before = await readDocuments([old], terminal, progress, { exclude });
  // A file against a file, whatever they are called; else what has the same place in both folders.
  const isFile = !isFolder(to);
  if (isFile !== !isFolder(from)) {
    const reason = from.endsWith('.json') ? `, and ${old} is no report` : '';
    throw new UsageError(`${old} and ${now}: one is a file, one a folder${reason}.`);
  }
  const [rootFrom, rootTo] = isFile ? [dirname(from), dirname(to)] : [from, to];
  const moved = (path: string): string =>
    isFile && path === from ? to : resolve(rootTo, relative(rootFrom, path));
  return {
    old: {
      name: old,
      documents: before.documents.map((document) => ({
        ...document,
        uri: pathToFileURL(moved(fileURLToPath(document.uri))).href,
      })),
      snapshot: null,
    },
    now: { name: now, documents: present.documents },
    base: pathToFileURL(cwd).href,
    skipped: present.skipped,
  };
}

/** A report that was written to a file; null for any other file. */
function snapshotIn(path: string, given: string): Snapshot | null {
  if (!path.endsWith('.json') || !existsSync(path) || isFolder(path)) return null;
  return readSnapshot(textOf(path, given));
}

function snapshotAt(given: string, cwd: string): Snapshot {
  const snapshot = readSnapshot(textOf(resolve(cwd, given), given));
  if (snapshot === null) throw new UsageError(`${given} is no report in JSON.`);
  return snapshot;
}

function textOf(path: string, given: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${given}: ${systemReason(error)}.`);
  }
}

/** A glob is there when files of the work tree match it. */
function isThere(named: NamedPath): boolean {
  return named.isGlob ? filesOfGlob(named).length > 0 : existsSync(named.path);
}
