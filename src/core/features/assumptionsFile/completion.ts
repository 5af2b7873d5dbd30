import type { CompletionItem, Position } from 'vscode-languageserver-types';
import type { Analysis } from '../../analysis.ts';
import { environmentOf } from '../../analysis/ownCatalog.ts';
import { isAssumptionsFile } from '../../assumptions/nearestAssumptions.ts';
import { readAssumptions } from '../../assumptions/readAssumptions.ts';
import { schemaAt, type SchemaPlace } from '../../assumptions/schemaAt.ts';
import { sourcesOf, type Sources } from '../sources.ts';
import { keyChoices, valueChoices, type Choice, type ChoiceContext } from './choices.ts';
import { cursorAt, type Cursor } from './cursor.ts';
import { defaultWords, withoutDefault } from './defaultWords.ts';

/** Kinds of the protocol: `Property`, `Value`, `EnumMember`. */
const propertyKind = 10;
const valueKind = 12;
const wordKind = 20;

export interface CompletionOptions {
  /** True where something else offers what the schema says: names alone are offered then. */
  readonly schemaElsewhere?: boolean;
}

/**
 * What may be typed at a place of `.servingcost.yaml`: its keys with their units and defaults, words, names of the catalogue
 * with prices, names of the workspace. Works in a file that cannot be read as it is. Empty for any other file.
 */
export function getCompletions(
  analysis: Analysis,
  uri: string,
  position: Position,
  { schemaElsewhere = false }: CompletionOptions = {},
): CompletionItem[] {
  if (!isAssumptionsFile(uri)) return [];
  const sources = sourcesOf(analysis);
  const text = sources.document(uri)?.text;
  if (text === undefined) return [];
  const cursor = cursorAt(text, sources.lines(uri).offsetAt(position));
  const place = cursor === null ? null : schemaAt(cursor.path);
  if (cursor === null || place === null) return [];
  const context = contextOf(analysis, uri, cursor);
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return cursor.kind === 'key'
    ? keyItems(cursor, place, context, { sources, uri, lineBreak, schemaElsewhere })
    : valueItems(cursor, place, context, { sources, uri, schemaElsewhere });
}

interface ItemPlace {
  readonly sources: Sources;
  readonly uri: string;
  readonly lineBreak?: string;
  readonly schemaElsewhere: boolean;
}

function keyItems(
  cursor: Cursor,
  place: SchemaPlace,
  context: ChoiceContext,
  { sources, uri, lineBreak = '\n', schemaElsewhere }: ItemPlace,
): CompletionItem[] {
  // A plain value of a list, as far as it is typed, looks like a key.
  if (typeof cursor.path.at(-1) === 'number' && place.keys.length === 0) {
    return valueItems(cursor, place, context, { sources, uri, schemaElsewhere });
  }
  const range = sources.range(uri, cursor.typed);
  const text = sources.document(uri)?.text ?? '';
  const isNew = !/^\s*:/.test(text.slice(cursor.typed.end));
  const fromSchema = schemaElsewhere ? [] : place.keys;
  const keys = fromSchema
    .filter((key) => !cursor.siblings.has(key) || text.slice(cursor.typed.start).startsWith(key))
    .map((key, index): CompletionItem => {
      const path = [...cursor.path, key];
      const below = schemaAt(path);
      return {
        label: key,
        kind: propertyKind,
        sortText: String(index).padStart(3, '0'),
        detail: typeWords(below),
        documentation: documentationOf(below?.description ?? '', defaultWords(path)),
        textEdit: {
          range,
          newText: isNew ? key + behindKey(below, cursor, lineBreak) : key,
        },
      };
    });
  const names = place.named
    ? keyChoices(cursor.path, context).filter(({ name }) => !cursor.siblings.has(name))
    : [];
  return [
    ...keys,
    ...names.map((choice) => {
      const below = schemaAt([...cursor.path, choice.name]);
      const written = quoted(choice.name);
      return named(choice, range, isNew ? written + behindKey(below, cursor, lineBreak) : written);
    }),
  ];
}

function documentationOf(description: string, byDefault: string): string {
  return [withoutDefault(description, byDefault), byDefault]
    .filter((words) => words !== '')
    .join(' ');
}

function valueItems(
  { path, typed }: Cursor,
  place: SchemaPlace,
  context: ChoiceContext,
  { sources, uri, schemaElsewhere }: ItemPlace,
): CompletionItem[] {
  const range = sources.range(uri, typed);
  const words = schemaElsewhere ? [] : place.values.map(String);
  return [
    ...words.map((label, index): CompletionItem => ({
      label,
      kind: wordKind,
      sortText: String(index).padStart(3, '0'),
      textEdit: { range, newText: label },
    })),
    ...valueChoices(path, context).map((choice) => named(choice, range, quoted(choice.name))),
  ];
}

function named(
  { name, detail }: Choice,
  range: ReturnType<Sources['range']>,
  newText: string,
): CompletionItem {
  return {
    label: name,
    kind: valueKind,
    detail,
    filterText: newText,
    textEdit: { range, newText },
  };
}

/** Behind a key: a blank for a value, a new line for what stands below it. */
function behindKey(below: SchemaPlace | null, { flow, indent }: Cursor, lineBreak: string): string {
  if (below === null || flow || below.plain) return ': ';
  const margin = `${lineBreak}${' '.repeat(indent + 2)}`;
  return below.list ? `:${margin}- ` : `:${margin}`;
}

/** A name that plain YAML reads as something else stands in quotes. */
function quoted(name: string): string {
  const isPlain =
    /^[\w./][\w./@+-]*$/.test(name) &&
    !/^[\d.]+$|^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name);
  return isPlain ? name : `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function typeWords(place: SchemaPlace | null): string {
  if (place === null) return '';
  const words = place.values.map(String).join(' | ');
  if (words !== '') return words;
  if (place.plain) return place.keys.length > 0 || place.named ? 'value or block' : 'value';
  return place.list ? 'list' : 'block';
}

function contextOf(analysis: Analysis, uri: string, { path }: Cursor): ChoiceContext {
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const file = analysis.files.find(({ file: each }) => each.source.uri === uri)?.file;
  const values = file === undefined ? {} : readAssumptions(file).assumptions.values;
  const block = path[0] === 'deployments' ? values.deployments?.[String(path[1])] : undefined;
  const { defaults } = analysis.environment;
  return {
    analysis: { ...analysis, environment: environmentOf(analysis, uri) },
    deployments: analysis.deployments.filter(({ deployment }) => deployment.uri.startsWith(folder)),
    provider: block?.provider ?? values.provider ?? defaults.provider?.value ?? null,
    region: block?.region ?? values.region ?? defaults.region?.value ?? null,
  };
}
