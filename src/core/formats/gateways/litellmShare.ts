import type { Change } from '../../model/change.ts';
import type { Sourced } from '../../model/sourced.ts';
import { appendItems } from '../../syntax/yamlEdit.ts';
import type { YamlMapping } from '../../syntax/yamlWrite.ts';
import { inFile, refuse, together, treeOf, type Step } from '../edits/target.ts';
import { at, type Located } from '../located.ts';
import { writeField } from '../platforms/steps.ts';
import { copyOfMapping } from './copyOf.ts';
import type { Entry } from './litellmModels.ts';
import type { Router } from './litellmRouter.ts';
import { weightsFor } from './routes.ts';

type ShareChange = Extract<Change, { kind: 'route-share' }>;

/** The provider in front of an entry's model, where the config writes one. */
export function prefixOf({ provider }: Pick<Entry, 'provider'>): string {
  return provider?.origin.kind === 'config' ? `${provider.value}/` : '';
}

/** Fields of an entry that are its own and not those of the model. */
const ownFields: ReadonlySet<string> = new Set([
  'weight',
  'rpm',
  'tpm',
  'order',
  'input_cost_per_token',
  'output_cost_per_token',
]);

/**
 * Weights of a group by which a model gets a share of its traffic. A model that is not of the group joins it: as it stands
 * elsewhere in the list, else beside the entry with the same provider and key.
 */
export function setShare(
  root: Located,
  router: Router,
  models: readonly Entry[],
  shares: readonly (Sourced<number> | null)[],
  entry: Entry,
  change: ShareChange,
): Step {
  if (router.strategy !== null) {
    return refuse(`The router picks by ${router.strategy}, which pays no attention to weights.`);
  }
  const group = models.filter((one) => one.group.value === entry.group.value);
  const groupShares = group.map((one) => shares[models.indexOf(one)]?.value ?? 1);
  const provider = change.provider ?? entry.provider?.value ?? null;
  const isTarget = (one: Entry): boolean =>
    one.endpoint === null &&
    one.model.value === change.model &&
    (one.provider?.value ?? null) === provider;
  const target = group.findIndex(isTarget);
  const { members, added } = weightsFor(groupShares, target < 0 ? null : target, change.share);
  const weights = group.map((one, index) =>
    writeField({ holder: one.item, path: ['litellm_params', 'weight'] }, members[index] ?? 0),
  );
  if (target >= 0) return together(weights);
  const template = models.find(isTarget) ?? (provider === entry.provider?.value ? entry : null);
  if (template === null) return refuse(`The list has no access to ${provider ?? 'that provider'}.`);
  const list = at(root, 'model_list');
  if (list === null) return refuse('The list of models is not at hand.');
  const item = newMember(template, entry, change.model, added);
  return together([...weights, inFile(list, appendItems(treeOf(list), list.node, [item]))]);
}

function newMember(template: Entry, { group }: Entry, model: string, weight: number): YamlMapping {
  const fields = Object.entries(copyOfMapping(at(template.item, 'litellm_params')?.node));
  const params = Object.fromEntries(fields.filter(([key]) => !ownFields.has(key)));
  return {
    model_name: group.value,
    litellm_params: { ...params, model: `${prefixOf(template)}${model}`, weight },
  };
}
