import type { ParsedFile } from '../../model/document.ts';
import type { ReplicaSpecification } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { defaulted, isHole, scalarAt, type Located } from '../located.ts';
import type { Notes } from '../pods/notes.ts';
import { autoscalerOf, type JoinedAutoscaler } from './autoscalers.ts';
import { knativeReplicas } from './knative.ts';
import type { KubernetesObject } from './objects.ts';
import type { WorkloadKind } from './workloads.ts';
import { countAt } from '../quantity.ts';

/** How many replicas run, and where edits of their number go. */
export interface ReadReplicas {
  readonly specification: ReplicaSpecification;
  /** The object and the paths that hold the limits; null where the kind has none (a Pod). */
  readonly place: ReplicaPlace | null;
  readonly uris: readonly string[];
  /** True when a template fills in the number. */
  readonly open: boolean;
}

interface ReplicaPlace {
  readonly holder: Located;
  readonly minPath: readonly string[];
  /** Null: the object holds one number only. */
  readonly maxPath: readonly string[] | null;
  /** Values are annotations, which must be strings. */
  readonly quoted: boolean;
  /** An autoscaler that is written but switched off (in the values of a chart). */
  readonly switch?: ScalerSwitch | null;
}

/** The paths below a chart's part for autoscaling. */
export interface ScalerSwitch {
  readonly holder: Located;
  readonly onPath: readonly string[];
  readonly minPath: readonly string[];
  readonly maxPath: readonly string[];
}

/** Reads the replicas of a workload: its autoscaler's limits where one targets it, else its own number. */
export function readReplicas(
  object: KubernetesObject,
  kind: WorkloadKind,
  files: readonly ParsedFile[],
  notes: Notes,
): ReadReplicas {
  if (kind.kind === 'Service') return knativeReplicas(object, notes);
  const autoscaler = kind.replicasPath ? autoscalerOf(object, files) : null;
  if (autoscaler) return fromAutoscaler(autoscaler);
  if (kind.kind === 'DaemonSet') {
    notes.add(
      'unsupported',
      'A DaemonSet runs one pod on every matching node; how many there are is not in the files.',
      scalarAt(object, 'kind') ?? object,
    );
  }
  if (!kind.replicasPath) {
    return fixed(defaulted(1, 'replicas', `A ${kind.kind} is one pod`), null, false);
  }
  const place = { holder: object, minPath: kind.replicasPath, maxPath: null, quoted: false };
  const written = countAt(object, kind.replicasPath);
  if (written) return fixed(written, place, false);
  const hole = scalarAt(object, ...kind.replicasPath);
  if (hole && isHole(hole)) {
    notes.add('templated', 'A template fills in the number of replicas; one is counted.', hole);
  }
  const reason = hole
    ? 'A template fills in the number; one is counted'
    : `A ${kind.kind} without a number runs one replica`;
  return fixed(defaulted(1, 'replicas', reason), place, hole !== null);
}

function fixed(count: Sourced<number>, place: ReplicaPlace | null, open: boolean): ReadReplicas {
  return { specification: { min: count, max: count, autoscaler: null }, place, uris: [], open };
}

function fromAutoscaler({ object, replicas, minPath, maxPath }: JoinedAutoscaler): ReadReplicas {
  return {
    specification: replicas,
    place: { holder: object, minPath, maxPath, quoted: false },
    uris: [object.file.source.uri],
    open: [minPath, maxPath].some((path) => {
      const value = scalarAt(object, ...path);
      return value !== null && isHole(value);
    }),
  };
}
