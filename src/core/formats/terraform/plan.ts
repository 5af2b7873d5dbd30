import { at, isMapping, itemsAt, scalarAt, type Located } from '../located.ts';
import type { Module } from './module.ts';
import type { Resource } from './resource.ts';

/** A plan has no references left to follow. */
const NO_MODULE: Module = {
  folder: '',
  files: [],
  variables: new Map(),
  given: new Map(),
  locals: new Map(),
  resources: [],
  calls: [],
  data: new Map(),
  providers: [],
};

const deepest = 20;

/** The resources of `terraform show -json`, of a plan or a state, with those of its modules. */
export function resourcesOfPlan(root: Located): readonly Resource[] {
  const module = at(root, 'planned_values', 'root_module') ?? at(root, 'values', 'root_module');
  return module ? resourcesIn(module, 0) : [];
}

function resourcesIn(module: Located, depth: number): readonly Resource[] {
  if (depth > deepest) return [];
  const own = itemsAt(module, 'resources').flatMap((resource): Resource[] => {
    const type = scalarAt(resource, 'type')?.node.text;
    const name = scalarAt(resource, 'name');
    const address = scalarAt(resource, 'address') ?? name;
    const body = at(resource, 'values');
    const isManaged = scalarAt(resource, 'mode')?.node.text !== 'data';
    if (type === undefined || !name || !address || !body || !isMapping(body) || !isManaged)
      return [];
    const scope = { module: NO_MODULE, files: [], names: new Map(), call: null };
    return [
      {
        block: { type, name: name.node.text, nameSpan: address.node.span, body },
        instance: { suffix: '', scope, number: 1, open: null },
        body,
        address: address.node.text,
        use: '',
        source: null,
      },
    ];
  });
  const inner = itemsAt(module, 'child_modules').flatMap((each) => resourcesIn(each, depth + 1));
  return [...own, ...inner];
}
