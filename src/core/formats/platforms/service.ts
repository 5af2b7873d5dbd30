import type { Catalog } from '../../model/catalog.ts';
import type { Deployment, EngineId } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Engine } from '../engines/engine.ts';
import { isHole, sourced } from '../located.ts';
import type { Container } from '../pods/container.ts';
import {
  engineVersionOf,
  servingContainer,
  withAppendedArguments,
  type ServingContainer,
} from '../pods/engineChoice.ts';
import { readEngine, type EngineReading } from '../pods/engineReading.ts';
import { invocationsOf } from '../pods/invocations.ts';
import type { ModelPlace } from '../pods/models.ts';
import type { Notes } from '../pods/notes.ts';
import type { SettingFields } from '../pods/settings.ts';
import type { Variables } from '../pods/variables.ts';

/** What a program with a command line and an environment serves. */
export interface ServiceReading {
  readonly serving: ServingContainer | null;
  readonly variables: Variables;
  readonly settingPlaces: EngineReading['places'];
  readonly modelPlace: ModelPlace | null;
  /** Files behind `--config` that gave settings. */
  readonly configUris?: readonly string[];
  readonly values: Pick<Deployment, 'engine' | 'engineVersion' | 'model' | 'settings'>;
}

/** The engine that the platform runs where nothing in the container names one. */
export interface KnownEngine {
  readonly engine: Engine;
  readonly evidence: Sourced<EngineId>;
}

interface ServiceInput {
  /** In this order asked whether they serve: alternatives, or commands of one service. */
  readonly containers: readonly Container[];
  readonly variables: Variables;
  readonly catalog: Catalog;
  readonly notes: Notes;
  readonly known?: KnownEngine | null;
  /** Where the file behind `--config` is looked for. */
  readonly files?: readonly ParsedFile[];
  /** Fields that the platform turns into settings of the engine. */
  readonly fields?: SettingFields;
}

/** Reads the engine, its model and its settings. Where no engine is known, variables may still name the model. */
export function readService(input: ServiceInput): ServiceReading {
  const { variables, catalog, notes } = input;
  const found = servingOf(input);
  const serving = found && withAppendedArguments(found, variables);
  const read = readEngine(serving, variables, catalog, notes, input.fields, input.files);
  const named = read.model.id || read.model.location ? null : modelInVariables(variables, catalog);
  return {
    serving,
    variables,
    settingPlaces: read.places,
    modelPlace: named?.place ?? read.modelPlace,
    configUris: read.configUris,
    values: {
      engine: serving?.evidence ?? null,
      engineVersion: serving ? engineVersionOf(serving) : null,
      model: named?.model ?? read.model,
      settings: read.settings,
    },
  };
}

function servingOf({ containers, variables, known }: ServiceInput): ServingContainer | null {
  for (const container of containers) {
    const serving = servingContainer(container, variables);
    if (serving) return serving;
  }
  const [container] = containers;
  if (!container || !known) return null;
  const [invocation = { words: [] }] = invocationsOf(container, variables);
  return { container, ...known, invocation, argumentsFrom: 0, takesFlags: false };
}

/** Variables by which people tell a server of their own what to load. */
const MODEL_VARIABLE =
  /^(?:(?:HF|LLM|VLM|VLLM|SGLANG|STT|TTS|ASR|WHISPER|EMBEDDINGS?|RERANK(?:ER)?|BASE|SERVED)_)?MODEL(?:_(?:ID|NAME|NAMES|REPO|TAG|PATH))?$|(?:^|_)HF_REPO(?:_ID)?$/;

/** `org/name`, but no path and no file. */
const REPOSITORY = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;

function modelInVariables(
  variables: Variables,
  catalog: Catalog,
): { readonly model: Deployment['model']; readonly place: ModelPlace } | null {
  for (const variable of variables.values()) {
    const { name, value } = variable;
    if (!value || !MODEL_VARIABLE.test(name) || isHole(value)) continue;
    const text = value.node.text.trim();
    if (!REPOSITORY.test(text) && catalog.model(text) === null) continue;
    return {
      model: { id: sourced(value, text), location: null },
      place: { kind: 'variable', variable },
    };
  }
  return null;
}
