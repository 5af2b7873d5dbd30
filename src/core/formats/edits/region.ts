import type { ParsedFile } from '../../model/document.ts';
import type { Deployment } from '../../model/deployment.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { isHole, type Located } from '../located.ts';
import { belongsTo, inFile, refuse, treeOf, type Step } from './target.ts';
import { scalarOf } from './writtenValue.ts';

/** What the change of a region needs to know. */
interface RegionTarget {
  readonly deployment: Deployment;
  readonly object: Located;
  readonly files: readonly ParsedFile[];
}

/** Writes another region where the object itself names one; a zone, or a region that others share, is left to a person. */
export function setRegion({ deployment, object, files }: RegionTarget, region: string): Step {
  const { region: current } = deployment.placement;
  if (current === null) return refuse('The region is not written in this config.');
  if (current.value === region) return { edits: [] };
  const written = scalarOf(current, files);
  if (!written || !belongsTo(object, written)) {
    return refuse('The region is written where others use it too.');
  }
  if (isHole(written)) return refuse('A template fills in the region.');
  const { text } = written.node;
  const isTail = text.endsWith(`/${current.value}`) && /^[a-z]+\/[a-z0-9-]+$/.test(text);
  if (text !== current.value && !isTail) {
    return refuse(`${text} names more than a region.`);
  }
  const whole = text.slice(0, text.length - current.value.length) + region;
  return inFile(written, setScalar(treeOf(written), written.node, whole));
}
