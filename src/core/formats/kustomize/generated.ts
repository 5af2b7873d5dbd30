import type { MappingEntry, MappingNode, ScalarNode } from '../../syntax/tree.ts';
import type { ParsedFile } from '../../model/document.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { isScalar, itemsAt, scalarAt, textAt, type Located } from '../located.ts';

/** ConfigMaps that a kustomization makes of literals (`name=value`), as objects with places in the kustomization. */
export function generatedConfigMaps(root: Located): readonly KubernetesObject[] {
  const document = root.file.documents[0];
  if (!document) return [];
  return itemsAt(root, 'configMapGenerator').flatMap((generator) => {
    const name = textAt(generator, 'name');
    if (name === null) return [];
    const literals = itemsAt(generator, 'literals').flatMap((item) =>
      isScalar(item) ? literalEntry(item.file, item.node) : [],
    );
    const data: MappingNode = {
      kind: 'mapping',
      flow: false,
      span: generator.node.span,
      entries: literals,
    };
    const node: MappingNode = {
      kind: 'mapping',
      flow: false,
      span: generator.node.span,
      entries: [
        { key: 'data', keySpan: generator.node.span, span: generator.node.span, value: data },
      ],
    };
    return [
      {
        file: root.file,
        node,
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name,
        nameNode: scalarAt(generator, 'name'),
        namespace: textAt(generator, 'namespace') ?? textAt(root, 'namespace'),
        document,
      },
    ];
  });
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
