import { setPath, setScalar } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, together, treeOf, type Step } from '../edits/target.ts';
import { at, type Located } from '../located.ts';
import { withRanks, type PlatformTarget } from '../platforms/steps.ts';
import type { SkyResources } from './resources.ts';

/** Spot machines; for a service with a replica policy, on-demand ones stand in while there are none. */
export function addSpot(root: Located): Step {
  const resources = at(root, 'resources');
  if (!resources) return refuse('There are no resources to write to.');
  if (at(resources, 'any_of') ?? at(resources, 'ordered')) {
    return refuse(
      'Alternatives say where it may run; which of them are spot is a choice of a person.',
    );
  }
  const spot = setPath(treeOf(resources), resources.node, ['use_spot'], true);
  const policy = at(root, 'service', 'replica_policy');
  const hasFallback = ['dynamic_ondemand_fallback', 'base_ondemand_fallback_replicas'].some(
    (key) => at(policy, key) !== null,
  );
  const steps = [inFile(resources, spot)];
  if (policy && !hasFallback) {
    const fallback = ['dynamic_ondemand_fallback'];
    steps.push(inFile(policy, setPath(treeOf(policy), policy.node, fallback, true)));
  }
  return together(steps);
}

/** `accelerators: A100:8` with another name or number. */
export function setAccelerators(
  target: PlatformTarget,
  { acceleratorPlace, accelerator }: SkyResources,
  change: { readonly name?: string; readonly count?: number },
): Step {
  const place = acceleratorPlace;
  if (!place) {
    return refuse(
      accelerator
        ? 'It lists several accelerators, or an instance type; which to keep is a choice of a person.'
        : 'It asks for no accelerator.',
    );
  }
  const [written = '', number] = place.node.text.split(':');
  const name = change.name ?? written.trim();
  const count = change.count ?? (number === undefined ? null : Number(number));
  const text = count === null || (count === 1 && number === undefined) ? name : `${name}:${count}`;
  if (text === place.node.text) return { edits: [] };
  const write = inFile(place, setScalar(treeOf(place), place.node, text));
  return change.count === undefined ? write : withRanks(target, write, change.count);
}
