import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { productBundles } from '../../../scripts/build/bundles.ts';

/** What each of our files imports, types left out; paths relative to the repository. */
async function importGraph(): Promise<ReadonlyMap<string, readonly string[]>> {
  const results = await Promise.all(
    productBundles(false).map(({ options }) => build({ ...options, write: false })),
  );
  const inputs = results.flatMap(({ metafile }) => Object.entries(metafile?.inputs ?? {}));
  const isOurs = (file: string): boolean => /^(src|webview)\/.*\.ts$/.test(file);
  return new Map(
    inputs
      .filter(([file]) => isOurs(file))
      .map(([file, { imports }]) => [file, imports.map((one) => one.path).filter(isOurs)]),
  );
}

/** The first way found from a file back to itself; empty when there is none. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...way, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

it('no file imports itself by way of others', async () => {
  const graph = await importGraph();
  expect(graph.size).toBeGreaterThan(900);
  expect(cycleIn(graph)).toEqual([]);
});
