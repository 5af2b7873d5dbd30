import type { Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { nodeConstraints, type NodeConstraint } from '../hardware/constraints.ts';
import { requestFromClaims } from '../hardware/deviceClaims.ts';
import { productFromHints } from '../hardware/hints.ts';
import { readPlacement } from '../hardware/placement.ts';
import { asksForAccelerators, readAccelerator, type CountPlace } from '../hardware/request.ts';
import { selectedPool } from '../kubernetes/nodePools.ts';
import { readVolumes } from '../kubernetes/volumes.ts';
import { isHole, sourced } from '../located.ts';
import { parseGiB, parseQuantity } from '../quantity.ts';
import type { EngineHint } from '../kserve/component.ts';
import { resourceAt, type Container } from './container.ts';
import { readEngine, type EngineReading } from './engineReading.ts';
import {
  engineVersionOf,
  servingContainer,
  withAppendedArguments,
  type ServingContainer,
} from './engineChoice.ts';
import { invocationsOf } from './invocations.ts';
import { ollamaModels, type ModelPlace } from './models.ts';
import type { PodInput } from './podInput.ts';
import type { ReadSettings, SettingFields } from './settings.ts';
import { variablesOf, type Variable, type Variables } from './variables.ts';

/** Everything a pod says, as a part of a `Deployment`, and where it says it. */
export interface PodReading {
  readonly serving: ServingContainer | null;
  readonly variables: Variables;
  readonly settingPlaces: ReadSettings['places'];
  readonly modelPlace: ModelPlace | null;
  readonly countPlaces: readonly CountPlace[];
  /** True when a template fills in how many accelerators are asked for. */
  readonly countIsOpen: boolean;
  readonly poolUris: readonly string[];
  readonly fields: SettingFields | null;
  readonly values: Pick<
    Deployment,
    | 'engine'
    | 'engineVersion'
    | 'image'
    | 'model'
    | 'settings'
    | 'accelerator'
    | 'cpuCores'
    | 'memoryGiB'
    | 'placement'
    | 'volumes'
  >;
}

/** Reads the pod of one replica. */
export function readPod(input: PodInput): PodReading {
  const { object, podSpec, containers, files, catalog, notes } = input;
  const serving = mainContainer(input);
  const image = serving?.container.image ?? null;
  const engineReading = readServingPod(input, serving);
  const pool = selectedPool(object, podSpec, files, catalog);
  const beyond: NodeConstraint[] = [
    ...(input.further ?? []),
    ...input.lowerPodSpecs.flatMap(nodeConstraints),
    ...(pool?.constraints ?? []),
  ];
  const constraints = [...nodeConstraints(podSpec), ...beyond];
  const asked = readAccelerator(containers, constraints, catalog, notes, input.askedElsewhere);
  const request =
    asked.request ?? requestFromClaims(input, constraints, engineReading.settings) ?? null;
  return {
    serving,
    variables: engineReading.variables,
    settingPlaces: engineReading.places,
    modelPlace: engineReading.modelPlace,
    countPlaces: asked.places,
    countIsOpen: asked.open,
    poolUris: [...(pool ? [pool.uri] : []), ...engineReading.configUris],
    fields: input.fields ?? null,
    values: {
      engine: serving?.evidence ?? null,
      engineVersion: serving ? engineVersionOf(serving) : null,
      ...(image && !isHole(image) ? { image: sourced(image, image.node.text) } : {}),
      model: engineReading.model,
      settings: engineReading.settings,
      accelerator: request && productFromHints(request, object, serving, catalog),
      cpuCores: sum(containers, 'cpu', parseQuantity),
      memoryGiB: sum(containers, 'memory', parseGiB),
      placement: readPlacement(podSpec, beyond, catalog),
      volumes: readVolumes(object, podSpec, files),
    },
  };
}

/** The container whose engine the deployment is about: the one with accelerators, else the first that serves. */
function mainContainer(input: PodInput): ServingContainer | null {
  const { containers, hint } = input;
  const serving = containers
    .map((container) => servingContainer(container, environmentOf(container, input)))
    .filter((found) => found !== null);
  const [first] = containers;
  const main =
    serving.find(({ container }) => asksForAccelerators(container)) ??
    serving[0] ??
    (hint && first ? assumed(first, hint, environmentOf(first, input)) : null);
  return main && withAppendedArguments(main, environmentOf(main.container, input));
}

/** The environment as the container gets it: what its controller adds, and above it what the config says. */
function environmentOf(container: Container, { object, files, injected }: PodInput): Variables {
  const own = variablesOf(container, object, files);
  return injected ? new Map([...injected, ...own]) : own;
}

function assumed(container: Container, hint: EngineHint, variables: Variables): ServingContainer {
  const [invocation = { words: [] }] = invocationsOf(container, variables);
  return { container, ...hint, invocation, argumentsFrom: 0, takesFlags: true };
}

function readServingPod(input: PodInput, serving: ServingContainer | null): EngineReading {
  const { object, catalog, notes, containers, fields, files } = input;
  const container = serving?.container ?? containers[0];
  const variables = container ? environmentOf(container, input) : new Map<string, Variable>();
  const read = readEngine(serving, variables, catalog, notes, fields, files);
  const pulled = serving?.engine.id === 'ollama' && !read.model.id ? ollamaModels(object) : [];
  const [loaded, ...others] = pulled;
  if (others.length > 0) {
    const names = others.map(({ id }) => id.value).join(', ');
    notes.add('unsupported', `Further models are not priced: ${names}.`, object);
  }
  if (!loaded) return read;
  return {
    ...read,
    model: { id: loaded.id, location: null },
    modelPlace: { kind: 'text', spans: loaded.spans },
  };
}

/** What the containers ask for together; null when none says. */
function sum(
  containers: readonly Container[],
  resource: string,
  parse: (text: string) => number | null,
): Sourced<number> | null {
  let result: Sourced<number> | null = null as Sourced<number> | null;
  for (const container of containers) {
    const found = resourceAt(container, resource, ['requests', 'limits']);
    const value = found && !isHole(found) ? parse(found.node.text) : null;
    if (!found || value === null) continue;
    result = result ? { ...result, value: result.value + value } : sourced(found, value);
  }
  return result;
}
