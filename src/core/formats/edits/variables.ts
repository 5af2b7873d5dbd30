import {
  appendItems,
  insertPath,
  removeEntry,
  removeItems,
  setPath,
  setScalar,
} from '../../syntax/yamlEdit.ts';
import { at, isHole, isScalar, itemsAt, textAt, writable, type Located } from '../located.ts';
import type { ServingContainer } from '../pods/engineChoice.ts';
import type { Variable } from '../pods/variables.ts';
import {
  inFile,
  inText,
  isForeign,
  refuse,
  treeOf,
  type EngineTarget,
  type Step,
} from './target.ts';

/** A new value for a variable that sets something; one in an object that others may use is left alone. */
export function inVariable(target: EngineTarget, variable: Variable, text: string): Step {
  const { value, shared, place } = variable;
  if (value && isHole(value)) return refuse(`A template fills in ${variable.name}.`);
  if (!value || shared || isForeign(target, place)) {
    return refuse(`${variable.name} stands in an object that others may use.`);
  }
  if (value.node.text === text) return { edits: [] };
  if (variable.isPart) return inText(value, text);
  // Kubernetes takes strings only, so a number in quotes keeps them; a mapping of names to values takes both.
  const isMapping = target.pod.serving?.container.spelling.envIsMapping === true;
  const isNumber = isMapping && typeof value.node.value === 'number' && `${Number(text)}` === text;
  return inFile(value, setScalar(treeOf(value), value.node, isNumber ? Number(text) : text));
}

/** A variable that is not there yet, in the spelling of the container. */
export function addVariable({ container }: ServingContainer, name: string, value: string): Step {
  const [layer] = container.layers;
  if (!layer) return refuse('There is no container to write to.');
  const { env, envIsMapping } = container.spelling;
  const list = at(layer, ...env);
  const isOfItems = list !== null && (!envIsMapping || isAssigned(list));
  const place = writable(isOfItems ? list : layer);
  const tree = treeOf(place);
  if (isAssigned(list)) {
    return inFile(place, appendItems(tree, place.node, [`${name}=${value}`]));
  }
  if (envIsMapping) return inFile(place, setPath(tree, place.node, [...env, name], value));
  const item = { name, value };
  return inFile(
    place,
    list ? appendItems(tree, place.node, [item]) : insertPath(tree, place.node, env, [item]),
  );
}

/** True for a list of `NAME=value`. */
function isAssigned(list: Located | null): boolean {
  return itemsAt(list).some(isScalar);
}

/** Takes a variable out; nothing where the container itself does not set it. */
export function removeVariable(target: EngineTarget, { name }: Variable): Step {
  const container = target.pod.serving?.container;
  const [layer] = container?.layers ?? [];
  if (!container || !layer) return refuse('There is no container to write to.');
  const { env, envIsMapping } = container.spelling;
  const found = at(layer, ...env);
  const list = found && writable(found);
  if (list && envIsMapping && !isAssigned(list)) {
    return inFile(list, removeEntry(treeOf(list), list.node, name));
  }
  const index = itemsAt(list).findIndex((item) =>
    isScalar(item) ? item.node.text.startsWith(`${name}=`) : textAt(item, 'name') === name,
  );
  if (!list || index < 0) return refuse(`${name} is set where others may use it.`);
  return inFile(list, removeItems(treeOf(list), list.node, index, 1));
}
