import type { Catalog } from '../../model/catalog.ts';
import type { AcceleratorRequest } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, treeOf, type Step } from '../edits/target.ts';
import { isHole, itemsAt, scalarAt, sourced, textAt, type Located } from '../located.ts';
import { acceleratorOn } from '../platforms/accelerators.ts';
import type { Notes } from '../pods/notes.ts';

/** What placement constraints say about the machines that tasks land on. */
export interface PlacedOn {
  /** Set where exactly one type will do. */
  readonly instanceType: Sourced<string> | null;
  /** All accelerators of that type. */
  readonly whole: AcceleratorRequest | null;
  /** The request with the product that all these machines have. */
  name(request: AcceleratorRequest | null): AcceleratorRequest | null;
  /** The constraint. */
  readonly place: Located<ScalarNode> | null;
}

const ATTRIBUTE = 'attribute:ecs\\.instance-type';
const EXACT = new RegExp(`^${ATTRIBUTE}\\s*==\\s*([\\w.-]+)$`);
const FAMILY = new RegExp(`^${ATTRIBUTE}\\s*=~\\s*\\^?([a-z][a-z0-9-]*)\\\\?\\.[.*]*$`);
const LIST = new RegExp(`^${ATTRIBUTE}\\s+in\\s+\\[([\\w.,\\s-]+)\\]$`);

/**
 * The instance types of `memberOf` constraints: `attribute:ecs.instance-type == g5.xlarge`, `=~ g5.*`, `in [g6.xlarge,
 * g6.2xlarge]` (docs.aws.amazon.com/AmazonECS, "Cluster query language"). Other expressions say nothing here.
 */
export function placedOn(
  constrained: readonly Located[],
  catalog: Catalog,
  notes: Notes,
): PlacedOn {
  const place = constrained
    .flatMap((each) => itemsAt(each, 'placementConstraints'))
    .filter((constraint) => textAt(constraint, 'type') === 'memberOf')
    .map((constraint) => scalarAt(constraint, 'expression'))
    .find((expression) => expression?.node.text.includes('ecs.instance-type'));
  if (!place || isHole(place)) return nowhere;
  const text = place.node.text.trim();
  const exact = EXACT.exec(text)?.[1];
  if (exact !== undefined) {
    const instanceType = sourced(place, exact);
    const whole = acceleratorOn(instanceType, catalog, 'aws');
    return { instanceType, whole, name: (request) => named(request, whole?.product), place };
  }
  const types = typesOf(text, catalog);
  const products = new Set(types.map((type) => catalog.instance(type, 'aws')?.accelerator ?? null));
  const [product] = products;
  if (products.size !== 1 || product === null || product === undefined) {
    notes.add('unsupported', 'Which machines its placement constraint means is not known.', place);
    return { ...nowhere, place };
  }
  return { ...nowhere, name: (request) => named(request, sourced(place, product)), place };
}

const nowhere: PlacedOn = {
  instanceType: null,
  whole: null,
  name: (request) => request,
  place: null,
};

function typesOf(text: string, catalog: Catalog): readonly string[] {
  const list = LIST.exec(text)?.[1];
  if (list !== undefined) return list.split(',').map((type) => type.trim());
  const family = FAMILY.exec(text)?.[1];
  if (family === undefined) return [];
  return catalog.instances
    .filter(({ provider, name }) => provider === 'aws' && name.startsWith(`${family}.`))
    .map(({ name }) => name);
}

function named(
  request: AcceleratorRequest | null,
  product: Sourced<string> | null | undefined,
): AcceleratorRequest | null {
  return request && product ? { ...request, product, confidence: 'stated' } : request;
}

/** Another instance type in the constraint that names exactly one. */
export function setInstanceType({ instanceType, place }: PlacedOn, to: string): Step {
  if (!place || !instanceType) {
    return refuse('No placement constraint names one instance type.');
  }
  if (instanceType.value === to) return { edits: [] };
  const text = place.node.text.replace(instanceType.value, to);
  return inFile(place, setScalar(treeOf(place), place.node, text));
}
