import type { Analysis } from '../analysis.ts';
import { fileFinding } from '../assumptions/fileFinding.ts';
import { spanAt } from '../assumptions/nodePath.ts';
import { nearestAssumptions } from '../assumptions/nearestAssumptions.ts';
import { readAssumptions, type Assumptions } from '../assumptions/readAssumptions.ts';
import { withOwnFacts } from '../catalog/withOwnFacts.ts';
import type { Catalog } from '../model/catalog.ts';
import type { ParsedFile } from '../model/document.ts';
import type { Environment } from '../model/environment.ts';
import { fileAt } from '../model/fileIndex.ts';
import type { Finding } from '../model/finding.ts';
import { readOwnFacts } from './ownFacts.ts';
import { modelConfigsOf } from './ownModel.ts';

/** Catalogues with own facts, by what these say: the same text makes the same catalogue, and what it priced stays known. */
const made = new WeakMap<Catalog, Map<string, Catalog>>();
/** No workspace has as many sets of own facts. */
const mostMade = 100;

/**
 * The environment of a file: its catalogue also has the models, accelerators and machines that the assumptions file
 * describes which counts for it. The one that is given where that describes none.
 */
export function environmentAt(
  uri: string,
  files: readonly ParsedFile[],
  override: ParsedFile | null,
  environment: Environment,
): Environment {
  const nearest = override ?? nearestAssumptions(uri, files);
  if (nearest === null) return environment;
  const { assumptions } = readAssumptions(nearest);
  if (!hasFacts(assumptions)) return environment;
  return { ...environment, catalog: ownCatalog(assumptions, files, environment.catalog) };
}

/** The environment of a file of an analysis. */
export function environmentOf({ files, environment }: Analysis, uri: string): Environment {
  return environmentAt(
    uri,
    files.map(({ file }) => file),
    null,
    environment,
  );
}

function hasFacts({ values: { models, accelerators, instances } }: Assumptions): boolean {
  return models !== undefined || accelerators !== undefined || instances !== undefined;
}

function ownCatalog(
  assumptions: Assumptions,
  files: readonly ParsedFile[],
  catalog: Catalog,
): Catalog {
  const { models, accelerators, instances } = assumptions.values;
  const configs = modelConfigsOf(assumptions).map((uri) => fileAt(files, uri)?.source.text ?? null);
  const key = JSON.stringify([assumptions.uri, models, accelerators, instances, configs]);
  const known = made.get(catalog) ?? new Map<string, Catalog>();
  made.set(catalog, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const own = withOwnFacts(catalog, readOwnFacts(assumptions, files, catalog).facts);
  if (known.size >= mostMade) known.clear();
  known.set(key, own);
  return own;
}

/** What in the own facts of an assumptions file cannot be used, each at its place. */
export function ownFactFindings(
  file: ParsedFile,
  files: readonly ParsedFile[],
  catalog: Catalog,
): readonly Finding[] {
  const { assumptions } = readAssumptions(file);
  const { uri, root } = assumptions;
  if (root === null || !hasFacts(assumptions)) return [];
  return readOwnFacts(assumptions, files, catalog).mistakes.map(({ path, message }) =>
    fileFinding({
      code: 'assumptions-file',
      level: 'warning',
      uri,
      span: spanAt(root, path),
      message,
    }),
  );
}
