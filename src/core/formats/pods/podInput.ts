import type { Catalog } from '../../model/catalog.ts';
import type { ParsedFile } from '../../model/document.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import type { Located } from '../located.ts';
import type { NodeConstraint } from '../hardware/constraints.ts';
import type { AskedElsewhere } from '../hardware/request.ts';
import type { EngineHint } from '../kserve/component.ts';
import type { Container } from './container.ts';
import type { Notes } from './notes.ts';
import type { SettingFields } from './settings.ts';
import type { Variables } from './variables.ts';

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
  /** Accelerators that fields of the object's own ask for, instead of the containers' resources. */
  readonly askedElsewhere?: readonly AskedElsewhere[];
  /** Fields of the object that become flags of the engine; flags that are written beside them win. */
  readonly fields?: SettingFields;
  /** Variables that the controller adds to every container. */
  readonly injected?: Variables;
}
