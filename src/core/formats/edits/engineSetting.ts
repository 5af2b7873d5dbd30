import type { EngineSettingName } from '../../model/deployment.ts';
import { insertFlag, removeFlag, setFlag } from '../../syntax/flagEdit.ts';
import { appendItems, insertPath, removeEntry, setPath, setScalar } from '../../syntax/yamlEdit.ts';
import type { Engine, SettingSpelling } from '../engines/engine.ts';
import { at, isHole, scalarAt, writable, type Located } from '../located.ts';
import type { ServingContainer } from '../pods/engineChoice.ts';
import type { FlagUse } from '../pods/flags.ts';
import type { SettingPlace } from '../pods/settings.ts';
import {
  inFile,
  isForeign,
  refuse,
  together,
  treeOf,
  type EngineTarget,
  type Step,
} from './target.ts';
import { addVariable, inVariable, removeVariable } from './variables.ts';

type Value = string | number | boolean | null;

/** Writes a setting in the engine's own spelling where the config says such things; null takes it out. */
export function setEngineSetting(
  target: EngineTarget,
  setting: EngineSettingName,
  value: Value,
): Step {
  const { serving } = target.pod;
  const spelling = serving?.engine.settings[setting];
  if (!serving) return refuse('The engine is not known.');
  if (!spelling) return refuse(`${serving.engine.title} has no such setting.`);
  const places = target.pod.settingPlaces.get(setting) ?? [];
  const field = target.pod.fields?.paths[setting];
  if (field && !places.some(({ kind }) => kind === 'flag')) {
    return writeField(target.pod.fields.holder, field, places.length > 0, value);
  }
  if (isSwitch(spelling)) return writeSwitch(target, serving, spelling, places, value);
  if (value === null) return together(places.map((place) => remove(target, serving, place)));
  const text = String(spelling.sharedBySequences ? perAll(target, value) : value);
  const last = places.at(-1);
  if (!last) return add(target, serving, spelling, text);
  switch (last.kind) {
    case 'flag':
      return overwrite(target, serving, last.use, text);
    case 'variable':
      return inVariable(target, last.variable, text);
    case 'field':
      if (last.scalar.node.text === text) return { edits: [] };
      if (isHole(last.scalar)) return refuse('A template fills it in.');
      return inFile(last.scalar, setScalar(treeOf(last.scalar), last.scalar.node, text));
  }
}

/** A field of the object's own that its controller turns into the flag. */
function writeField(
  holder: Located,
  path: readonly string[],
  isWritten: boolean,
  value: Value,
): Step {
  const written = scalarAt(holder, ...path);
  if (written && isHole(written)) return refuse(`A template fills in ${path.join('.')}.`);
  if (value !== null) {
    if (written?.node.text === String(value)) return { edits: [] };
    const place = written ?? writable(holder);
    return inFile(place, setPath(treeOf(place), place.node, written ? [] : path, value));
  }
  const parent = at(holder, ...path.slice(0, -1));
  const key = path.at(-1);
  if (!isWritten || !parent || key === undefined) return { edits: [] };
  return inFile(parent, removeEntry(treeOf(parent), parent.node, key));
}

function isSwitch({ kind, flags, variables }: SettingSpelling): boolean {
  return (kind === 'switch' || kind === 'size-switch') && !flags?.length && !variables?.length;
}

/** The context that all sequences share: a length for each of them. */
function perAll({ deployment }: EngineTarget, value: Value): number {
  return Number(value) * (deployment.settings.maxSequences?.value ?? 1);
}

function writeSwitch(
  target: EngineTarget,
  serving: ServingContainer,
  { on = [], off = [], byDefault = false }: SettingSpelling,
  places: readonly SettingPlace[],
  value: Value,
): Step {
  const uses = places.flatMap((place) => (place.kind === 'flag' ? [place.use] : []));
  const kept = uses.filter(
    ({ name, value: written }) =>
      written === null && (value === true ? on : value === false ? off : []).includes(name),
  );
  const removals = uses
    .filter((use) => !kept.includes(use))
    .map((use) => takeOut(target, serving, use));
  const [flag] = value === true ? on : value === false ? off : [];
  const isNeeded =
    kept.length === 0 && value !== null && (value !== byDefault || places.length === 0);
  if (!isNeeded || (value === byDefault && uses.length > 0)) return together(removals);
  if (flag === undefined) {
    return value === byDefault
      ? together(removals)
      : refuse(`${serving.engine.title} cannot be told so by a flag.`);
  }
  return together([...removals, addFlag(target, serving, flag, null)]);
}

