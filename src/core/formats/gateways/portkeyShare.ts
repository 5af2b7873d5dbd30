import type { Change } from '../../model/change.ts';
import { appendItems } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, together, treeOf, type Step } from '../edits/target.ts';
import { at, itemsAt, type Located } from '../located.ts';
import { numberAt, writtenAt } from '../platforms/scalars.ts';
import { writeField } from '../platforms/steps.ts';
import { copyOfMapping } from './copyOf.ts';
import { sharesOf, weightsFor } from './routes.ts';

/**
 * Weights of the targets of a load balancing strategy by which a model gets a share of their traffic. A model that none of
 * them serves becomes a target beside the one the change is about, with the same provider and key.
 */
export function setTargetShare(
  place: Located,
  balance: Located | null,
  { provider, model, share }: Extract<Change, { kind: 'route-share' }>,
): Step {
  if (balance === null) return refuse('No strategy shares traffic among targets here.');
  const targets = itemsAt(balance, 'targets');
  const shares = sharesOf(targets.map((target) => numberAt(target, 'weight')?.value ?? null));
  const target = targets.findIndex(
    (one) => writtenAt(one, 'override_params', 'model')?.value === model,
  );
  const { members, added } = weightsFor(shares, target < 0 ? null : target, share);
  const weights = targets.map((one, index) =>
    writeField({ holder: one, path: ['weight'] }, (members[index] ?? 0) / 100),
  );
  if (target >= 0) return together(weights);
  if (provider !== null) return refuse(`None of the targets is ${provider}.`);
  const list = at(balance, 'targets');
  if (list === null) return refuse('The targets are not at hand.');
  const own = copyOfMapping(place.node);
  const item = {
    ...own,
    override_params: { ...copyOfMapping(at(place, 'override_params')?.node), model },
    weight: added / 100,
  };
  return together([...weights, inFile(list, appendItems(treeOf(list), list.node, [item]))]);
}
