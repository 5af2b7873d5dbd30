import type { Change } from '../../model/change.ts';
import type { Sourced } from '../../model/sourced.ts';
import { appendItems } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, together, treeOf, type Step } from '../edits/target.ts';
import { at, type Located } from '../located.ts';
import { writtenAt } from '../platforms/scalars.ts';
import { writeField } from '../platforms/steps.ts';
import { copyOfMapping } from './copyOf.ts';
import { weightsFor } from './routes.ts';

/** A rule of a route and the one that a change is about. */
export interface RuleTarget {
  readonly rule: Located;
  /** Its backends of the first priority, and their shares of the traffic. */
  readonly active: readonly Located[];
  readonly shares: readonly number[];
  readonly backend: Located;
  /** The model that callers ask for, which backends without a name of their own serve. */
  readonly group: Sourced<string>;
}

/**
 * Weights of a rule's backends by which a model gets a share of its traffic. A model that none of them serves is asked for at
 * the service of the backend that the change is about, by another name.
 */
export function setBackendShare(
  { rule, active, shares, backend, group }: RuleTarget,
  { provider, model, share }: Extract<Change, { kind: 'route-share' }>,
): Step {
  if (!active.includes(backend)) return refuse('It only gets what others fail to answer.');
  const served = (one: Located): string =>
    writtenAt(one, 'modelNameOverride')?.value ?? group.value;
  const target = active.findIndex((one) => served(one) === model);
  const { members, added } = weightsFor(shares, target < 0 ? null : target, share);
  const weights = active.map((one, index) =>
    writeField({ holder: one, path: ['weight'] }, members[index] ?? 0),
  );
  if (target >= 0) return together(weights);
  if (provider !== null) return refuse(`None of the backends of this rule is ${provider}.`);
  const list = at(rule, 'backendRefs');
  if (list === null) return refuse('The backends of the rule are not at hand.');
  const item = { ...copyOfMapping(backend.node), modelNameOverride: model, weight: added };
  return together([...weights, inFile(list, appendItems(treeOf(list), list.node, [item]))]);
}
