import type { Analysis, DeploymentAnalysis, FileAnalysis } from './analysis.ts';
import type { Subject } from './advice/rule.ts';
import { advise, subjectOf } from './analysis/advise.ts';
import { atOnce } from './analysis/atOnce.ts';
import { type AnalysisCache, createAnalysisCache } from './analysis/cache.ts';
import {
  type Evaluated,
  type EvaluatedFile,
  evaluateFile,
  type World,
} from './analysis/evaluate.ts';
import { joinGateways } from './analysis/gateways.ts';
import { holdBudgets } from './analysis/groupBudgets.ts';
import { atChosenLevels } from './analysis/levels.ts';
import { modelConfigsOf } from './analysis/ownModel.ts';
import { commentFindings, entryFindings } from './analysis/suppressionFindings.ts';
import {
  type ChosenFix,
  type JointFix,
  preferredFixes,
  priceTogether,
} from './analysis/together.ts';
import { speedFindings } from './analysis/speedFindings.ts';
import { statedWorkloadFindings } from './analysis/statedWorkload.ts';
import { totalsOf } from './analysis/totals.ts';
import { environmentAt, ownFactFindings } from './analysis/ownCatalog.ts';
import { createTryEdits } from './analysis/tryEdits.ts';
import { excludedBy } from './assumptions/excluded.ts';
import { isAssumptionsFile, nearestAssumptions } from './assumptions/nearestAssumptions.ts';
import { policyMistakes } from './assumptions/policyMistakes.ts';
import { readAssumptions } from './assumptions/readAssumptions.ts';
import { shownCurrency } from './assumptions/shownCurrency.ts';
import { mayHoldServing } from './formats/prefilter.ts';
import type { Deployment } from './model/deployment.ts';
import type { ParsedFile, SourceDocument } from './model/document.ts';
import type { Environment } from './model/environment.ts';
import { parseFile } from './syntax/parse.ts';

/**
 * Reads, prices and advises: the one way from text to everything that is shown. Documents that are certainly no
 * serving config are left out after a look at their raw text. The same documents and environment give the same
 * analysis, with or without a cache; the cache only makes the next one cheaper. Never throws on input.
 */
export function analyze(
  documents: readonly SourceDocument[],
  environment: Environment,
  cache: AnalysisCache = createAnalysisCache(),
): Analysis {
  return atOnce(analysisSteps(documents, environment, cache));
}

/**
 * `analyze` in steps of a few milliseconds each, for hosts that have other things to do meanwhile. What was worked out
 * until then stays in the cache when it is given up.
 */
export function* analysisSteps(
  documents: readonly SourceDocument[],
  environment: Environment,
  cache: AnalysisCache,
): Generator<undefined, Analysis> {
  const { world, evaluated } = yield* pricingSteps(documents, environment, cache);
  const tryEdits = createTryEdits(world, evaluated, cache);
  const all = evaluated.flatMap((file) => file.deployments);
  const deployments: DeploymentAnalysis[] = [];
  for (const file of evaluated) {
    for (const one of file.deployments) {
      deployments.push({
        ...one.read,
        environment: one.environment,
        assumptions: one.assumptions,
        workload: one.estimate.workload,
        estimate: one.estimate,
        ...advise(one, world, all, tryEdits, cache),
      });
      yield;
    }
  }
  return {
    files: toFileAnalyses(world, evaluated, deployments),
    deployments,
    totals: totalsOf(deployments, () =>
      priceTogether(preferredFixes({ deployments }), world, evaluated, cache),
    ),
    ...holdBudgets(deployments, world),
    environment: world.environment,
  };
}

/**
 * Prices a choice of an analysis's fixes as one change to the same documents. Unknown ids are ignored.
 */
export function priceFixes(
  analysis: Analysis,
  fixIds: readonly string[],
  cache: AnalysisCache = createAnalysisCache(),
): JointFix {
  const { world, evaluated } = evaluatedWorld(analysis, cache);
  const byId = new Map<string, ChosenFix>(
    analysis.deployments.flatMap(({ deployment, findings }) =>
      findings.flatMap(({ fixes }) =>
        fixes.map((fix) => [fix.id, { deploymentId: deployment.id, fix }] as const),
      ),
    ),
  );
  const chosen = fixIds.flatMap((id) => byId.get(id) ?? []);
  return priceTogether(chosen, world, evaluated, cache);
}

/** The files of an analysis, read and priced: what trying edits starts from. */
export interface EvaluatedWorld {
  readonly world: World;
  readonly evaluated: readonly EvaluatedFile[];
}

/**
 * Reads and prices without advising: for callers that want the months of many versions of a text. The same documents and
 * environment give the same months as `analyze`.
 */
export function priceDocuments(
  documents: readonly SourceDocument[],
  environment: Environment,
  cache: AnalysisCache,
): EvaluatedWorld {
  return atOnce(pricingSteps(documents, environment, cache));
}

/** `priceDocuments` in steps of a few milliseconds each. */
export function* pricingSteps(
  documents: readonly SourceDocument[],
  environment: Environment,
  cache: AnalysisCache,
): Generator<undefined, EvaluatedWorld> {
  const files: ParsedFile[] = [];
  for (const document of documents) {
    if (!mayBeRead(document)) continue;
    files.push(parseFile(document, cache.parse));
    yield;
  }
  const world = worldOf(files, environment, cache);
  const priced: EvaluatedFile[] = [];
  for (const file of servingFiles(world)) {
    priced.push(evaluateFile(file, world, cache.estimates));
    yield;
  }
  return { world, evaluated: joinGateways(priced) };
}

