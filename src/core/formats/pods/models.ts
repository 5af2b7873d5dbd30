import { wholeFile } from '../../model/filePart.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { ModelReference } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Span } from '../../text/span.ts';
import type { Engine } from '../engines/engine.ts';
import { splitImage } from '../engines/engines.ts';
import { readStorageUri } from '../kserve/storageUri.ts';
import { objectsOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { isHole, sourced, type Located } from '../located.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { ServingContainer } from './engineChoice.ts';
import { SERVED_NAME, type FlagUse, type WrittenValue } from './flags.ts';
import { tailSpan, type Word } from './invocations.ts';
import type { Notes } from './notes.ts';
import { resolveText } from './settings.ts';
import { substitute, type Variable, type Variables } from './variables.ts';

/** Where the model is named: `set-model` writes there. */
export type ModelPlace =
  | { readonly kind: 'flag'; readonly use: FlagUse }
  /** A word of the command, or its text from an index on (`model_name=…`). */
  | { readonly kind: 'word'; readonly word: Word; readonly from?: number }
  | { readonly kind: 'variable'; readonly variable: Variable }
  /** Commands that load the model, in the text of the object. */
  | { readonly kind: 'text'; readonly spans: readonly Span[] }
  /** A field that is the id, and nothing else. */
  | { readonly kind: 'id'; readonly scalar: Located<ScalarNode> }
  /** A URI `hf://…`. */
  | { readonly kind: 'scalar'; readonly scalar: Located<ScalarNode> };

export interface ReadModel {
  readonly model: ModelReference;
  readonly place: ModelPlace | null;
}

/** What one container says about the model: flags, then the positional word, then variables, then the image. */
export function readModel(
  serving: ServingContainer,
  flags: readonly FlagUse[],
  rest: readonly Word[],
  variables: Variables,
  catalog: Catalog,
  notes: Notes,
): ReadModel {
  const { engine } = serving;
  const name = servedName(flags, variables);
  const known = name !== null && catalog.model(name.value) ? name : null;
  const served = name === null ? {} : { served: name };
  for (const { place, value } of candidates(serving, flags, rest, variables)) {
    const named = resolveText(value.text, value.source, value.span, variables, notes, nonEmpty);
    if (!named) continue;
    const model = referenceTo(named, catalog);
    // Where the weights have no name, that by which they are served may be one the catalogue knows.
    return { model: { ...model, id: model.id ?? known, ...served }, place };
  }
  const fromImage = engine.id === 'nim' ? nimModel(serving) : null;
  if (fromImage) return { model: { id: fromImage, location: null, ...served }, place: null };
  const location = locationOf(engine, flags, variables, notes);
  return { model: { id: known, location, ...served }, place: null };
}

interface Candidate {
  readonly place: ModelPlace;
  readonly value: WrittenValue;
}

/**
 * Behind an image alone, the first word may be a program of its own; a model's name has a slash or a number. Not the object
 * of a flag nobody knows.
 */
function mayNameModel({ argumentsFrom }: ServingContainer, { text }: Word): boolean {
  return !text.startsWith('{"') && (argumentsFrom > 0 || /[/\d$]/.test(text));
}

function candidates(
  serving: ServingContainer,
  flags: readonly FlagUse[],
  rest: readonly Word[],
  variables: Variables,
): Candidate[] {
  const { engine } = serving;
  const byFlag = (engine.model.flags ?? []).flatMap((flag): Candidate[] => {
    const use = flags.findLast(({ name }) => name === flag);
    return use?.value ? [{ place: { kind: 'flag', use }, value: use.value }] : [];
  });
  const assignments = (engine.model.assignments ?? []).flatMap((name): Candidate[] => {
    const word = rest.findLast(({ text }) => text.startsWith(`${name}=`));
    if (!word) return [];
    const from = name.length + 1;
    const value = { text: word.text.slice(from), span: tailSpan(word, from), source: word.source };
    return [{ place: { kind: 'word', word, from }, value }];
  });
  const [word] = engine.model.positional ? rest : [];
  const byPosition: Candidate[] =
    word && mayNameModel(serving, word)
      ? [...assignments, { place: { kind: 'word', word }, value: word }]
      : assignments;
  const byVariable = (engine.model.variables ?? []).flatMap((name): Candidate[] => {
    const variable = variables.get(name);
    if (!variable?.value) return [];
    const { value } = variable;
    return [
      {
        place: { kind: 'variable', variable },
        value: { text: value.node.text, source: value, span: null },
      },
    ];
  });
  return [...byFlag, ...byPosition, ...byVariable];
}

function nonEmpty(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** The name that the server answers to, where a flag says it; a template is none. */
function servedName(flags: readonly FlagUse[], variables: Variables): Sourced<string> | null {
  const value = flags.findLast(({ name }) => name === SERVED_NAME)?.value;
  if (!value) return null;
  const { text, variable } = substitute(value.text, variables);
  if (/\$[({]|\{\{/.test(text)) return null;
  return variable?.value
    ? sourced(variable.value, text)
    : sourced(value.source, text, value.span ?? undefined);
}

/** A path or URI is a location, and names a model only where the catalogue knows one of its segments. */
export function referenceTo(named: Sourced<string>, catalog: Catalog): ModelReference {
  if (!isLocation(named.value)) return { id: named, location: null };
  const { scheme, model } = readStorageUri(named.value, catalog);
  const id = model === null ? null : { ...named, value: model };
  return { id, location: scheme === 'hf' ? null : named };
}

function isLocation(text: string): boolean {
  return /^(\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(text);
}

function nimModel({ container }: ServingContainer): Sourced<string> | null {
  const { image } = container;
  if (!image || isHole(image)) return null;
  const name = /(?:^|\/)nim\/([^/]+\/[^/]+)$/.exec(splitImage(image.node.text).repository)?.[1];
  return name === undefined ? null : sourced(image, name);
}

function locationOf(
  engine: Engine,
  flags: readonly FlagUse[],
  variables: Variables,
  notes: Notes,
): Sourced<string> | null {
  for (const flag of engine.model.locationFlags ?? []) {
    const use = flags.findLast(({ name }) => name === flag);
    if (!use?.value) continue;
    const { text, source, span } = use.value;
    const found = resolveText(text, source, span, variables, notes, nonEmpty);
    if (found) return found;
  }
  for (const name of engine.model.locationVariables ?? []) {
    const value = variables.get(name)?.value;
    if (value && !isHole(value)) return sourced(value, value.node.text);
  }
  return null;
}

/** Lines of a script, hook or job that load a model into Ollama, in list form and over HTTP too. */
const OLLAMA_LOADS =
  /ollama["',\s]+(?:pull|run)["',\s]+([\w./:-]+)|\/api\/(?:pull|generate)\b(?:(?!\/api\/)[^\n])*?"(?:name|model)\\?":\s*\\?"([^"\\\s]+)/g;

/** Kinds of objects beside the server that load models into it. */
const LOADERS = new Set(['Job', 'CronJob', 'ConfigMap']);

/**
 * Models that `ollama pull` or `ollama run` names in the text of the object, or else in the jobs and config maps of the
 * same file; each once, in order.
 */
export function ollamaModels(object: KubernetesObject): readonly LoadedModel[] {
  const own = modelsLoadedIn(object);
  if (own.length > 0) return own;
  return objectsOf(wholeFile(object.file))
    .filter(({ kind }) => LOADERS.has(kind))
    .flatMap(modelsLoadedIn);
}

/** A model and every place that loads it. */
export interface LoadedModel {
  readonly id: Sourced<string>;
  readonly spans: readonly Span[];
}

/** Models that commands in the text of a node load into Ollama; each once, in order. */
export function modelsLoadedIn(object: Located): LoadedModel[] {
  const { text, uri } = object.file.source;
  const { start, end } = object.node.span;
  const found = new Map<string, LoadedModel>();
  for (const match of text.slice(start, end).matchAll(OLLAMA_LOADS)) {
    const name = match[1] ?? match[2] ?? '';
    const from = start + match.index + match[0].lastIndexOf(name);
    const line = text.slice(text.lastIndexOf('\n', from) + 1, from);
    if (name === '' || /^\s*(- )?#/.test(line)) continue;
    const span = { start: from, end: from + name.length };
    const known = found.get(name);
    found.set(name, {
      id: known?.id ?? { value: name, origin: { kind: 'config', uri, span } },
      spans: [...(known?.spans ?? []), span],
    });
  }
  return [...found.values()];
}
