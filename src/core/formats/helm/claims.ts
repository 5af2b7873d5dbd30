import type { Volume } from '../../model/deployment.ts';
import { at, isHole, scalarAt, sourced, textAt, type Located } from '../located.ts';
import { parseGiB } from '../quantity.ts';

/** A volume whose size stands at a path of the values; none where it is not written or switched off. */
export function claimSize(
  holder: Located,
  path: readonly string[],
  name: string,
  shared: boolean,
): Volume[] {
  const parent = at(holder, ...path.slice(0, -1));
  if (textAt(parent, 'enabled') === 'false') return [];
  const size = scalarAt(holder, ...path);
  const sizeGiB = size && !isHole(size) ? parseGiB(size.node.text) : null;
  if (!size || sizeGiB === null) return [];
  const storageClass = textAt(parent, 'storageClass') ?? textAt(parent, 'storageClassName');
  const isNamed = storageClass !== null && storageClass !== '' && storageClass !== '-';
  return [
    { name, sizeGiB: sourced(size, sizeGiB), storageClass: isNamed ? storageClass : null, shared },
  ];
}
