import { nearestAssumptions } from '../assumptions/nearestAssumptions.ts';
import { type Assumptions, readAssumptions } from '../assumptions/readAssumptions.ts';
import { resolveAssumptions } from '../assumptions/resolveAssumptions.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { serverShares } from '../cost/attribution.ts';
import type { ReadDeployment, SkippedObject } from '../formats/format.ts';
import { readFile } from '../formats/formats.ts';
import type { ParsedFile, SourceDocument } from '../model/document.ts';
import type { Environment } from '../model/environment.ts';
import { parseFile } from '../syntax/parse.ts';
import type { ParseCache } from '../syntax/parseCache.ts';
import { environmentAt } from './ownCatalog.ts';
import { withStatedComments } from './statedWorkload.ts';
import { type EstimateMemory, type Priced, recallEstimate } from './rememberedEstimates.ts';

/** All files of one analysis, parsed: serving configs and assumptions files. */
export interface World {
  readonly files: readonly ParsedFile[];
  /** The assumptions file to use instead of the nearest one (`--assumptions FILE`). */
  readonly override: ParsedFile | null;
  readonly environment: Environment;
  readonly parseCache: ParseCache;
}

/** A deployment that was read and priced, before any advice. */
export interface Evaluated extends Priced {
  readonly read: ReadDeployment;
  /** In which it was priced: that of the world, with the facts that its assumptions file adds to the catalogue. */
  readonly environment: Environment;
  readonly assumptions: ResolvedAssumptions;
}

export interface EvaluatedFile {
  readonly file: ParsedFile;
  readonly formats: readonly string[];
  readonly skipped: readonly SkippedObject[];
  readonly deployments: readonly Evaluated[];
}

/**
 * Reads and prices what one file deploys; the other files of the world are joined where they belong to it.
 *
 * @param memory Of the estimates of this world as it was before; none for a world that is only tried.
 */
export function evaluateFile(
  file: ParsedFile,
  world: World,
  memory: EstimateMemory = new Map(),
): EvaluatedFile {
  const reading = readDeployments(file, world);
  return {
    file,
    formats: reading.formats,
    skipped: reading.skipped,
    deployments: price(file.source.uri, reading.deployments, world, memory),
  };
}

/**
 * Reads what one file deploys, with what its comments say that this has to serve.
 *
 * @param edited URIs of edited files, where only what they have a say in is wanted.
 */
export function readDeployments(
  file: ParsedFile,
  { files, override, environment, parseCache }: World,
  edited?: ReadonlySet<string>,
): ReturnType<typeof readFile> {
  const { catalog } = environmentAt(file.source.uri, files, override, environment);
  const context = { catalog, files, parseCache };
  const reading = readFile(file, edited ? { ...context, edited } : context);
  return { ...reading, deployments: withStatedComments(reading.deployments, file) };
}

/** Prices deployments of one file by the assumptions that count for it; those of one server belong together. */
export function price(
  uri: string,
  reads: readonly ReadDeployment[],
  { files, override, environment }: World,
  memory: EstimateMemory = new Map(),
): readonly Evaluated[] {
  const nearest = override ?? nearestAssumptions(uri, files);
  const stated = nearest === null ? null : readAssumptions(nearest).assumptions;
  return priceBy(stated, reads, environmentAt(uri, files, override, environment), memory);
}

/** Prices deployments of one file by assumptions that are read already; null = nothing is stated. */
export function priceBy(
  stated: Assumptions | null,
  reads: readonly ReadDeployment[],
  environment: Environment,
  memory: EstimateMemory = new Map(),
): readonly Evaluated[] {
  const measurements = measurementsOf(environment);
  return withSharedServers(
    reads.map((read) => {
      const assumptions = resolveAssumptions(read.deployment, stated, environment, measurements);
      const priced = recallEstimate(memory, read.deployment, assumptions, environment);
      return { read, assumptions, environment, ...priced };
    }),
    environment,
    memory,
  );
}

const measurementFiles = new WeakMap<SourceDocument, Assumptions>();

/** What a file of measurements beside the assumptions says; null where there is none. */
function measurementsOf({ measurements }: Environment): Assumptions | null {
  if (measurements === undefined || measurements === null) return null;
  const known = measurementFiles.get(measurements);
  if (known !== undefined) return known;
  const { assumptions } = readAssumptions(parseFile(measurements));
  measurementFiles.set(measurements, assumptions);
  return assumptions;
}

/** Models of the file that run on one server are priced again, each with its share of that server. */
function withSharedServers(
  deployments: readonly Evaluated[],
  environment: Environment,
  memory: EstimateMemory,
): readonly Evaluated[] {
  const servers = new Map<string, Evaluated[]>();
  for (const one of deployments) {
    const { server } = one.read.deployment;
    if (server === undefined || one.assumptions.nodeShare !== null) continue;
    servers.set(server, [...(servers.get(server) ?? []), one]);
  }
  const shared = new Map<Evaluated, Evaluated>();
  for (const models of servers.values()) {
    if (models.length < 2) continue;
    const shares = serverShares(models.map(({ estimate }) => estimate));
    models.forEach((one, index) => {
      const assumptions = { ...one.assumptions, serverShare: shares[index] ?? null };
      const priced = recallEstimate(memory, one.read.deployment, assumptions, environment);
      shared.set(one, { ...one, assumptions, ...priced });
    });
  }
  return deployments.map((one) => shared.get(one) ?? one);
}
