import type { Catalog } from '../../model/catalog.ts';
import type { ParsedFile } from '../../model/document.ts';
import { fileIndex } from '../../model/fileIndex.ts';
import { nodeConstraints, type NodeConstraint } from '../hardware/constraints.ts';
import { at, itemsAt, type Located } from '../located.ts';
import { objectsOf } from '../kubernetes/objects.ts';
import type { NodePool } from './nodePools.ts';
import { allNodePools } from './read.ts';

/** The pool of the Terraform files that a pod selects, where exactly one fits. */
export function poolFor(
  wanted: readonly NodeConstraint[],
  files: readonly ParsedFile[],
  catalog: Catalog,
): NodePool | null {
  if (wanted.length === 0) return null;
  const fitting = allNodePools(files, catalog).filter((pool) => selects(wanted, pool));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** True when the pod asks for at least one label that the pool's nodes carry, and for no other value of one. */
function selects(wanted: readonly NodeConstraint[], { labels }: NodePool): boolean {
  const carried = new Map(
    labels.map(({ key, values }) => [key, values.map(({ node }) => node.text)]),
  );
  const shared = wanted.filter(({ key }) => carried.has(key));
  return (
    shared.length > 0 &&
    shared.every(({ key, values }) =>
      values.some(({ node }) => carried.get(key)?.includes(node.text) === true),
    )
  );
}

/** Names of the Kubernetes objects in the files whose pods select the pool, by kind and name. */
export function podsOn(pool: NodePool, files: readonly ParsedFile[]): readonly string[] {
  return selectors(files, '')
    .filter(({ wanted }) => wanted.some((each) => selects(each, pool)))
    .map(({ name }) => name);
}

/** What the pods of each object select nodes by. */
const selectors = fileIndex((file) =>
  objectsOf(file).map((object) => {
    const wanted = podSpecsIn(object, 0).map(required);
    return ['', { name: `${object.kind}/${object.name ?? ''}`, wanted }] as const;
  }),
);

function required(podSpec: Located | null): readonly NodeConstraint[] {
  return nodeConstraints(podSpec).filter(({ strength }) => strength === 'required');
}

/** How deep a pod spec lies below its object, at most (a `RayService`'s worker groups). */
const deepest = 8;

/** Every part of an object that selects nodes, wherever its kind keeps its pods. */
function podSpecsIn(from: Located, depth: number): readonly Located[] {
  if (depth > deepest) return [];
  const { file, node } = from;
  if (node.kind === 'sequence') {
    return itemsAt(from).flatMap((item) => podSpecsIn(item, depth + 1));
  }
  if (node.kind !== 'mapping') return [];
  if (at(from, 'nodeSelector') !== null || at(from, 'affinity', 'nodeAffinity') !== null)
    return [from];
  return node.entries.flatMap(({ value }) => podSpecsIn({ file, node: value }, depth + 1));
}
