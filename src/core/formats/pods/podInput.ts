import type { Catalog } from '../../model/catalog.ts';
import type { ParsedFile } from '../../model/document.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import type { Located } from '../located.ts';
import type { NodeConstraint } from '../hardware/constraints.ts';
import type { EngineHint } from '../kserve/component.ts';
import type { Container } from './container.ts';
import type { Notes } from './notes.ts';

/** What is needed to read the pod of one replica. */
export interface PodInput {
  readonly object: KubernetesObject;
  /** The pod spec of the object itself, where edits of the placement go. */
  readonly podSpec: Located | null;
  /** Further pod specs that are merged under it (a serving runtime's). */
  readonly lowerPodSpecs: readonly Located[];
  readonly containers: readonly Container[];
  readonly files: readonly ParsedFile[];
  readonly catalog: Catalog;
  readonly notes: Notes;
  /** The engine to assume of the first container where nothing in it says which one it runs. */
  readonly hint?: EngineHint | null;
  /** Demands on the node that are written elsewhere than in the pod spec. */
  readonly further?: readonly NodeConstraint[];
}
