import type { Catalog } from '../../model/catalog.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { ServingContainer } from './engineChoice.ts';
import { readFlags } from './flags.ts';
import { readModel, type ModelPlace } from './models.ts';
import type { Notes } from './notes.ts';
import { readSettings, type ReadSettings, type SettingFields } from './settings.ts';
import type { Variables } from './variables.ts';

/** What the command line and the environment of an engine say, and where. */
export interface EngineReading extends ReadSettings {
  readonly model: Deployment['model'];
  readonly modelPlace: ModelPlace | null;
  readonly variables: Variables;
}

/** Reads the flags and variables of the container that serves; nothing where none does. */
export function readEngine(
  serving: ServingContainer | null,
  variables: Variables,
  catalog: Catalog,
  notes: Notes,
  fields?: SettingFields,
): EngineReading {
  if (!serving) {
    return {
      settings: {},
      places: new Map(),
      model: { id: null, location: null },
      modelPlace: null,
      variables,
    };
  }
  const words = serving.invocation.words.slice(serving.argumentsFrom);
  const { flags, rest } = readFlags(words, serving.engine);
  const read = readSettings(serving.engine, flags, variables, notes, fields);
  for (const use of flags) {
    if (!use.value || !(serving.engine.configFlags ?? []).includes(use.name)) continue;
    const message = `Settings in ${use.value.text} are not read.`;
    notes.add('unsupported', message, use.value.source, use.value.span);
  }
  const named = readModel(serving, flags, rest, variables, catalog, notes);
  return { ...read, variables, model: named.model, modelPlace: named.place };
}
