import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { createCatalog } from '../src/core/catalog/createCatalog.ts';
import { readFile } from '../src/core/formats/formats.ts';
import { mayHoldServing } from '../src/core/formats/prefilter.ts';
import { mayBeConfigPath } from '../src/core/formats/prefilter.ts';
import type { SourceDocument } from '../src/core/model/document.ts';
import { parseFile } from '../src/core/syntax/parse.ts';
import { root } from './root.ts';

const examples = join(root, 'examples');

export interface ExampleFolder {
  readonly name: string;
  readonly documents: readonly SourceDocument[];
}

/** Every folder of `examples/` with the configs in it and below, in order of their names. */
export function exampleFolders(): readonly ExampleFolder[] {
  const paths = readdirSync(examples, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(examples, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(mayBeConfigPath)
    .sort();
  const names = new Set(paths.map((path) => path.split('/')[0] ?? ''));
  return [...names].map((name) => ({
    name,
    documents: paths
      .filter((path) => path.startsWith(`${name}/`))
      .map((path) => ({
        uri: `file:///examples/${path}`,
        version: 1,
        text: readFileSync(join(examples, path), 'utf8'),
      })),
  }));
}

/** What a config is does not depend on any price or model. */
const noCatalog = createCatalog({
  checked: true,
  accelerators: '',
  cpus: '',
  models: '',
  quantizations: '',
  variants: '',
  instances: '',
  managed: '',
  ancillary: '',
  api: '',
});

/** Names of the folders of `examples/` that show a format, by its id. */
export function exampleFoldersByFormat(): ReadonlyMap<string, readonly string[]> {
  const byFormat = new Map<string, string[]>();
  for (const { name, documents } of exampleFolders()) {
    const files = documents.filter(mayHoldServing).map((document) => parseFile(document));
    const ids = files.flatMap((file) => readFile(file, { catalog: noCatalog, files }).formats);
    for (const id of new Set(ids)) byFormat.set(id, [...(byFormat.get(id) ?? []), name]);
  }
  return byFormat;
}
