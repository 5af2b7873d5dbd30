import type { EngineSettingName, EngineSettings } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { Span } from '../../text/span.ts';
import type { Engine, SettingSpelling } from '../engines/engine.ts';
import { isHoleText, scalarAt, sourced, type Located } from '../located.ts';
import { parseTokens } from '../quantity.ts';
import type { FlagUse } from './flags.ts';
import { phaseOfMode } from '../phases.ts';
import type { Notes } from './notes.ts';
import { substitute, type Variable, type Variables } from './variables.ts';

/** Where a setting is written: edits go there. The last of several is the one in effect. */
export type SettingPlace =
  | { readonly kind: 'flag'; readonly use: FlagUse }
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'field'; readonly scalar: Located<ScalarNode> };

/** Fields of an object that its controller turns into flags. */
export interface SettingFields {
  /** The mapping that the paths start from; missing fields are added below it. */
  readonly holder: Located;
  readonly paths: Readonly<Partial<Record<EngineSettingName, readonly string[]>>>;
  /** Scalars that were found otherwise; only these can be changed, and none is added. */
  readonly found?: Readonly<Partial<Record<EngineSettingName, Located<ScalarNode>>>>;
}

export interface ReadSettings {
  readonly settings: EngineSettings;
  readonly places: ReadonlyMap<EngineSettingName, readonly SettingPlace[]>;
}

/** Reads what the command line and the environment say about the settings of the engine; flags win. */
export function readSettings(
  engine: Engine,
  flags: readonly FlagUse[],
  variables: Variables,
  notes: Notes,
  fields?: SettingFields,
): ReadSettings {
  const settings: Partial<Record<EngineSettingName, Sourced<unknown>>> = {};
  const places = new Map<EngineSettingName, readonly SettingPlace[]>();
  for (const [key, spelling] of Object.entries(engine.settings)) {
    const name = key as EngineSettingName;
    const found = [...fieldOf(name, fields), ...placesOf(spelling, flags, variables)];
    if (found.length === 0) continue;
    places.set(name, found);
    const value = found
      .map((place) => valueAt(place, spelling, variables, notes))
      .findLast((read) => read !== null);
    if (value) settings[name] = value;
  }
  return { settings: shareContext(engine, settings as EngineSettings), places };
}

function fieldOf(name: EngineSettingName, fields: SettingFields | undefined): SettingPlace[] {
  const path = fields?.paths[name];
  const scalar =
    fields?.found?.[name] ?? (fields && path ? scalarAt(fields.holder, ...path) : null);
  return scalar ? [{ kind: 'field', scalar }] : [];
}

function placesOf(
  spelling: SettingSpelling,
  flags: readonly FlagUse[],
  variables: Variables,
): SettingPlace[] {
  const names = new Set([
    ...(spelling.flags ?? []),
    ...(spelling.on ?? []),
    ...(spelling.off ?? []),
    ...Object.keys(spelling.constants ?? {}),
  ]);
  const fromVariables = (spelling.variables ?? []).flatMap((name): SettingPlace[] => {
    const variable = variables.get(name);
    return variable ? [{ kind: 'variable', variable }] : [];
  });
  const fromFlags = flags.flatMap((use): SettingPlace[] =>
    names.has(use.name) ? [{ kind: 'flag', use }] : [],
  );
  return [...fromVariables.slice(0, 1), ...fromFlags];
}

function valueAt(
  place: SettingPlace,
  spelling: SettingSpelling,
  variables: Variables,
  notes: Notes,
): Sourced<unknown> | null {
  if (place.kind === 'variable') {
    const { value } = place.variable;
    if (!value) {
      notes.add(
        'unresolved-reference',
        `The value of ${place.variable.name} is not in the files.`,
        place.variable.place,
      );
      return null;
    }
    return resolveText(value.node.text, value, null, variables, notes, (text) =>
      parseSetting(text, spelling.kind),
    );
  }
  if (place.kind === 'field') {
    const { scalar } = place;
    return resolveText(scalar.node.text, scalar, null, variables, notes, (text) =>
      parseSetting(text, typeof scalar.node.value === 'boolean' ? 'switch' : spelling.kind),
    );
  }
  const { use } = place;
  const constant = spelling.constants?.[use.name];
  if (constant !== undefined) return sourced(use.word.source, constant, use.word.span);
  const on = spelling.on?.includes(use.name) === true;
  const off = spelling.off?.includes(use.name) === true;
  if (on || off) {
    const written = use.value ? !/^(false|0|no|off)$/i.test(use.value.text) : true;
    return sourced(use.word.source, on ? written : !written, use.word.span);
  }
  if (!use.value) return null;
  const { text, span, source } = use.value;
  return resolveText(text, source, span, variables, notes, (resolved) =>
    parseSetting(resolved, spelling.kind),
  );
}

/** Substitutes variables in a text and parses the result; what stays open is noted and null. */
export function resolveText<T>(
  text: string,
  source: Located<ScalarNode>,
  span: Span | null,
  variables: Variables,
  notes: Notes,
  parse: (text: string) => T | null,
): Sourced<T> | null {
  const resolved = substitute(text, variables);
  if (resolved.missing.length > 0) {
    const names = resolved.missing.join(', ');
    notes.add('unresolved-reference', `The value of ${names} is not in the files.`, source, span);
    return null;
  }
  if (isHoleText(resolved.text)) {
    notes.add('templated', `A template fills this in: ${resolved.text}`, source, span);
    return null;
  }
  const value = parse(resolved.text);
  if (value === null) return null;
  const inVariable = resolved.variable?.value;
  if (inVariable) return sourced(inVariable, value);
  return sourced(source, value, span ?? undefined);
}

function parseSetting(text: string, kind: SettingSpelling['kind']): unknown {
  const trimmed = text.trim();
  switch (kind) {
    case 'count': {
      const value = Number(trimmed);
      return trimmed !== '' && Number.isInteger(value) && value > 0 ? value : null;
    }
    case 'tokens': {
      const value = parseTokens(trimmed);
      return value !== null && value > 0 ? value : null;
    }
    case 'fraction': {
      const value = Number(trimmed);
      return trimmed !== '' && value > 0 && value <= 1 ? value : null;
    }
    case 'switch':
      if (/^(true|1|yes|on)$/i.test(trimmed)) return true;
      return /^(false|0|no|off)$/i.test(trimmed) ? false : null;
    case 'size-switch': {
      const value = Number(trimmed);
      return Number.isInteger(value) && value > 0 ? value > 1 : null;
    }
    case 'phase':
      return phaseOfMode(trimmed);
    case 'text':
      return trimmed === '' ? null : trimmed;
  }
}

/** A context that all sequences share is divided among them, so that it means the same for every engine. */
function shareContext(engine: Engine, settings: EngineSettings): EngineSettings {
  const { maxModelLength, maxSequences } = settings;
  if (!engine.settings.maxModelLength?.sharedBySequences || !maxModelLength || !maxSequences) {
    return settings;
  }
  const value = Math.floor(maxModelLength.value / maxSequences.value);
  return { ...settings, maxModelLength: { ...maxModelLength, value } };
}
