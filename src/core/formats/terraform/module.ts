import type { ParsedFile } from '../../model/document.ts';
import { fileIndex } from '../../model/fileIndex.ts';
import { findEntry, entries } from '../../syntax/access.ts';
import type { MappingEntry, MappingNode, SyntaxNode } from '../../syntax/tree.ts';
import type { Located } from '../located.ts';
import { fileName, folderUri, relativeUri } from '../uris.ts';
import { trimmedEnd } from '../../text/trimmedEnd.ts';

/** A block with labels: a resource, a data source, a module. */
export interface Block {
  /** `aws_sagemaker_endpoint`; empty for blocks with one label. */
  readonly type: string;
  readonly name: string;
  readonly nameSpan: { readonly start: number; readonly end: number };
  readonly body: Located<MappingNode>;
}

/** The files of one folder, which Terraform reads as one. */
export interface Module {
  readonly folder: string;
  readonly files: readonly ParsedFile[];
  readonly variables: ReadonlyMap<string, Located<MappingNode>>;
  /** What `terraform.tfvars` and `*.auto.tfvars` set; the last file wins. */
  readonly given: ReadonlyMap<string, Located>;
  readonly locals: ReadonlyMap<string, Located>;
  readonly resources: readonly Block[];
  readonly calls: readonly Block[];
  /** Data sources by type and name, joined by a dot. */
  readonly data: ReadonlyMap<string, Located<MappingNode>>;
  /** Provider blocks by their name: `aws`, `google`. */
  readonly providers: readonly Block[];
}

/** By the Terraform files among all files: what else is edited changes no module. */
const cache = new WeakMap<readonly ParsedFile[], Map<string, Module>>();

/** The module that a file belongs to. */
export function moduleOf(file: ParsedFile, files: readonly ParsedFile[]): Module {
  return moduleIn(folderUri(file), files);
}

/** All modules of the files, by their folder with a slash at its end. */
function modulesOf(files: readonly ParsedFile[]): readonly Module[] {
  const folders = new Set(terraformFiles(files).map(folderUri));
  return [...folders].map((folder) => moduleIn(folder, files));
}

function moduleIn(folder: string, files: readonly ParsedFile[]): Module {
  const all = terraformFiles(files);
  const known = cache.get(all) ?? new Map<string, Module>();
  cache.set(all, known);
  const found = known.get(folder);
  if (found) return found;
  const own = all.filter((file) => folderUri(file) === folder);
  const module = readModule(folder, own);
  known.set(folder, module);
  return module;
}

/** All Terraform files among the files; the same array for lists that differ in other files only. */
export function terraformFiles(files: readonly ParsedFile[]): readonly ParsedFile[] {
  return byLanguage(files, 'terraform');
}

const byLanguage = fileIndex((file) =>
  /\.(?:tf|tfvars)$/.test(fileName(file)) ? [['terraform', file]] : [],
);

function readModule(folder: string, files: readonly ParsedFile[]): Module {
  const sources = files.filter((file) => !fileName(file).endsWith('.tfvars'));
  const blocks = (kind: string): readonly Located[] =>
    sources.flatMap((file) =>
      rootEntries(file)
        .filter(({ key }) => key === kind)
        .map(({ value }) => ({ file, node: value })),
    );
  const variables = new Map(
    blocks('variable').flatMap((block) =>
      labelled(block).map(({ name, body }) => [name, body] as const),
    ),
  );
  const locals = new Map(blocks('locals').flatMap((block) => valuesOf(block)));
  const given = new Map(
    files
      .filter((file) => /^terraform\.tfvars$|\.auto\.tfvars$/.test(fileName(file)))
      .sort((a, b) => precedence(a) - precedence(b) || (a.source.uri < b.source.uri ? -1 : 1))
      .flatMap((file) =>
        file.documents.flatMap(({ root }) => (root ? valuesOf({ file, node: root }) : [])),
      ),
  );
  return {
    folder,
    files,
    variables,
    given,
    locals,
    resources: blocks('resource').flatMap(typed),
    data: new Map(
      blocks('data')
        .flatMap(typed)
        .map(({ type, name, body }) => [`${type}.${name}`, body] as const),
    ),
    providers: blocks('provider').flatMap((block) => labelled(block)),
    calls: blocks('module').flatMap((block) => labelled(block)),
  };
}

/** `terraform.tfvars` first, so that automatic files win. */
function precedence(file: ParsedFile): number {
  return fileName(file) === 'terraform.tfvars' ? 0 : 1;
}

function rootEntries(file: ParsedFile): readonly MappingEntry[] {
  return file.documents.flatMap(({ root }) => entries(root));
}

function typed({ file, node }: Located): readonly Block[] {
  return entries(node).flatMap(({ key, value }) =>
    labelled({ file, node: value }).map((each) => ({ ...each, type: key })),
  );
}

function labelled({ file, node }: Located): readonly Block[] {
  return entries(node).flatMap(({ key, keySpan, value }) =>
    value.kind === 'mapping'
      ? [{ type: '', name: key, nameSpan: keySpan, body: { file, node: value } }]
      : [],
  );
}

function valuesOf({ file, node }: Located): (readonly [string, Located])[] {
  return entries(node).map(({ key, value }) => [key, { file, node: value }] as const);
}

/** A call of a module in another folder, and the module that it stands in. */
export interface ModuleCall {
  readonly caller: Module;
  readonly call: Block;
}

/** With one `/` at its end. */
function asFolder(path: string): string {
  return `${path.slice(0, trimmedEnd(path, '/'))}/`;
}

/** The calls of a module by its folder (`source = "./modules/endpoint"`). */
export function callsOf(module: Module, files: readonly ParsedFile[]): readonly ModuleCall[] {
  return modulesOf(files).flatMap((caller) =>
    caller.calls.flatMap((call): ModuleCall[] => {
      const source: SyntaxNode | undefined = findEntry(call.body.node, 'source')?.value;
      if (source?.kind !== 'scalar' || !/^\.{1,2}\//.test(source.text)) return [];
      const target = relativeUri(call.body.file.source.uri, asFolder(source.text));
      return asFolder(target) === module.folder ? [{ caller, call }] : [];
    }),
  );
}
