import type { Catalog } from '../../model/catalog.ts';
import type { Deployment, Placement, Provider } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import type { ReadContext } from '../format.ts';
import { refuse, together, type Step } from '../edits/target.ts';
import { sourced, type Located } from '../located.ts';
import { platformDeployment } from '../platforms/deployment.ts';
import type { DocumentRoot } from '../platforms/documentFormat.ts';
import { platformStep, type PlatformTarget } from '../platforms/steps.ts';
import type { Notes } from '../pods/notes.ts';
import { filesBehind } from './uses.ts';
import { regionOf } from './region.ts';
import { refuseInPlan, type Resource } from './resource.ts';

/** What reading a resource needs beside it. */
export interface ResourceContext {
  readonly root: DocumentRoot;
  readonly catalog: Catalog;
  /** All resources that are made with it: those of its module, itself among them. */
  readonly others: readonly Resource[];
  /** What formats of Kubernetes read with: all files, and the objects that the resources make. */
  readonly joined: ReadContext;
}

type Stated = Parameters<typeof platformDeployment>[2] & {
  readonly part?: string | null;
  /** The block that is the deployment; the resource where it is one. */
  readonly object?: Located;
};

/** A deployment that a resource, or a block of it, is. A resource with `count` runs its replicas that many times. */
export function resourceDeployment(
  resource: Resource,
  { root }: ResourceContext,
  notes: Notes,
  { part = null, object = resource.body, ...stated }: Stated,
): Deployment {
  const { block, instance, address } = resource;
  if (instance.open !== null) {
    notes.add(
      'unresolved-reference',
      `${instance.open}; one is priced.`,
      resource.body,
      block.nameSpan,
    );
  }
  const times = (count: Sourced<number>): Sourced<number> => ({
    ...count,
    value: count.value * instance.number,
  });
  const { replicas } = stated;
  const written = filesBehind(instance.scope).map(({ source }) => source.uri);
  const deployment = platformDeployment(
    {
      format: 'terraform',
      kind: block.type,
      name: address,
      nameSpan: block.nameSpan,
      object,
      part,
    },
    root,
    {
      uris: [...new Set([root.file.source.uri, ...written])],
      ...stated,
      replicas: { ...replicas, min: times(replicas.min), max: replicas.max && times(replicas.max) },
      notes: [...(stated.notes ?? []), ...notes.list],
    },
  );
  return deployment;
}

/** Where a resource runs: on its provider, in the region that the provider's block names. */
export function placed(
  context: ResourceContext,
  resource: Resource,
  provider: Provider,
  stated: Partial<Placement>,
): Placement {
  return {
    provider: sourced(resource.body, provider, resource.block.nameSpan),
    region: regionOf(resource, provider, context.catalog),
    instanceType: null,
    purchase: null,
    spotPermitted: null,
    ...stated,
  };
}

/** How a resource writes what it can; null for what it cannot. */
export interface ResourceWrites {
  readonly replicas: ((min?: number, max?: number) => Step | readonly Step[]) | null;
  readonly count?: ((count: number) => Step) | null;
  readonly spot?: (() => Step) | null;
  readonly instance?: ((instanceType: string) => Step) | null;
}

export function resourceStep(
  resource: Resource,
  target: PlatformTarget,
  { replicas, count, spot, instance }: ResourceWrites,
): EditableDeployment['step'] {
  if (!resource.source) return refuseInPlan;
  const step = platformStep({
    ...target,
    ...(count ? { count } : {}),
    ...(spot ? { spot } : {}),
    ...(instance ? { instance } : {}),
  });
  return (change) => {
    if (change.kind !== 'set-replicas' && change.kind !== 'autoscale') return step(change);
    if (change.kind === 'autoscale') {
      const { autoscaler } = target.deployment.replicas;
      if (autoscaler === null && change.min !== change.max) {
        return refuse('No autoscaler of it is in this folder.');
      }
      if (change.target !== null) return refuse('The target of its autoscaler is not read here.');
    }
    if (change.min === 0 && target.neverZero) return refuse(target.neverZero);
    if (resource.instance.number > 1) return refuse('It is made several times by `count`.');
    const written = replicas?.(change.min, change.max);
    if (!written) return refuse('How many run is not written in this file.');
    return 'length' in written ? together(written) : written;
  };
}
