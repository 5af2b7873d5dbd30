import { entryOf, isAtEnd, mappingNode, report, scalarNode, startScan, take } from './scan.ts';
import { toDocument, type Scanner } from './scan.ts';
import type { MappingEntry, ScalarNode, SyntaxDocument } from './tree.ts';

/**
 * Reads an Ollama Modelfile (docs/modelfile.md of Ollama): one entry for each instruction, under its name in capitals;
 * `PARAMETER num_ctx 4096` is found under `PARAMETER num_ctx`. Never throws.
 */
export function readModelfile(text: string): SyntaxDocument {
  const scanner = startScan(text);
  const entries: MappingEntry[] = [];
  for (;;) {
    take(scanner, /(?:\s+|#[^\r\n]*)+/y);
    if (isAtEnd(scanner)) break;
    const start = scanner.at;
    const word = take(scanner, /[A-Za-z]+(?=[ \t\r\n]|$)/y);
    if (word === null) {
      take(scanner, /[^\r\n]*/y);
      report(scanner, start, 'An instruction is expected here.');
      continue;
    }
    const instruction = word.toUpperCase();
    take(scanner, /[ \t]+/y);
    const name = instruction === 'PARAMETER' ? take(scanner, /[^\s]+/y) : null;
    const keySpan = { start, end: name === null ? start + word.length : scanner.at };
    take(scanner, /[ \t]+/y);
    const key = name === null ? instruction : `${instruction} ${name}`;
    entries.push(entryOf(key, keySpan, readValue(scanner)));
  }
  return toDocument(scanner, mappingNode(entries, { start: 0, end: text.length }));
}

function readValue(scanner: Scanner): ScalarNode {
  const start = scanner.at;
  const block = take(scanner, /"""[^]*?"""/y);
  if (block !== null) return string(block.slice(3, -3), start, scanner.at, 'double-quoted');
  const quoted = take(scanner, /"[^"\r\n]*"(?=[ \t]*(?:[\r\n]|$))/y);
  if (quoted !== null) return string(quoted.slice(1, -1), start, scanner.at, 'double-quoted');
  const unclosed = take(scanner, /"""[^]*/y);
  if (unclosed !== null) report(scanner, start, 'The quotes are not closed.');
  const raw = unclosed ?? take(scanner, /[^\s](?:[^\r\n]*[^\s])?/y) ?? '';
  return string(raw, start, scanner.at, 'plain');
}

function string(text: string, start: number, end: number, style: ScalarNode['style']): ScalarNode {
  const isNumber = style === 'plain' && /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text);
  const isSwitch = style === 'plain' && /^(?:true|false)$/.test(text);
  const value = isNumber ? Number(text) : isSwitch ? text === 'true' : text;
  return scalarNode(value, text, { start, end }, style);
}
