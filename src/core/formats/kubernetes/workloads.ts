import { at, itemsAt, textAt, type Located } from '../located.ts';
import type { KubernetesObject } from './objects.ts';

/** How a kind of object holds its pods. */
export interface WorkloadKind {
  readonly kind: string;
  /** Group of the `apiVersion`; empty = the core group. */
  readonly group: RegExp;
  readonly podSpecPath: readonly string[];
  readonly templatePath: readonly string[];
  /** Null: there is no such field. */
  readonly replicasPath: readonly string[] | null;
}

const TEMPLATE = ['spec', 'template'] as const;
const TEMPLATE_SPEC = ['spec', 'template', 'spec'] as const;

/** Kinds whose pods serve. Jobs and training kinds are left out on purpose. */
const KINDS: readonly WorkloadKind[] = [
  ...['Deployment', 'StatefulSet', 'ReplicaSet'].map((kind) => ({
    kind,
    group: /^(apps|extensions)$/,
    podSpecPath: TEMPLATE_SPEC,
    templatePath: TEMPLATE,
    replicasPath: ['spec', 'replicas'],
  })),
  {
    kind: 'Rollout',
    group: /^argoproj\.io$/,
    podSpecPath: TEMPLATE_SPEC,
    templatePath: TEMPLATE,
    replicasPath: ['spec', 'replicas'],
  },
  {
    kind: 'DaemonSet',
    group: /^apps$/,
    podSpecPath: TEMPLATE_SPEC,
    templatePath: TEMPLATE,
    replicasPath: null,
  },
  { kind: 'Pod', group: /^$/, podSpecPath: ['spec'], templatePath: [], replicasPath: null },
  {
    kind: 'Service',
    group: /^serving\.knative\.dev$/,
    podSpecPath: TEMPLATE_SPEC,
    templatePath: TEMPLATE,
    replicasPath: null,
  },
];

export function workloadKindOf(object: KubernetesObject): WorkloadKind | null {
  const slash = object.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : object.apiVersion.slice(0, slash);
  return KINDS.find((known) => known.kind === object.kind && known.group.test(group)) ?? null;
}

/** True when a Service of the same file selects the pods of the object. */
export function hasService(
  object: KubernetesObject,
  kind: WorkloadKind,
  services: readonly KubernetesObject[],
): boolean {
  const template = at(object, ...kind.templatePath);
  return services.some((service) => {
    const selector = at(service, 'spec', 'selector');
    if (selector?.node.kind !== 'mapping' || selector.node.entries.length === 0) return false;
    return selector.node.entries.every(
      ({ key }) => textAt(selector, key) === textAt(template, 'metadata', 'labels', key),
    );
  });
}

/** True for a pod that runs to its end instead of serving. */
export function runsToCompletion(podSpec: Located | null): boolean {
  const policy = textAt(podSpec, 'restartPolicy');
  return policy === 'Never' || policy === 'OnFailure';
}

/** True when the pod spec is a part that a patch fills in: no container has an image. */
export function isPatch(object: KubernetesObject, podSpec: Located | null): boolean {
  const containers = itemsAt(podSpec, 'containers');
  if (object.name === '*') return true;
  return containers.length > 0 && containers.every((container) => at(container, 'image') === null);
}
