import type { Deployment, Placement, ReplicaSpecification } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Span } from '../../text/span.ts';
import { defaulted, type Located } from '../located.ts';
import type { DocumentRoot } from './documentFormat.ts';

/** Who a deployment of a platform is. */
export interface PlatformIdentity {
  readonly format: string;
  /** As the config or the platform calls it: `service`, `AWS::SageMaker::EndpointConfig`. */
  readonly kind: string;
  readonly name: string;
  /** The value or key that names it. */
  readonly nameSpan: Span;
  /** The part of the document that is the deployment. */
  readonly object: Located;
  /** A part of the object that is a deployment of its own (a variant). */
  readonly part?: string | null;
}

type Stated = Pick<Deployment, 'supply' | 'replicas'> &
  Partial<Omit<Deployment, 'placement'>> & {
    /** What of it the config states. */
    readonly placement?: Partial<Placement>;
  };

const NO_PLACEMENT: Placement = {
  provider: null,
  region: null,
  instanceType: null,
  purchase: null,
  spotPermitted: null,
};

/** A deployment with what the config states; everything else is not stated. */
export function platformDeployment(
  { format, kind, name, nameSpan, object, part = null }: PlatformIdentity,
  root: DocumentRoot,
  stated: Stated,
): Deployment {
  const { uri } = root.file.source;
  const id = `${uri}#${kind}//${name}`;
  return {
    id: part === null ? id : `${id}/${part}`,
    name: part === null ? name : `${name}/${part}`,
    uri,
    format,
    kind,
    namespace: null,
    nameSpan,
    span: object.node.span,
    uris: [uri],
    engine: null,
    engineVersion: null,
    model: { id: null, location: null },
    settings: {},
    accelerator: null,
    cpuCores: null,
    memoryGiB: null,
    podsPerReplica: defaulted(1, 'machines per replica', 'One replica runs on one machine'),
    volumes: [],
    team: null,
    environment: null,
    trafficShare: null,
    broken: root.broken,
    notes: [],
    ...stated,
    placement: { ...NO_PLACEMENT, ...stated.placement },
  };
}

/** A number of replicas that nothing changes. */
export function fixedReplicas(count: Sourced<number>): ReplicaSpecification {
  return { min: count, max: count, autoscaler: null };
}

/** Replicas that the platform adds and takes away between two limits. */
export function scaledReplicas(
  min: Sourced<number>,
  max: Sourced<number> | null,
  at: Located,
  scaling: { readonly metric?: string | null; readonly target?: Sourced<number> | null } = {},
): ReplicaSpecification {
  const { metric = null, target = null } = scaling;
  return {
    min,
    max: max && max.value < min.value ? { ...max, value: min.value } : max,
    autoscaler: {
      kind: 'platform',
      metric,
      target,
      uri: at.file.source.uri,
      span: at.node.aliasSpan ?? at.node.span,
    },
  };
}
