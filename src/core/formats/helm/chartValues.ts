import type { SyntaxDocument } from '../../syntax/tree.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { entriesAt, isHole, isMapping, scalarAt, type Located } from '../located.ts';
import { pathOf } from '../prefilter.ts';

/**
 * Values of a chart as an object that deployments can belong to. Its name is the release's, what `fullnameOverride` says,
 * or the folder that the values lie in.
 */
export function valuesObject(
  root: Located,
  document: SyntaxDocument,
  release: KubernetesObject | null,
): KubernetesObject | null {
  if (!isMapping(root)) return null;
  const override = ['fullnameOverride', 'nameOverride']
    .map((key) => scalarAt(root, key))
    .find((each) => each !== null && !isHole(each) && each.node.text !== '');
  const nameNode = release?.nameNode ?? override ?? null;
  return {
    ...root,
    apiVersion: '',
    kind: release?.kind ?? 'Values',
    name: nameNode?.node.text ?? folderOf(root),
    nameNode,
    namespace: release?.namespace ?? null,
    document,
  };
}

/** The key of a part of the values, as the place of what the part describes. */
export function keyPlace(holder: Located, name: string): Located | null {
  const entry = entriesAt(holder).findLast(({ key }) => key === name);
  if (!entry) return null;
  const { value, keySpan } = entry;
  return { file: value.file, node: { ...value.node, span: keySpan } };
}

/** The chart's folder; folders that only say what lies in them are looked through. */
function folderOf({ file }: Located): string {
  const folders = pathOf(file.source.uri).split('/').slice(0, -1);
  const telling = folders.findLast(
    (folder) => !/^(helm|charts?|values|deploy|k8s|\.|)$/i.test(folder),
  );
  return telling ?? 'values';
}
