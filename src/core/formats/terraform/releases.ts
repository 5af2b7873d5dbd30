import { scalarNode } from '../../syntax/scan.ts';
import type { SyntaxDocument, MappingNode, SyntaxNode } from '../../syntax/tree.ts';
import { embeddedIn } from '../embedded.ts';
import type { ReadContext } from '../format.ts';
import { readValues } from '../helm/helm.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { at, isHole, isMapping, isScalar, itemsAt, scalarAt, type Located } from '../located.ts';
import type { DocumentReading } from '../platforms/documentFormat.ts';
import { refuse } from '../edits/target.ts';
import { blocksAt, textIn, type Resource } from './resource.ts';
import { filesBehind } from './uses.ts';

/**
 * `helm_release`: the values that it gives its chart, those of `set` over those of `values`. Where values come from a
 * file, that file is read by itself.
 */
export function readRelease(resource: Resource, context: ReadContext): DocumentReading {
  const { body, block } = resource;
  const written = valuesOf(body);
  if (written === null) return [];
  const node = withSettings(written, body);
  const name = scalarAt(body, 'name');
  const document: SyntaxDocument = { root: body.node, span: body.node.span, problems: [] };
  const release: KubernetesObject = {
    ...body,
    apiVersion: '',
    kind: block.type,
    name: name && !isHole(name) ? name.node.text : block.name,
    nameNode: name ?? {
      file: body.file,
      node: scalarNode(block.name, block.name, block.nameSpan),
    },
    namespace: textIn(body, 'namespace')?.value ?? null,
    document,
  };
  const behind = filesBehind(resource.instance.scope).map(({ source }) => source.uri);
  const root = { file: body.file, node: { ...node, span: body.node.span } };
  return readValues(root, document, release, context).map((each) =>
    'reason' in each
      ? { ...each, span: block.nameSpan }
      : {
          deployment: {
            ...each.deployment,
            uris: [...new Set([...each.deployment.uris, ...behind])],
          },
          step: () => refuse('The values of a release are not changed in Terraform.'),
        },
  );
}

/** The values of all texts and maps in `values`, later ones over earlier ones; null where a file holds some. */
function valuesOf(body: Located<MappingNode>): MappingNode | null {
  let merged: MappingNode = { kind: 'mapping', entries: [], span: body.node.span, flow: true };
  for (const item of itemsAt(body, 'values')) {
    if (isScalar(item) && item.node.templated && item.node.style !== 'literal') return null;
    const read = isScalar(item) ? embeddedIn(item) : item;
    if (!read || !isMapping(read)) continue;
    merged = over(merged, read.node);
  }
  return merged;
}

/** `set { name = "a.b" value = 1 }`, also as a list of objects. */
function withSettings(values: MappingNode, body: Located): MappingNode {
  return [...blocksAt(body, 'set'), ...blocksAt(body, 'set_list')].reduce((node, setting) => {
    const name = textIn(setting, 'name')?.value;
    const value = at(setting, 'value');
    return name === undefined || !value ? node : setAt(node, keysOf(name), value.node);
  }, values);
}

/** The keys of a path: a dot with a backslash before it belongs to a key. Items of lists are not set. */
function keysOf(name: string): readonly string[] {
  return name.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
}

function setAt(
  node: MappingNode,
  [key, ...rest]: readonly string[],
  value: SyntaxNode,
): MappingNode {
  if (key === undefined || /\[\d+\]$/.test(key)) return node;
  const known = node.entries.find((entry) => entry.key === key);
  const inner: MappingNode =
    known?.value.kind === 'mapping'
      ? known.value
      : { kind: 'mapping', entries: [], span: value.span, flow: true };
  const written = rest.length === 0 ? value : setAt(inner, rest, value);
  const entry = { key, keySpan: value.span, span: value.span, value: written };
  return { ...node, entries: [...node.entries.filter((each) => each.key !== key), entry] };
}

/** Maps are merged, anything else is replaced: as Helm lays one file of values over another. */
function over(lower: MappingNode, upper: MappingNode): MappingNode {
  const entries = upper.entries.map((entry) => {
    const below = lower.entries.find(({ key }) => key === entry.key)?.value;
    const isMerged = below?.kind === 'mapping' && entry.value.kind === 'mapping';
    return isMerged ? { ...entry, value: over(below, entry.value) } : entry;
  });
  const keys = new Set(entries.map(({ key }) => key));
  return { ...upper, entries: [...lower.entries.filter(({ key }) => !keys.has(key)), ...entries] };
}
