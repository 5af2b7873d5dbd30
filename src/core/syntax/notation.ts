import type { LanguageId } from './languages.ts';
import { writeProperty } from './properties.ts';
import type { ScalarNode } from './tree.ts';

type PlainValue = string | number | boolean;

/** How a syntax that is no YAML writes single values and entries. */
export interface Notation {
  scalar(value: PlainValue, style: ScalarNode['style']): string;
  /** The key, and what stands between it and its value. */
  key(key: string): string;
  readonly assignment: string;
  /** Between entries on one line. */
  readonly separator: string;
  /** True where assignments that follow each other stand below each other (`terraform fmt`). */
  readonly aligned: boolean;
  /** True where items can be added to a list in brackets. */
  readonly bracketedLists: boolean;
}

const json = (value: PlainValue): string => JSON.stringify(String(value));

const textproto: Notation = {
  scalar: (value, style) => {
    if (typeof value !== 'string') return String(value);
    // Enumerations and booleans are bare words; strings are quoted wherever they stand.
    if (style === 'plain' && /^[A-Z][A-Z0-9_]*$/.test(value)) return value;
    return style === 'single-quoted' && !/['\\\n]/.test(value) ? `'${value}'` : json(value);
  },
  key: (key) => key,
  assignment: ': ',
  separator: ' ',
  aligned: false,
  bracketedLists: false,
};

const hcl: Notation = {
  scalar: (value) =>
    typeof value === 'string' ? json(value).replaceAll(/[$%](?=\{)/g, '$&$&') : String(value),
  key: (key) => (/^[A-Za-z_][\w-]*$/.test(key) ? key : json(key)),
  assignment: ' = ',
  separator: ', ',
  aligned: true,
  bracketedLists: true,
};

const toml: Notation = {
  scalar: (value, style) => {
    if (typeof value !== 'string') return String(value);
    return style === 'single-quoted' && !/['\r\n]/.test(value) ? `'${value}'` : json(value);
  },
  key: (key) => (/^[\w-]+$/.test(key) ? key : json(key)),
  assignment: ' = ',
  separator: ', ',
  aligned: false,
  bracketedLists: false,
};

const properties: Notation = {
  scalar: (value) => writeProperty(String(value)),
  key: (key) => key.replaceAll(/[\\ \t\f=:#!]/g, '\\$&'),
  assignment: '=',
  separator: '\n',
  aligned: false,
  bracketedLists: false,
};

const dotenv: Notation = {
  scalar: (value, style) => {
    const text = String(value);
    if (style === 'single-quoted' && !text.includes("'")) return `'${text}'`;
    return style === 'plain' && /^[^\s"'#$\\`]*$/.test(text) ? text : json(text);
  },
  key: (key) => key,
  assignment: '=',
  separator: '\n',
  aligned: false,
  bracketedLists: false,
};

const modelfile: Notation = {
  scalar: (value, style) => {
    const text = String(value);
    const isPlain = !/^["\s]|\s$|\n/.test(text) && text !== '';
    if (style === 'plain' && isPlain) return text;
    return /["\n]/.test(text) ? `"""${text}"""` : `"${text}"`;
  },
  key: (key) => key,
  assignment: ' ',
  separator: '\n',
  aligned: false,
  bracketedLists: false,
};

/** The notation of a language; null for YAML and JSON, whose edits keep more than one value in place. */
export function notationOf(language: LanguageId): Notation | null {
  switch (language) {
    case 'textproto':
      return textproto;
    case 'hcl':
      return hcl;
    case 'toml':
      return toml;
    case 'properties':
      return properties;
    case 'dotenv':
      return dotenv;
    case 'modelfile':
      return modelfile;
    default:
      return null;
  }
}
