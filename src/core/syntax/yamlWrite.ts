import type { ScalarNode } from './tree.ts';

/** What an edit writes: the plain data that the YAML text stands for. */
export type YamlValue =
  string | number | boolean | null | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Keys in the order they are written. */
export type YamlMapping = Readonly<Record<string, YamlValue>>;

/** How the file around an edit is written. */
export interface YamlStyle {
  /** Columns from a key to the keys below it. */
  readonly indent: number;
  /** Columns from a key to the dashes of its list; 0 is common as well. */
  readonly sequenceIndent: number;
  readonly lineBreak: string;
  /** For strings; quotes are added where a plain string would read as something else. */
  readonly quotes: 'plain' | 'single-quoted' | 'double-quoted';
  /** True in JSON: keys are quoted too. */
  readonly isJson: boolean;
}

/** One scalar in the given style, quoted where it has to be. Never spans lines. */
export function writeScalar(
  value: string | number | boolean | null,
  style: ScalarNode['style'],
): string {
  if (value === null) return 'null';
  const text = String(value);
  const isPrintable = !/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]/.test(text);
  if (style === 'single-quoted' && isPrintable) return `'${text.replaceAll("'", "''")}'`;
  if (style === 'single-quoted' || style === 'double-quoted') return JSON.stringify(text);
  if (typeof value !== 'string') return text;
  return isPrintable && readsAsString(text) ? text : JSON.stringify(text);
}

/**
 * True when the plain text means the string itself, in flow and block style, to YAML 1.2 readers and to those of
 * YAML 1.1 (`on`, `1_000`, `12:30`).
 */
function readsAsString(text: string): boolean {
  return !(
    text === '' ||
    text.trim() !== text ||
    /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|---|\.\.\.)$/i.test(text) ||
    /^[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.[\d_]+)(?:e[-+]?\d+)?$/i.test(text) ||
    /^[-+]?(?:0[xob][\da-f_]+|\.inf|\.nan)$/i.test(text) ||
    /^[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?$|^\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?$/.test(text) ||
    /^[,[\]{}#&*!|>'"%@`]/.test(text) ||
    /^[-?:](?:\s|$)/.test(text) ||
    /:(?:\s|$)|\s#|[,[\]{}]/.test(text)
  );
}

/** The value on one line, in flow style where it is a collection. */
export function writeFlow(value: YamlValue, style: YamlStyle): string {
  if (isList(value)) return `[${value.map((item) => writeFlow(item, style)).join(', ')}]`;
  if (isMapping(value)) {
    const entries = Object.entries(value).map(([key, each]) => writeFlowEntry(key, each, style));
    return `{${entries.join(', ')}}`;
  }
  return writeScalar(value, typeof value === 'string' ? style.quotes : 'plain');
}

/** `key: value` on one line. */
export function writeFlowEntry(key: string, value: YamlValue, style: YamlStyle): string {
  const keyStyle = style.isJson ? 'double-quoted' : 'plain';
  return `${writeScalar(key, keyStyle)}: ${writeFlow(value, style)}`;
}

/** The entry in block style, as lines without the indentation of the place it goes to. */
export function writeEntryLines(key: string, value: YamlValue, style: YamlStyle): string[] {
  const head = `${writeScalar(key, 'plain')}:`;
  if (isSeries(value)) {
    const lines = rowsOf(value).map((row) => `${row.join(', ')},`);
    return [head, ...indented(['[', ...indented(lines, style.indent), ']'], style.indent)];
  }
  if (isList(value) && value.length > 0) {
    return [
      head,
      ...indented(
        value.flatMap((item) => writeItemLines(item, style)),
        style.sequenceIndent,
      ),
    ];
  }
  if (isMapping(value) && Object.keys(value).length > 0) {
    return [head, ...indented(writeMappingLines(value, style), style.indent)];
  }
  return [`${head} ${writeFlow(value, style)}`];
}

/** Numbers in a row of a series: the hours of a day. */
const rowLength = 24;

/** True for numbers that are too many for a line each, such as those of a week of hours. */
function isSeries(value: YamlValue): value is readonly number[] {
  return isList(value) && value.length >= rowLength && value.every(isNumber);
}

function isNumber(value: YamlValue): value is number {
  return typeof value === 'number';
}

function rowsOf(series: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(series.length / rowLength) }, (_, row) =>
    series.slice(row * rowLength, (row + 1) * rowLength),
  );
}

/** The entries of a mapping in block style, as lines. */
export function writeMappingLines(value: YamlMapping, style: YamlStyle): string[] {
  return Object.entries(value).flatMap(([key, each]) => writeEntryLines(key, each, style));
}

/** The item of a list in block style, as lines that start with its dash. */
export function writeItemLines(value: YamlValue, style: YamlStyle): string[] {
  if (isMapping(value) && Object.keys(value).length > 0) {
    return indented(writeMappingLines(value, style), 2).map((line, index) =>
      index === 0 ? `- ${line.slice(2)}` : line,
    );
  }
  return [`- ${writeFlow(value, style)}`];
}

export function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

export function isMapping(value: YamlValue): value is YamlMapping {
  return typeof value === 'object' && value !== null && !isList(value);
}

function indented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => ' '.repeat(columns) + line);
}
