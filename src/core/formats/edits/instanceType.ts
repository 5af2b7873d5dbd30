import type { Provider } from '../../model/deployment.ts';
import { setPath } from '../../syntax/yamlEdit.ts';
import { nodeConstraints, type NodeConstraint } from '../hardware/constraints.ts';
import { isInstanceLabel, isPoolLabel } from '../hardware/labels.ts';
import { instanceOf } from '../hardware/products.ts';
import { isHole, writable } from '../located.ts';
import { inFile, refuse, treeOf, type EditTarget, type Step } from './target.ts';

const LABEL = 'node.kubernetes.io/instance-type';

/** Labels that say what a node carries in other words than its instance type. */
const OTHER_PINS =
  /gke-accelerator|gke-tpu|gpu\.product|gpu\.nvidia\.com|instance-gpu-name|instance-family|instance-size|sku-|machine-family/;

/**
 * Names the instance type that pods land on: a label that pins one already gets another value, a pod that leaves it open a
 * node selector. Pools and products that are named by other labels are left to a person: a second label could only
 * contradict them.
 */
export function setInstanceType(
  target: EditTarget,
  instanceType: string,
  provider: Provider,
): Step {
  const { podSpec, deployment, catalog } = target;
  if (!podSpec) return refuse('There is no pod spec to write to.');
  const constraints = nodeConstraints(podSpec);
  const pinned = constraints.filter(({ key }) => isInstanceLabel(key));
  const [contradicted] = constraints.filter(
    ({ key }) => OTHER_PINS.test(key) && !isInstanceLabel(key),
  );
  if (contradicted) return refuse(`${contradicted.key} decides about the hardware already.`);
  const [first, ...others] = pinned;
  if (others.length > 0) return refuse('Several labels name the instance type.');
  const [present] = first?.values ?? [];
  const machine = present ? instanceOf(present.node.text, catalog) : null;
  if (machine && machine.provider !== provider) {
    return refuse(`${first?.key} names a machine of ${machine.provider}.`);
  }
  if (first) return rewrite(first, instanceType);
  const [pool] = constraints.filter(({ key }) => isPoolLabel(key));
  if (pool) return refuse(`${pool.key} says which pool it runs on.`);
  const { instanceType: known } = deployment.placement;
  if (known) return refuse(`${known.value} is named elsewhere.`);
  const place = writable(podSpec);
  return inFile(place, setPath(treeOf(place), place.node, ['nodeSelector', LABEL], instanceType));
}

function rewrite({ key, values }: NodeConstraint, instanceType: string): Step {
  const [written] = values;
  if (!written || values.length > 1) return refuse(`${key} leaves a choice that a person made.`);
  if (isHole(written)) return refuse(`A template fills in ${key}.`);
  if (written.node.text === instanceType) return { edits: [] };
  return inFile(written, setPath(treeOf(written), written.node, [], instanceType));
}