export function evaluatedWorld(analysis: Analysis, cache: AnalysisCache): EvaluatedWorld {
  const known = evaluatedWorlds.get(analysis);
  if (known !== undefined) return known;
  const files = analysis.files.map(({ file }) => file);
  const byUri = new Map<string, Evaluated[]>();
  for (const one of analysis.deployments) {
    const { assumptions, estimate, environment } = one;
    // What it was made of is not kept: a fresh object is taken for nothing that was there before.
    const evaluated: Evaluated = { read: one, environment, assumptions, estimate, basis: [{}] };
    const { uri } = one.deployment;
    byUri.set(uri, [...(byUri.get(uri) ?? []), evaluated]);
  }
  const evaluated = analysis.files
    .filter(({ file }) => !isAssumptionsFile(file.source.uri))
    .map(({ file, formats, skipped }): EvaluatedFile => {
      return { file, formats, skipped, deployments: byUri.get(file.source.uri) ?? [] };
    });
  const made = { world: worldOf(files, analysis.environment, cache), evaluated };
  evaluatedWorlds.set(analysis, made);
  return made;
}

const evaluatedWorlds = new WeakMap<Analysis, EvaluatedWorld>();

/** A deployment of an analysis among the others, as rules see it. */
export interface EvaluatedSubject {
  readonly world: EvaluatedWorld;
  readonly one: Evaluated;
  readonly subject: Subject;
}

/** The deployment of an id, which was looked at before or not; null when the analysis has none. */
export function evaluatedSubject(
  analysis: Analysis,
  deploymentId: string,
  cache: AnalysisCache,
): EvaluatedSubject | null {
  const world = evaluatedWorld(analysis, cache);
  const all = listed.get(world) ?? world.evaluated.flatMap(({ deployments }) => deployments);
  listed.set(world, all);
  const one = all.find(({ read }) => read.deployment.id === deploymentId);
  return one === undefined ? null : { world, one, subject: subjectOf(one, world.world, all) };
}

/** Subjects are made once for a list of deployments. */
const listed = new WeakMap<EvaluatedWorld, readonly Evaluated[]>();

function mayBeRead(document: SourceDocument): boolean {
  return isAssumptionsFile(document.uri) || mayHoldServing(document);
}

/** Whether nothing in a text keeps it from being read whole; a text that is not looked at is not held to be wrong. */
export function canBeRead(document: SourceDocument, cache: AnalysisCache): boolean {
  return !mayBeRead(document) || parseFile(document, cache.parse).problems.length === 0;
}

function worldOf(
  files: readonly ParsedFile[],
  environment: Environment,
  cache: AnalysisCache,
): World {
  const { assumptions } = environment;
  const override = assumptions === null ? null : parseFile(assumptions, cache.parse);
  const found = files.filter(({ source }) => isAssumptionsFile(source.uri));
  const currency = shownCurrency(environment.currency, override === null ? found : [override]);
  return {
    files: withoutExcluded(files, found, override),
    override,
    environment: { ...environment, currency },
    parseCache: cache.parse,
  };
}

/** The same list where nothing is left out: much is remembered by lists. */
function withoutExcluded(
  files: readonly ParsedFile[],
  assumptions: readonly ParsedFile[],
  override: ParsedFile | null,
): readonly ParsedFile[] {
  const isExcluded = excludedBy(assumptions, override);
  if (isExcluded === null) return files;
  // What an assumptions file names is wanted wherever it lies.
  const named = new Set(
    [...assumptions, ...(override === null ? [] : [override])].flatMap((file) =>
      modelConfigsOf(readAssumptions(file).assumptions),
    ),
  );
  return files.filter(
    ({ source: { uri } }) => isAssumptionsFile(uri) || named.has(uri) || !isExcluded(uri),
  );
}

function servingFiles({ files }: World): readonly ParsedFile[] {
  return files.filter(({ source }) => !isAssumptionsFile(source.uri));
}

function toFileAnalyses(
  { files, environment }: World,
  evaluated: readonly EvaluatedFile[],
  deployments: readonly DeploymentAnalysis[],
): readonly FileAnalysis[] {
  const byFile = new Map(evaluated.map((one) => [one.file, one]));
  const suppressed = deployments.flatMap((one) => one.suppressed);
  return files.map((file) => {
    if (isAssumptionsFile(file.source.uri)) {
      const { catalog } = environmentAt(file.source.uri, files, null, environment);
      const findings = [
        ...readAssumptions(file).findings,
        ...policyMistakes(file, catalog),
        ...speedFindings(file, catalog),
        ...ownFactFindings(file, files, environment.catalog),
        ...atChosenLevels(entryFindings(file, environment.today), file, environment.levels),
      ];
      return { file, formats: [], skipped: [], findings };
    }
    const found = byFile.get(file);
    return {
      file,
      formats: found?.formats ?? [],
      skipped: found?.skipped ?? [],
      findings: atChosenLevels(
        [
          ...commentFindings(file, found?.deployments ?? [], suppressed, environment.today),
          ...statedWorkloadFindings(file, deploymentsOf(found)),
        ],
        nearestAssumptions(file.source.uri, files),
        environment.levels,
      ),
    };
  });
}

function deploymentsOf(file: EvaluatedFile | undefined): readonly Deployment[] {
  return file?.deployments.map(({ read }) => read.deployment) ?? [];
}
