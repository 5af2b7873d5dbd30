import type { ParsedFile } from '../../model/document.ts';
import type { MappingEntry, MappingNode, ScalarNode } from '../../syntax/tree.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { at, isScalar, itemsAt, mappingAt, scalarAt, textAt, type Located } from '../located.ts';
import { relativeUri } from '../uris.ts';
import type { BuildInput } from './build.ts';
import type { Kustomization } from './kustomizations.ts';
import type { PatchedFile } from './patchedFile.ts';

/**
 * ConfigMaps that a kustomization, and what it is made of, makes of literals and of environment files (`name=value`). Those of
 * a base come first: an overlay adds to them, or takes their place, where its `behavior` says so. Values keep the places
 * where they are written.
 */
export function generatedConfigMaps(
  kustomization: Kustomization,
  input: BuildInput,
): readonly KubernetesObject[] {
  const maps: KubernetesObject[] = [];
  for (const each of basesFirst(kustomization, input.kustomizations)) {
    for (const generator of itemsAt(each.root, 'configMapGenerator')) {
      const name = textAt(generator, 'name');
      if (name === null) continue;
      const behavior = textAt(generator, 'behavior');
      const last = maps.findLastIndex((map) => map.name === name);
      const changed = behavior === 'merge' || behavior === 'replace' ? maps[last] : undefined;
      const map = configMap(
        name,
        generator,
        each,
        behavior === 'merge' ? changed : undefined,
        input,
      );
      if (changed === undefined) maps.push(map);
      else maps[last] = map;
    }
  }
  return maps;
}

/** Files beside a kustomization from which it makes ConfigMaps, as URIs. */
export function environmentFilesOf({ root }: Kustomization): readonly string[] {
  return itemsAt(root, 'configMapGenerator').flatMap(environmentPaths);
}

function environmentPaths(generator: Located): readonly string[] {
  return [...itemsAt(generator, 'envs'), at(generator, 'env')].flatMap((path) =>
    path !== null && isScalar(path) ? relativeUri(generator.file.source.uri, path.node.text) : [],
  );
}

/** A base that is reached in several ways is built once. */
function basesFirst(
  kustomization: Kustomization,
  kustomizations: BuildInput['kustomizations'],
  seen = new Set<Kustomization>(),
): readonly Kustomization[] {
  if (seen.has(kustomization)) return [];
  seen.add(kustomization);
  const below = [...kustomization.resources, ...kustomization.components].flatMap((path) => {
    const folder = kustomizations.get(path);
    return folder ? basesFirst(folder, kustomizations, seen) : [];
  });
  return [...below, kustomization];
}

/** @param base The map whose entries it adds to. */
function configMap(
  name: string,
  generator: Located,
  { root, document }: Kustomization,
  base: KubernetesObject | undefined,
  { homes, layers, fileAt }: BuildInput,
): KubernetesObject {
  const own = (file: ParsedFile, entries: readonly MappingEntry[]): readonly MappingEntry[] => {
    for (const { value } of entries) homes.set(value, file);
    return entries;
  };
  const entries = [
    ...(mappingAt(base ?? null, 'data')?.node.entries ?? []),
    ...environmentPaths(generator).flatMap((uri) => {
      const file = fileAt(uri);
      const written = file?.documents[0]?.root;
      return file && written?.kind === 'mapping' ? own(file, written.entries) : [];
    }),
    ...itemsAt(generator, 'literals').flatMap((item) =>
      isScalar(item) ? own(item.file, literalEntry(item.file, item.node)) : [],
    ),
  ];
  const { span } = generator.node;
  const mapping = (of: readonly MappingEntry[]): MappingNode => ({
    kind: 'mapping',
    flow: false,
    span,
    entries: [...of],
  });
  const data: MappingEntry = { key: 'data', keySpan: span, span, value: mapping(entries) };
  const { uri } = root.file.source;
  const file: PatchedFile = {
    ...root.file,
    patched: { homes, layers, overlay: null, uris: [uri], sharedUris: new Set() },
  };
  return {
    file,
    node: mapping([data]),
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name,
    nameNode: scalarAt(generator, 'name'),
    namespace: textAt(generator, 'namespace') ?? textAt(root, 'namespace'),
    document,
  };
}

function literalEntry(file: ParsedFile, item: ScalarNode): MappingEntry[] {
  const equals = item.text.indexOf('=');
  if (equals < 1) return [];
  const key = item.text.slice(0, equals);
  const value = item.text.slice(equals + 1).replace(/^(["'])(.*)\1$/s, '$2');
  const start = file.source.text.indexOf(value, item.span.start);
  const isInside = value !== '' && start >= 0 && start + value.length <= item.span.end;
  const span = isInside ? { start, end: start + value.length } : item.span;
  const scalar: ScalarNode = {
    kind: 'scalar',
    value,
    text: value,
    style: 'plain',
    templated: false,
    span,
  };
  return [{ key, keySpan: item.span, span: item.span, value: scalar }];
}
