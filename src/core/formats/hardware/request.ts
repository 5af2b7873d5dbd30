import type { Catalog } from '../../model/catalog.ts';
import type { AcceleratorRequest } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { defaulted, entriesAt, isHole, isScalar, sourced, type Located } from '../located.ts';
import type { Container } from '../pods/container.ts';
import type { Notes } from '../pods/notes.ts';
import { parseQuantity } from '../quantity.ts';
import { valuesOf, type NodeConstraint } from './constraints.ts';
import { productFromConstraints, sliceOfLabel, type ProductEvidence } from './products.ts';
import {
  acceleratorResource,
  migProfile,
  NEURON_CORE,
  neuronCore,
  type AcceleratorResource,
} from './resources.ts';

/** GKE's label of nodes whose accelerators are divided; the resource of their slices is named like that of whole ones. */
export const PARTITION_LABEL = 'cloud.google.com/gke-gpu-partition-size';

/** Where a container asks for accelerators: the scalars that an edit of the count changes together. */
export interface CountPlace {
  readonly container: Container;
  readonly resource: string;
  readonly scalars: readonly Located<ScalarNode>[];
}

export interface ReadAccelerator {
  readonly request: AcceleratorRequest | null;
  readonly places: readonly CountPlace[];
  /** True when the config asks for accelerators but a template fills in how many. */
  readonly open: boolean;
}

/** A field of an object, not of a container, that asks for accelerators. */
export interface AskedElsewhere {
  readonly resource: string;
  /** What an edit of the count changes; none where another field implies it. */
  readonly scalars: readonly Located<ScalarNode>[];
  /** Null where a template fills it in. */
  readonly count: Sourced<number> | null;
}

interface Asked {
  readonly kind: AcceleratorResource;
  readonly place: CountPlace;
  /** Null where the count is a hole. */
  readonly count: Sourced<number> | null;
}

/** Sums what the containers of a pod ask for, and looks for the product behind it. Counts are per pod. */
export function readAccelerator(
  containers: readonly Container[],
  constraints: readonly NodeConstraint[],
  catalog: Catalog,
  notes: Notes,
  elsewhere: readonly AskedElsewhere[] = [],
): ReadAccelerator {
  const asked = [
    ...elsewhere.flatMap((each) => askedBeside(each, containers)),
    ...containers.flatMap(askedBy),
  ].filter(({ count }) => count?.value !== 0);
  const [first] = asked;
  if (!first) return { request: null, places: [], open: false };
  const same = asked.filter(({ kind }) => kind.resource === first.kind.resource);
  for (const other of asked) {
    if (other.kind.resource === first.kind.resource) continue;
    const [at] = other.place.scalars;
    if (at)
      notes.add(
        'unsupported',
        `${other.kind.resource} is not counted beside ${first.kind.resource}.`,
        at,
      );
  }
  const open = same.some(({ count }) => count === null);
  return {
    request: describe(first.kind, total(same, notes), constraints, catalog, notes),
    places: same.map(({ place }) => place),
    open,
  };
}

/** True when the container asks for at least one accelerator. */
export function asksForAccelerators(container: Container): boolean {
  return askedBy(container).some(({ count }) => count?.value !== 0);
}

function askedBy(container: Container): Asked[] {
  const found = new Map<string, Located<ScalarNode>[]>();
  for (const layer of container.layers) {
    for (const block of ['limits', 'requests']) {
      const inLayer = new Set<string>();
      for (const { key, value } of entriesAt(layer, 'resources', block)) {
        if (!isScalar(value) || acceleratorResource(key) === null || inLayer.has(key)) continue;
        inLayer.add(key);
        found.set(key, [...(found.get(key) ?? []), value]);
      }
    }
  }
  return [...found].flatMap(([resource, scalars]): Asked[] => {
    const kind = acceleratorResource(resource);
    const [first] = scalars;
    if (!kind || !first) return [];
    const value = isHole(first) ? null : parseQuantity(first.node.text);
    return [
      {
        kind,
        place: { container, resource, scalars },
        count: value === null ? null : sourced(first, value),
      },
    ];
  });
}

function askedBeside(
  { resource, scalars, count }: AskedElsewhere,
  [container]: readonly Container[],
): Asked[] {
  const kind = acceleratorResource(resource);
  return kind && container ? [{ kind, place: { container, resource, scalars }, count }] : [];
}

function total(asked: readonly Asked[], notes: Notes): Sourced<number> {
  const known = asked.flatMap(({ count }) => (count ? [count] : []));
  for (const { count, place } of asked) {
    const [at] = place.scalars;
    if (count || !at) continue;
    notes.add(
      'templated',
      `How many ${place.resource} it asks for is filled in by a template.`,
      at,
    );
  }
  const [only] = known;
  if (!only) {
    return defaulted(1, 'accelerator count', 'A template fills in the number; one is counted');
  }
  const sum = known.reduce((amount, { value }) => amount + value, 0);
  return { ...only, value: sum };
}

function describe(
  kind: AcceleratorResource,
  count: Sourced<number>,
  constraints: readonly NodeConstraint[],
  catalog: Catalog,
  notes: Notes,
): AcceleratorRequest {
  const evidence = productFromConstraints(constraints, catalog);
  if (evidence) noteAlternatives(evidence, constraints, notes);
  const only = kind.product === null ? null : { ...count, value: kind.product };
  const settled = evidence?.alternatives.length === 0 ? evidence : null;
  return {
    product: settled?.product ?? only,
    confidence: settled?.confidence ?? (only ? 'stated' : 'inferred'),
    count,
    resource: kind.resource,
    vendor: kind.vendor,
    slice:
      kind.resource === NEURON_CORE
        ? neuronCore(settled?.product.value ?? null)
        : (kind.slice ??
          partition(constraints) ??
          (evidence ? sliceOfLabel(evidence.label) : null)),
  };
}

function partition(constraints: readonly NodeConstraint[]): AcceleratorRequest['slice'] {
  const [value] = valuesOf(constraints, PARTITION_LABEL)?.values ?? [];
  const profile = /^\d+g\.\d+gb$/.exec(value?.node.text ?? '')?.[0];
  return profile === undefined ? null : migProfile(profile).slice;
}

function noteAlternatives(
  evidence: ProductEvidence,
  constraints: readonly NodeConstraint[],
  notes: Notes,
): void {
  if (evidence.alternatives.length === 0) return;
  const names = [evidence.product.value, ...evidence.alternatives].join(', ');
  const { origin } = evidence.product;
  for (const { values } of constraints) {
    const at = values.find(
      (value) =>
        origin.kind === 'config' &&
        value.file.source.uri === origin.uri &&
        (value.node.aliasSpan ?? value.node.span).start === origin.span.start,
    );
    if (at) notes.add('conflict', `The pod may land on any of ${names}.`, at);
  }
}
