import { ranksBesideTensor } from '../edits/ranks.ts';
import type { Change } from '../../model/change.ts';
import type { Deployment, EngineId } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { removeEntry } from '../../syntax/yamlEdit.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { inFile, refuse, treeOf, type Step } from '../edits/target.ts';
import type { SkippedObject } from '../format.ts';
import { at, defaulted, sourced, type Located } from '../located.ts';
import type { NamedModel } from '../parts/part.ts';
import { unnamedAccelerator } from '../platforms/accelerators.ts';
import { fixedReplicas, platformDeployment } from '../platforms/deployment.ts';
import type { DocumentRoot } from '../platforms/documentFormat.ts';
import { emptyMapping } from '../platforms/scalars.ts';
import type { ServiceReading } from '../platforms/service.ts';
import { platformStep, writeField, type PlatformTarget } from '../platforms/steps.ts';
import { containerOf } from '../pods/container.ts';
import { collectNotes, type Notes } from '../pods/notes.ts';
import type { Span } from '../../text/span.ts';
import { readKeys, type EngineKeys, type KeyedReading } from './keyedEngine.ts';

/** What the config of an engine says, and how it is called. */
export interface EngineConfig {
  readonly format: string;
  readonly title: string;
  readonly kind: string;
  readonly root: DocumentRoot;
  readonly name: string;
  readonly nameSpan: Span;
  readonly object?: Located;
  readonly keys: EngineKeys;
  /** What gives the engine away; the root where nothing else does. */
  readonly evidence?: Sourced<EngineId> | null;
  readonly model: NamedModel | null;
  /** What the format says beyond settings and model. */
  readonly stated?: (settings: KeyedReading['settings'], notes: Notes) => Partial<Deployment>;
  /** Places of what the format can write beyond settings and model. */
  readonly places?: Partial<PlatformTarget>;
}

/**
 * The deployment that a config of an engine is by itself: one replica, on accelerators of which the file says at most
 * how many ranks they form. What they are, the machine that reads the file decides.
 */
export function readEngineConfig(config: EngineConfig): EditableDeployment {
  const { format, kind, root, name, nameSpan, keys, model } = config;
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const read = readKeys(keys, notes);
  const evidence = config.evidence ?? sourced(root, keys.engine.id, nameSpan);
  const object = config.object ?? root;
  const deployment = platformDeployment({ format, kind, name, nameSpan, object }, root, {
    engine: evidence,
    model: model?.model ?? { id: null, location: null },
    settings: read.settings,
    accelerator: unnamedAccelerator(ranksOf(read.settings)),
    supply: { kind: 'replicas' },
    inCluster: false,
    replicas: fixedReplicas(
      defaulted(1, 'replicas', 'The config of an engine does not say how many run'),
    ),
    ...config.stated?.(read.settings, notes),
    notes: notes.list,
  });
  const target: PlatformTarget = {
    title: config.title,
    deployment,
    object,
    service: serviceOf(keys, read, evidence, root, model),
    fields: read.fields,
    count: (count) => setRanks(target, read, count),
    ...config.places,
  };
  const step = platformStep(target);
  return { deployment, step: (change) => invertedStep(keys, read, change) ?? step(change) };
}

/** Accelerators of one replica: the product of its ranks where the file gives any. */
export function ranksOf(settings: Deployment['settings']): Sourced<number> {
  const given = [settings.tensorParallel, settings.pipelineParallel, settings.dataParallel].filter(
    (each) => each !== undefined,
  );
  const [first] = given;
  if (!first) return defaulted(1, 'accelerators', 'An engine uses one unless told otherwise');
  return { ...first, value: given.reduce((product, { value }) => product * value, 1) };
}

function serviceOf(
  { engine }: EngineKeys,
  read: KeyedReading,
  evidence: Sourced<EngineId>,
  root: DocumentRoot,
  model: NamedModel | null,
): ServiceReading {
  return {
    serving: {
      engine,
      evidence,
      container: containerOf([emptyMapping(root.file, root.node)]),
      invocation: { words: [] },
      argumentsFrom: 0,
      takesFlags: false,
    },
    variables: new Map(),
    settingPlaces: read.places,
    modelPlace: model?.place ?? null,
    values: {
      engine: evidence,
      engineVersion: null,
      model: model?.model ?? { id: null, location: null },
      settings: read.settings,
    },
  };
}

/** A setting that its key writes the other way round: the key goes where the engine's default is wanted. */
function invertedStep({ holder }: EngineKeys, read: KeyedReading, change: Change): Step | null {
  if (change.kind !== 'set-engine-setting') return null;
  const path = read.inverted.get(change.setting);
  if (!path) return null;
  if (change.value === false) return writeField({ holder, path }, true);
  const parent = at(holder, ...path.slice(0, -1));
  const key = path.at(-1);
  if (!parent || key === undefined || at(parent, key) === null) return { edits: [] };
  return inFile(parent, removeEntry(treeOf(parent), parent.node, key));
}

/** The number of accelerators is that of the ranks; pipeline and data parallelism stay as they are. */
function setRanks({ deployment }: PlatformTarget, read: KeyedReading, count: number): Step {
  const path = read.fields.paths.tensorParallel;
  const fixed = ranksBesideTensor(deployment.settings);
  if (!path) return refuse('How many accelerators it gets is not written in this file.');
  if (count % fixed !== 0) return refuse('Pipeline and data parallel ranks do not divide it.');
  return writeField({ holder: read.fields.holder, path }, count / fixed);
}

/** A config that something else in the files starts an engine with: it is priced there, not once more. */
export function readElsewhere(by: string, span: Span): SkippedObject {
  return { reason: `Its settings are priced with ${by}, which reads this file.`, span };
}
