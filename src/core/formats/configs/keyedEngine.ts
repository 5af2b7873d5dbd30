import type { EngineSettingName, EngineSettings } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Engine } from '../engines/engine.ts';
import { at, isHole, scalarAt, sourced, type Located } from '../located.ts';
import type { Notes } from '../pods/notes.ts';
import { readSettings, type ReadSettings, type SettingFields } from '../pods/settings.ts';

/** Keys of a config file by which an engine takes its settings. */
export interface EngineKeys {
  readonly engine: Engine;
  /** The mapping that the paths start from; missing keys are added to it. */
  readonly holder: Located;
  /** Every spelling of a key; the one that is written counts, the first is written where none is. */
  readonly paths: Readonly<Partial<Record<EngineSettingName, readonly (readonly string[])[]>>>;
  /** Keys that switch a setting off where they are true (`disable-radix-cache`). */
  readonly inverted?: Readonly<Partial<Record<EngineSettingName, readonly (readonly string[])[]>>>;
}

export interface KeyedReading extends ReadSettings {
  readonly fields: SettingFields;
  /** The place of each setting that its key writes the other way round. */
  readonly inverted: ReadonlyMap<EngineSettingName, readonly string[]>;
}

/** Reads the settings that the keys of a config file give. */
export function readKeys(keys: EngineKeys, notes: Notes): KeyedReading {
  const { engine, holder } = keys;
  const paths: Partial<Record<EngineSettingName, readonly string[]>> = {};
  const inverted = new Map<EngineSettingName, readonly string[]>();
  const switched: Partial<Record<EngineSettingName, Sourced<unknown>>> = {};
  for (const [name, spellings] of entriesOf(keys.paths)) {
    const written = spellings.find((path) => at(holder, ...path) !== null);
    const off = keys.inverted?.[name] ?? [];
    const opposite = off.find((path) => at(holder, ...path) !== null);
    const [first] = spellings.length > 0 ? spellings : off;
    if (written === undefined && (opposite !== undefined || spellings.length === 0)) {
      const path = opposite ?? first;
      if (path) inverted.set(name, path);
      const scalar = path && scalarAt(holder, ...path);
      if (scalar && !isHole(scalar)) {
        switched[name] = sourced(scalar, !/^(true|yes|on|1)$/i.test(scalar.node.text));
      }
      continue;
    }
    const path = written ?? first;
    if (path) paths[name] = path;
  }
  const fields: SettingFields = { holder, paths };
  const read = readSettings(engine, [], new Map(), notes, fields);
  return {
    ...read,
    settings: { ...read.settings, ...(switched as EngineSettings) },
    fields,
    inverted,
  };
}

function entriesOf(
  paths: EngineKeys['paths'],
): readonly (readonly [EngineSettingName, readonly (readonly string[])[]])[] {
  return Object.entries(paths) as [EngineSettingName, readonly (readonly string[])[]][];
}

/**
 * The keys of a file in which every flag of the engine is a key without its dashes (`max-model-len`), also with
 * underscores (`max_model_len`).
 */
export function flagKeys(engine: Engine, holder: Located, style: '-' | '_'): EngineKeys {
  const paths: Partial<Record<EngineSettingName, readonly (readonly string[])[]>> = {};
  const inverted: Partial<Record<EngineSettingName, readonly (readonly string[])[]>> = {};
  for (const [name, { flags = [], on = [], off = [] }] of Object.entries(engine.settings)) {
    const setting = name as EngineSettingName;
    paths[setting] = keysOf([...flags, ...on], style);
    inverted[setting] = keysOf(off, style);
  }
  return { engine, holder, paths, inverted };
}

function keysOf(flags: readonly string[], style: '-' | '_'): readonly (readonly string[])[] {
  return flags
    .filter((flag) => flag.startsWith('--'))
    .map((flag) => flag.slice(2))
    .flatMap((key) => [
      [style === '-' ? key.replaceAll('_', '-') : key.replaceAll('-', '_')],
      [style === '-' ? key.replaceAll('-', '_') : key.replaceAll('_', '-')],
    ]);
}
