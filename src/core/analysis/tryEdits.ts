import type { Trial } from '../advice/rule.ts';
import type { TryEdits } from '../advice/verifyFix.ts';
import type { ParsedFile } from '../model/document.ts';
import type { ReadDeployment } from '../formats/format.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { fileAt, withEditedFiles } from '../model/fileIndex.ts';
import { partOfFile } from '../model/filePart.ts';
import { isAssumptionsFile } from '../assumptions/nearestAssumptions.ts';
import { parseFile } from '../syntax/parse.ts';
import { applyEdits } from '../text/applyEdits.ts';
import type { FileEdit } from '../text/edit.ts';
import { spansOverlap } from '../text/span.ts';
import type { AnalysisCache } from './cache.ts';
import {
  type Evaluated,
  type EvaluatedFile,
  price,
  readDeployments,
  type World,
} from './evaluate.ts';
import { isServedElsewhere } from './gateways.ts';
import { deploymentsIn, touchedBy } from './touched.ts';
import { rememberedKey, valueKey } from './valueKey.ts';

/** The deployments that edits touch, before and after: what is needed to say what the edits save. */
export interface Repriced {
  readonly before: readonly Evaluated[];
  readonly after: readonly Evaluated[];
  /** Deployments that the edits bring into the world. */
  readonly added: readonly Evaluated[];
}

/**
 * Applies edits in memory, parses and prices again what they touch. Null when an edited file has more problems than
 * before or a touched deployment is gone.
 */
export function repriceWith(
  edits: readonly FileEdit[],
  world: World,
  evaluated: readonly EvaluatedFile[],
  cache: AnalysisCache,
): Repriced | null {
  const edited = editFiles(edits, world.files, cache);
  if (edited === null) return null;
  const newWorld: World = { ...world, files: edited };
  const before = touchedBy(edits, evaluated, world, newWorld);
  const known = idsOf(evaluated);
  const uris = new Set(before.map(({ read }) => read.deployment.uri));
  const isSameText = edits.every(({ uri }) => isAssumptionsFile(uri));
  const isTextOnly = edits.every(({ uri }) => !isAssumptionsFile(uri));
  // Assumptions have a say in deployments of every file.
  const editedUris = isTextOnly ? new Set(edits.map(({ uri }) => uri)) : undefined;
  const all = [...uris].flatMap((uri) => {
    if (isSameText)
      return price(uri, sharingServers(before, deploymentsIn(uri, evaluated)), newWorld);
    const part = touchedPart(uri, world.files, edited, before);
    if (part === null) return [];
    const reads = readDeployments(part, newWorld, editedUris).deployments;
    const { same, others } = unchanged(reads, isTextOnly ? before : []);
    return [...same, ...price(uri, others.filter(mustBePriced(before, known)), newWorld)];
  });
  const byId = new Map(all.map((one) => [one.read.deployment.id, one]));
  const after = before.flatMap(({ read }) => byId.get(read.deployment.id) ?? []);
  if (after.length !== before.length) return null;
  const added = all.filter((one) => !known.has(one.read.deployment.id) && !isServedElsewhere(one));
  return { before, after, added };
}

/** Of what an edited file deploys, what is as it was before: its price is known. Models of one server are priced together. */
function unchanged(
  reads: readonly ReadDeployment[],
  before: readonly Evaluated[],
): { readonly same: readonly Evaluated[]; readonly others: readonly ReadDeployment[] } {
  const byId = new Map(before.map((one) => [one.read.deployment.id, one]));
  const same: Evaluated[] = [];
  const others: ReadDeployment[] = [];
  for (const read of reads) {
    const known = read.deployment.server === undefined ? byId.get(read.deployment.id) : undefined;
    const isSame =
      known !== undefined && valueKey(read.deployment) === rememberedKey(known.read.deployment);
    if (isSame) same.push(known);
    else others.push(read);
  }
  return { same, others };
}

/** Of what an edited file deploys: what is touched, what is new, and what shares a server with either. */
function mustBePriced(
  touched: readonly Evaluated[],
  known: ReadonlySet<string>,
): (read: ReadDeployment) => boolean {
  const ids = new Set(touched.map(({ read }) => read.deployment.id));
  const servers = new Set(touched.map(({ read }) => read.deployment.server));
  return ({ deployment: { id, server } }) =>
    ids.has(id) || !known.has(id) || (server !== undefined && servers.has(server));
}

