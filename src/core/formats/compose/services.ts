import type { ParsedFile } from '../../model/document.ts';
import { fileAt } from '../../model/fileIndex.ts';
import { filesInFolder } from '../filesByPath.ts';
import type { MappingNode } from '../../syntax/tree.ts';
import type { Span } from '../../text/span.ts';
import { at, entriesAt, isMapping, isScalar, itemsAt, textAt, type Located } from '../located.ts';
import { environmentAt } from '../platforms/environment.ts';
import { fileName, relativeUri } from '../uris.ts';
import type { Variable } from '../pods/variables.ts';
import { environmentFile, interpolated, type ComposeEnvironment } from './interpolation.ts';
import { folderOf } from '../../text/uris.ts';

/** A service put together from its own entry, what it extends and the files that are merged with it. */
export interface ComposeService {
  readonly name: string;
  readonly nameSpan: Span;
  /** The one with the last word first. */
  readonly layers: readonly Located<MappingNode>[];
  /** What fills the references in its text. */
  readonly environment: ComposeEnvironment;
  /** What its containers find in their environment. */
  readonly variables: ReadonlyMap<string, Variable>;
}

/** The services of a document; null when it is no Compose file. */
export function servicesOf(
  root: Located<MappingNode>,
  files: readonly ParsedFile[],
): readonly ComposeService[] | null {
  const services = at(root, 'services');
  if (!services || !isMapping(services) || isSomethingElse(root)) return null;
  const environment = environmentFile(root.file, '.env', files);
  return entriesAt(services).flatMap(({ key, keySpan, value }): ComposeService[] => {
    if (!isMapping(value)) return [];
    const layers = [value, ...extendedBy(value, root, files), ...basesOf(key, value, root, files)];
    return [
      {
        name: key,
        nameSpan: keySpan,
        layers,
        environment,
        variables: variablesOf(layers, environment, files),
      },
    ];
  });
}

/** Other files have `services` as well: Kubernetes objects, CloudFormation, BentoCloud, workflows. */
function isSomethingElse(root: Located): boolean {
  return ['apiVersion', 'kind', 'Resources', 'bento', 'jobs', 'swagger', 'openapi', 'on'].some(
    (key) => at(root, key) !== null,
  );
}

const DEPTH = 5;

/** `extends: NAME`, or a service of another file. */
function extendedBy(
  service: Located,
  root: Located<MappingNode>,
  files: readonly ParsedFile[],
  depth = 0,
): Located<MappingNode>[] {
  const name = textAt(service, 'extends') ?? textAt(service, 'extends', 'service');
  if (name === null || depth > DEPTH) return [];
  const path = textAt(service, 'extends', 'file');
  const other = path === null ? root : rootOf(fileFrom(root.file, path, files));
  const base = other && at(other, 'services', name);
  if (!other || !base || !isMapping(base) || base.node === service.node) return [];
  return [base, ...extendedBy(base, other, files, depth + 1)];
}

/**
 * The service of the same name in the file that this one is merged with: `docker-compose.gpu.yml` holds what it adds to
 * `docker-compose.yml`.
 */
function basesOf(
  name: string,
  own: Located,
  { file }: Located<MappingNode>,
  files: readonly ParsedFile[],
): Located<MappingNode>[] {
  const named = (baseOf(fileName(file)) ?? []).flatMap((base) => fileFrom(file, base, files) ?? []);
  // A service that is not runnable by itself adds to some other file of the folder.
  const others = isRunnable(own) ? [] : filesBeside(file, files);
  for (const candidate of [...named, ...others]) {
    const base = rootOf(candidate);
    const service = base && at(base, 'services', name);
    if (service && isMapping(service) && (named.length > 0 || isRunnable(service))) {
      return [service];
    }
  }
  return [];
}

function isRunnable(service: Located): boolean {
  return ['image', 'build', 'extends'].some((key) => at(service, key) !== null);
}

function filesBeside(file: ParsedFile, files: readonly ParsedFile[]): readonly ParsedFile[] {
  const { uri } = file.source;
  return filesInFolder(files, folderOf(uri)).filter((other) => other !== file);
}

/** Names of the files that one named `docker-compose.gpu.yml` or `compose.override.yaml` adds to. */
function baseOf(name: string): readonly string[] | null {
  const stem = /^((?:docker-)?compose)[.\-_].+\.ya?ml$/.exec(name)?.[1];
  return stem === undefined ? null : [`${stem}.yml`, `${stem}.yaml`];
}

/** True when another file at hand adds accelerators to the service, and so is the one to price. */
export function isCompletedElsewhere(
  name: string,
  file: ParsedFile,
  files: readonly ParsedFile[],
): boolean {
  return filesBeside(file, files).some((other) => {
    const root = rootOf(other);
    const service = root && at(root, 'services', name);
    if (!service) return false;
    const isAddition = baseOf(fileName(other))?.includes(fileName(file)) ?? false;
    if (!isAddition && isRunnable(service)) return false;
    const adds = ['gpus', 'runtime', 'devices'].some((key) => at(service, key) !== null);
    return adds || at(service, 'deploy', 'resources', 'reservations', 'devices') !== null;
  });
}

function fileFrom(
  from: ParsedFile,
  path: string,
  files: readonly ParsedFile[],
): ParsedFile | undefined {
  return fileAt(files, relativeUri(from.source.uri, path));
}

function rootOf(file: ParsedFile | undefined): Located<MappingNode> | null {
  const root = file?.documents[0]?.root;
  const located = file && root ? { file, node: root } : null;
  return located && isMapping(located) ? located : null;
}

/** `environment` over `env_file`, upper layers over lower ones. */
function variablesOf(
  layers: readonly Located<MappingNode>[],
  environment: ComposeEnvironment,
  files: readonly ParsedFile[],
): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  const lowestFirst = [...layers].reverse();
  for (const layer of lowestFirst) {
    for (const name of environmentFileNames(layer)) {
      for (const [key, value] of environmentFile(layer.file, name, files)) {
        variables.set(key, { name: key, value, place: value, shared: false });
      }
    }
  }
  for (const layer of lowestFirst) {
    for (const [name, variable] of environmentAt(layer, 'environment')) {
      variables.set(name, filledIn(variable, environment));
    }
  }
  return variables;
}

/** A variable with its references replaced; one without a value takes that of the host. */
function filledIn(variable: Variable, environment: ComposeEnvironment): Variable {
  const { name, value: written, place } = variable;
  const value = written ? interpolated(written, environment) : (environment.get(name) ?? null);
  const isElsewhere = value !== null && value.file !== place.file;
  return isElsewhere ? { name, value, place: value, shared: false } : { ...variable, value };
}

function environmentFileNames(layer: Located): readonly string[] {
  const one = textAt(layer, 'env_file');
  if (one !== null) return [one];
  return itemsAt(layer, 'env_file').flatMap((item) => {
    const path = isScalar(item) ? item.node.text : textAt(item, 'path');
    return path === null ? [] : [path];
  });
}