/** A value in the object's own text is replaced; one that a runtime brings in is overridden by a later flag. */
function overwrite(
  target: EngineTarget,
  serving: ServingContainer,
  use: FlagUse,
  text: string,
): Step {
  if (!use.value) return refuse(`${use.flag.spelling} is given without a value.`);
  if (isForeign(target, use.word.source)) return addFlag(target, serving, use.name, text);
  if (use.value.text === text) return { edits: [] };
  return inFile(use.word.source, setFlag(treeOf(use.word.source), use.flag, text));
}

function remove(target: EngineTarget, serving: ServingContainer, place: SettingPlace): Step {
  switch (place.kind) {
    case 'flag':
      return takeOut(target, serving, place.use);
    case 'variable':
      return removeVariable(target, place.variable);
    case 'field':
      return refuse('A field of the object sets it beside a flag.');
  }
}

function takeOut(target: EngineTarget, { invocation }: ServingContainer, use: FlagUse): Step {
  const { source } = use.word;
  if (isForeign(target, source)) {
    return refuse(`A runtime that others may use sets ${use.flag.spelling}.`);
  }
  const tokens = invocation.words.map(({ token }) => token);
  return inFile(source, removeFlag(treeOf(source), tokens, use.flag));
}

function inside(outer: Located, inner: Located): boolean {
  const { start, end } = inner.node.aliasSpan ?? inner.node.span;
  return outer.node.span.start <= start && end <= outer.node.span.end;
}

/** A setting that is not written yet: a variable where the engine is set by variables, else a flag. */
function add(
  target: EngineTarget,
  serving: ServingContainer,
  spelling: SettingSpelling,
  text: string,
): Step {
  const [flag] = spelling.flags ?? [];
  const [variable] = spelling.variables ?? [];
  const byVariable =
    variable !== undefined && (flag === undefined || isSetByVariables(target, serving));
  if (byVariable) return addVariable(serving, variable, text);
  if (flag === undefined) return refuse(`${serving.engine.title} has no flag for it.`);
  return addFlag(target, serving, flag, text);
}

function isSetByVariables(
  { pod }: EngineTarget,
  { engine, invocation }: ServingContainer,
): boolean {
  if (engine.prefersVariables) return true;
  if (invocation.words.some(({ text }) => text.startsWith('--'))) return false;
  return variablesOf(engine).some((name) => pod.variables.has(name));
}

function variablesOf({ settings, model }: Engine): readonly string[] {
  const names = Object.values(settings).flatMap(({ variables = [] }) => variables);
  return [...names, ...(model.variables ?? [])];
}

/** Behind the last argument that the object itself gives; as its first one where it gives none. */
function addFlag(
  target: EngineTarget,
  { container, invocation, takesFlags, engine }: ServingContainer,
  flag: string,
  value: string | null,
): Step {
  if (!takesFlags) return refuse(`A script of its own starts ${engine.title}.`);
  const [layer] = container.layers;
  if (!layer) return refuse('There is no container to write to.');
  const own = invocation.words.filter(({ source }) => !isForeign(target, source));
  const last = own.at(-1);
  const args = at(layer, ...container.spelling.args);
  // Arguments behind a program that the config starts itself belong to its command line.
  if (last && (args === null || inside(args, last.source) || !container.command)) {
    const tokens = own.map(({ token }) => token);
    return inFile(last.source, insertFlag(treeOf(last.source), tokens, flag, value));
  }
  const items = value === null ? [flag] : [`${flag}=${value}`];
  const place = args ? writable(args) : writable(layer);
  const tree = treeOf(place);
  return inFile(
    place,
    args
      ? appendItems(tree, place.node, items)
      : insertPath(tree, place.node, container.spelling.args, items),
  );
}
