import type { ParsedFile } from '../../model/document.ts';
import type { Sourced } from '../../model/sourced.ts';
import { scalarNode } from '../../syntax/scan.ts';
import type { MappingNode, ScalarNode, SequenceNode, SyntaxNode } from '../../syntax/tree.ts';
import { isHole, scalarAt, sourced, type Located } from '../located.ts';

/** A number of zero or more, quoted or not; null for anything else and for a hole. */
export function numberAt(from: Located | null, ...path: string[]): Sourced<number> | null {
  const found = scalarAt(from, ...path);
  return found && numberOf(found);
}

export function numberOf(scalar: Located<ScalarNode>): Sourced<number> | null {
  const text = scalar.node.text.trim();
  return /^\d+(?:\.\d+)?$/.test(text) ? sourced(scalar, Number(text)) : null;
}

/** A whole number of zero or more. */
export function wholeAt(from: Located | null, ...path: string[]): Sourced<number> | null {
  const found = numberAt(from, ...path);
  return found && Number.isInteger(found.value) ? found : null;
}

/** A text that is written out; null where there is none, or a template or variable fills it in. */
export function writtenAt(from: Located | null, ...path: string[]): Sourced<string> | null {
  const found = scalarAt(from, ...path);
  return found && !isHole(found) && found.node.text.trim() !== ''
    ? sourced(found, found.node.text.trim())
    : null;
}

/** `4`, `500m`, `16Gi` as the number that `parse` makes of it; null where it makes none. */
export function quantityAt(
  from: Located | null,
  path: readonly string[],
  parse: (text: string) => number | null,
): Sourced<number> | null {
  const written = writtenAt(from, ...path);
  const value = written && parse(written.value);
  return written && value !== null ? { ...written, value } : null;
}

/** True or false as YAML and TOML write it; null for anything else. */
export function switchAt(from: Located | null, ...path: string[]): Sourced<boolean> | null {
  const found = scalarAt(from, ...path);
  const value = found && switchOf(found.node.text);
  return found && value !== null ? sourced(found, value) : null;
}

function switchOf(text: string): boolean | null {
  if (/^(true|yes|on)$/i.test(text)) return true;
  return /^(false|no|off)$/i.test(text) ? false : null;
}

/** The same scalar with another text: what a variable, a default or a function makes of it. Edits still go to it. */
export function withText(scalar: Located<ScalarNode>, text: string): Located<ScalarNode> {
  return { file: scalar.file, node: { ...scalar.node, value: text, text, templated: false } };
}

/** A text that stands in no file, placed where what it follows from is written. */
export function scalarFor(at: Located, text: string): Located<ScalarNode> {
  return { file: at.file, node: scalarNode(text, text, at.node.span) };
}

/** A script as a command that a shell runs, so that it is read as one. */
export function shellCommand(script: Located<ScalarNode>): Located<SequenceNode> {
  const { file, node } = script;
  const items = [scalarNode('sh', 'sh', node.span), scalarNode('-c', '-c', node.span), node];
  return { file, node: { kind: 'sequence', span: node.span, items, flow: false } };
}

/** A mapping that is not there, for containers that have none of their own. */
export function emptyMapping(file: ParsedFile, at: SyntaxNode): Located<MappingNode> {
  return { file, node: { kind: 'mapping', span: at.span, entries: [], flow: false } };
}
