import type { AnalysisCache } from '../analysis/cache.ts';
import type { Evaluated } from '../analysis/evaluate.ts';
import { repriceWith } from '../analysis/tryEdits.ts';
import { priceDocuments, type EvaluatedWorld } from '../analyze.ts';
import type { SourceDocument } from '../model/document.ts';
import type { Environment } from '../model/environment.ts';
import { hunksBetween } from './hunks.ts';
import type { FileEdit, TextEdit } from '../text/edit.ts';

/** A version of the texts with its months; another text makes another version. */
export interface PricedVersion {
  /** USD per month; what has no price counts nothing. */
  readonly total: number;
  readonly perUsd: number;
  /** How many texts were priced anew to know it: all, or none where what the edits touch was enough. */
  readonly priced: number;
  /** By id of the deployment. */
  readonly months: ReadonlyMap<string, { readonly name: string; readonly monthly: number }>;
  /** The version with another text of a file; null = without the file. */
  with(uri: string, text: string | null): PricedVersion;
  /** The version with a file in another place. */
  moved(from: string, to: string): PricedVersion;
}

/** What all versions after the first are told by: the first, and the texts that differ from it. */
interface Beginning extends EvaluatedWorld {
  readonly texts: ReadonlyMap<string, string>;
  readonly environment: Environment;
  readonly cache: AnalysisCache;
}

export function versionOf(
  documents: readonly SourceDocument[],
  environment: Environment,
  cache: AnalysisCache,
): PricedVersion {
  const texts = new Map(documents.map(({ uri, text }) => [uri, text]));
  const first: Beginning = {
    ...priceDocuments(documents, environment, cache),
    texts,
    environment,
    cache,
  };
  return withMonths(
    first,
    first.world,
    texts,
    first.evaluated.flatMap((file) => file.deployments),
    texts.size,
  );
}

/** Only what the edits touch is priced again; where that is not enough to know all months, everything is. */
function edited(first: Beginning, texts: ReadonlyMap<string, string>): PricedVersion {
  const { world, evaluated, environment, cache } = first;
  const edits = editsBetween(first.texts, texts);
  const isLocal = edits?.every((file) => isInsideDeployments(file, evaluated)) === true;
  const repriced = isLocal ? repriceWith(edits, world, evaluated, cache) : null;
  if (repriced === null) {
    const documents = [...texts].map(([uri, text]) => ({ uri, version: 0, text }));
    const all = priceDocuments(documents, environment, cache);
    return withMonths(
      first,
      all.world,
      texts,
      all.evaluated.flatMap((file) => file.deployments),
      texts.size,
    );
  }
  const after = new Map(repriced.after.map((one) => [one.read.deployment.id, one]));
  const others = evaluated.flatMap((file) =>
    file.deployments.map((one) => after.get(one.read.deployment.id) ?? one),
  );
  return withMonths(first, world, texts, [...others, ...repriced.added], 0);
}

/** Whether edits stay inside what deployments were read from and begin no document: they then bring none and join none. */
function isInsideDeployments(
  { uri, create, edits }: FileEdit,
  evaluated: EvaluatedWorld['evaluated'],
): boolean {
  const file = evaluated.find(({ file: { source } }) => source.uri === uri);
  if (file === undefined || create === true) return false;
  const spans = file.deployments
    .filter(({ read }) => !read.deployment.broken)
    .map(({ read }) => read.deployment.span);
  return edits.every(
    ({ span, newText }) =>
      !/^---/m.test(newText) &&
      spans.some(({ start, end }) => start <= span.start && span.end <= end),
  );
}

function withMonths(
  first: Beginning,
  { environment }: EvaluatedWorld['world'],
  texts: ReadonlyMap<string, string>,
  deployments: readonly Evaluated[],
  priced: number,
): PricedVersion {
  const months = new Map(
    deployments.map(({ read: { deployment }, estimate }) => [
      deployment.id,
      { name: deployment.name, monthly: estimate.monthly?.expected ?? 0 },
    ]),
  );
  const next = (change: (all: Map<string, string>) => void): PricedVersion => {
    const changed = new Map(texts);
    change(changed);
    return edited(first, changed);
  };
  return {
    total: [...months.values()].reduce((sum, { monthly }) => sum + monthly, 0),
    perUsd: environment.currency.perUsd,
    priced,
    months,
    with: (uri, text) =>
      next((all) => {
        if (text === null) all.delete(uri);
        else all.set(uri, text);
      }),
    moved: (from, to) =>
      next((all) => {
        const text = all.get(from);
        all.delete(from);
        if (text !== undefined) all.set(to, text);
      }),
  };
}

/** The edits that lead from some texts to others; null where a file is gone, which no edit says. */
function editsBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly FileEdit[] | null {
  if ([...before.keys()].some((uri) => !after.has(uri))) return null;
  return [...after].flatMap(([uri, text]): FileEdit[] => {
    const old = before.get(uri) ?? null;
    if (old === text) return [];
    const edits = textEdits(old ?? '', text);
    return [{ uri, ...(old === null ? { create: true } : {}), edits }];
  });
}

function textEdits(before: string, after: string): readonly TextEdit[] {
  const starts = [0];
  for (const line of before.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    starts.push((starts.at(-1) ?? 0) + line.length);
  }
  return hunksBetween(before, after).map(({ start, removed, added }) => ({
    span: {
      start: starts[start] ?? before.length,
      end: starts[start + removed.length] ?? before.length,
    },
    newText: added.join(''),
  }));
}