const knownIds = new WeakMap<readonly EvaluatedFile[], ReadonlySet<string>>();

/** Ids of all deployments before any edit. */
function idsOf(evaluated: readonly EvaluatedFile[]): ReadonlySet<string> {
  const known = knownIds.get(evaluated);
  if (known !== undefined) return known;
  const ids = new Set(
    evaluated.flatMap(({ deployments }) => deployments.map(({ read }) => read.deployment.id)),
  );
  knownIds.set(evaluated, ids);
  return ids;
}

/** Of the deployments of a file, the touched ones and what shares a server with them. */
function sharingServers(
  touched: readonly Evaluated[],
  own: readonly Evaluated[],
): readonly ReadDeployment[] {
  const servers = new Set(touched.map(({ read }) => read.deployment.server));
  return own
    .filter((one) => {
      const { server } = one.read.deployment;
      return touched.includes(one) || (server !== undefined && servers.has(server));
    })
    .map(({ read }) => read);
}

/**
 * Of an edited file, the documents that hold touched deployments; the others read as before. Edits change documents and
 * append new ones, so that the n-th is still the n-th. Null when the file is gone.
 */
function touchedPart(
  uri: string,
  originals: readonly ParsedFile[],
  editedFiles: readonly ParsedFile[],
  touched: readonly Evaluated[],
): ParsedFile | null {
  const original = fileAt(originals, uri);
  const edited = fileAt(editedFiles, uri);
  if (edited === undefined) return null;
  const own = touched.filter(({ read }) => read.deployment.uri === uri);
  const documents = edited.documents.filter((_, index) => {
    const before = original?.documents[index];
    return (
      before !== undefined &&
      own.some(({ read }) => spansOverlap(before.span, read.deployment.span))
    );
  });
  return partOfFile(edited, documents);
}

/** `repriceWith` for one deployment. */
export function createTryEdits(
  world: World,
  evaluated: readonly EvaluatedFile[],
  cache: AnalysisCache,
): TryEdits {
  return (edits, deploymentId) => trialOf(edits, deploymentId, world, evaluated, cache);
}

function trialOf(
  edits: readonly FileEdit[],
  deploymentId: string,
  world: World,
  evaluated: readonly EvaluatedFile[],
  cache: AnalysisCache,
): Trial | null {
  const repriced = repriceWith(edits, world, evaluated, cache);
  const own = repriced?.after.find(({ read }) => read.deployment.id === deploymentId);
  if (repriced === null || own === undefined) return null;
  return { estimate: own.estimate, monthlySaving: monthlySaving(repriced) };
}

/**
 * Fall of the expected total in USD per month; null when it is not known before or after. What has no price before
 * and after, for the same reason, counts in neither total; where no deployment has one nothing is known.
 */
export function monthlySaving({ before, after, added }: Repriced): number | null {
  let sum = 0;
  let known = before.length === 0;
  for (const [index, { estimate }] of before.entries()) {
    const then = after[index]?.estimate;
    if (then === undefined || !isSameUnpriced(estimate, then)) return null;
    if (estimate.monthly !== null && then.monthly !== null) known = true;
    sum += (estimate.monthly?.expected ?? 0) - (then.monthly?.expected ?? 0);
  }
  for (const { estimate } of added) {
    if (estimate.monthly === null) return null;
    sum -= estimate.monthly.expected;
  }
  return known ? sum : null;
}

/** Two lower bounds can be compared only when the same things are missing from both. */
function isSameUnpriced(a: CostEstimate, b: CostEstimate): boolean {
  return a.lowerBound === b.lowerBound && a.missing.join() === b.missing.join();
}

/** The files after the edits; null when one has more problems than before. */
export function editFiles(
  edits: readonly FileEdit[],
  files: readonly ParsedFile[],
  cache: AnalysisCache,
): readonly ParsedFile[] | null {
  let edited = files;
  for (const { uri, edits: textEdits } of edits) {
    const file = fileAt(edited, uri);
    const source = file?.source ?? { uri, version: 0, text: '' };
    const text = applyEdits(source.text, textEdits);
    const parsed = parseFile({ ...source, text }, cache.parse);
    if (countProblems(parsed) > (file === undefined ? 0 : countProblems(file))) return null;
    edited = withEditedFiles(edited, [parsed]);
  }
  return edited;
}

function countProblems(file: ParsedFile): number {
  return file.problems.length;
}
