import type { Catalog } from '../../model/catalog.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import { configFile, type ConfigFile } from '../configs/configFile.ts';
import { isHole, scalarAt, sourced } from '../located.ts';
import type { ServingContainer } from './engineChoice.ts';
import { readFlags } from './flags.ts';
import { readModel, referenceTo, type ModelPlace } from './models.ts';
import type { Notes } from './notes.ts';
import { readSettings, type ReadSettings, type SettingFields } from './settings.ts';
import type { Variables } from './variables.ts';

/** What the command line and the environment of an engine say, and where. */
export interface EngineReading extends ReadSettings {
  readonly model: Deployment['model'];
  readonly modelPlace: ModelPlace | null;
  readonly variables: Variables;
  /** Files behind `--config` that gave settings. */
  readonly configUris: readonly string[];
}

/** Reads the flags and variables of the container that serves; nothing where none does. */
export function readEngine(
  serving: ServingContainer | null,
  variables: Variables,
  catalog: Catalog,
  notes: Notes,
  fields?: SettingFields,
  files: readonly ParsedFile[] = [],
): EngineReading {
  if (!serving) {
    return {
      settings: {},
      places: new Map(),
      model: { id: null, location: null },
      modelPlace: null,
      variables,
      configUris: [],
    };
  }
  const words = serving.invocation.words.slice(serving.argumentsFrom);
  const { flags, rest } = readFlags(words, serving.engine);
  const read = readSettings(serving.engine, flags, variables, notes, fields);
  const configs: ConfigFile[] = [];
  for (const use of flags) {
    if (!use.value || !(serving.engine.configFlags ?? []).includes(use.name)) continue;
    const config = configFile(serving.engine, use.value.text, files, notes);
    if (config) {
      configs.push(config);
      continue;
    }
    const message = `Settings in ${use.value.text} are not read.`;
    notes.add('unsupported', message, use.value.source, use.value.span);
  }
  const named = readModel(serving, flags, rest, variables, catalog, notes);
  const [config] = configs;
  const isNamed = (named.model.id ?? named.model.location) !== null;
  return {
    ...read,
    settings: { ...config?.settings, ...read.settings },
    variables,
    model: isNamed || !config ? named.model : modelNamedIn(config, catalog),
    modelPlace: named.place,
    configUris: configs.map(({ uri }) => uri),
  };
}

/** The model that a config file names; the flag that would override it is for a person to add. */
function modelNamedIn({ root }: ConfigFile, catalog: Catalog): Deployment['model'] {
  const keys = ['model', 'model-path', 'model_path', 'model-tag', 'model_tag'];
  const scalar = keys.map((key) => scalarAt(root, key)).find((each) => each !== null);
  return scalar && !isHole(scalar)
    ? referenceTo(sourced(scalar, scalar.node.text), catalog)
    : { id: null, location: null };
}
