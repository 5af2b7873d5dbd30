import type { Alias, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isScalar } from 'yaml';
import type { Span } from '../text/span.ts';
import { mayHoldTemplate } from './templateExpressions.ts';
import type { TemplateMask } from './templateMask.ts';
import type { MappingEntry, MappingNode, ParseProblem, ScalarNode, SyntaxNode } from './tree.ts';
import { trimmedEnd } from '../text/trimmedEnd.ts';

const BLANKS = ' \t\r\n';

/** Nodes that aliases and merge keys may add to a document before it is declined. */
const maxAliasedNodes = 20_000;

export interface YamlTree {
  readonly root: SyntaxNode | null;
  readonly problems: readonly ParseProblem[];
  /** True when an expression `{{ … }}` stands where YAML reads a mapping whose key is a mapping. */
  readonly hasHole: boolean;
}

interface Reading {
  readonly text: string;
  readonly mask: TemplateMask | null;
  readonly problems: ParseProblem[];
  /** Anchors by name as of the place read now: a later one of the same name replaces an earlier one. */
  readonly anchors: Map<string, ParsedNode>;
  /** What an alias meant where it was written. */
  readonly targets: Map<Alias, ParsedNode | null>;
  /** Collections being read, to notice one that contains itself. */
  readonly open: Set<ParsedNode>;
  aliasedNodes: number;
  hasHole: boolean;
}

/** Turns what the `yaml` library composed from `text` into our tree. */
export function readTree(
  contents: ParsedNode | null,
  text: string,
  mask: TemplateMask | null,
): YamlTree {
  const reading: Reading = {
    text,
    mask,
    problems: [],
    anchors: new Map(),
    targets: new Map(),
    open: new Set(),
    aliasedNodes: 0,
    hasHole: false,
  };
  const root = contents === null ? null : readNode(reading, contents, undefined);
  const { problems, hasHole } = reading;
  if (reading.aliasedNodes > maxAliasedNodes) {
    const message = 'The aliases of this document stand for too much to be read.';
    const bomb: ParseProblem = {
      code: 'too-many-aliases',
      message,
      span: { start: 0, end: text.length },
    };
    return { root: null, problems: [bomb], hasHole };
  }
  return { root: isVoid(root) ? null : root, problems, hasHole };
}

/** A document of nothing but comments is read as an empty plain scalar. */
function isVoid(node: SyntaxNode | null): boolean {
  return node?.kind === 'scalar' && node.span.start === node.span.end && !node.templated;
}

function readNode(reading: Reading, node: ParsedNode, aliasSpan: Span | undefined): SyntaxNode {
  const read = readUntagged(reading, node, aliasSpan);
  // Tags of YAML itself (`!!str`) only say how a value is to be read.
  return isAlias(node) || node.tag?.startsWith('!') !== true ? read : { ...read, tag: node.tag };
}

function readUntagged(reading: Reading, node: ParsedNode, aliasSpan: Span | undefined): SyntaxNode {
  if (aliasSpan !== undefined) {
    reading.aliasedNodes += 1;
    if (reading.aliasedNodes > maxAliasedNodes) return emptyScalar(aliasSpan.start, aliasSpan);
  }
  if (isAlias(node)) return readAlias(reading, node, aliasSpan);
  if (node.anchor !== undefined && aliasSpan === undefined) reading.anchors.set(node.anchor, node);
  if (isScalar(node)) return readScalar(reading, node, aliasSpan);
  reading.open.add(node);
  const collection = isMap(node)
    ? readMapping(reading, node, aliasSpan)
    : readSequence(reading, node, aliasSpan);
  reading.open.delete(node);
  return collection;
}

function readAlias(reading: Reading, node: Alias.Parsed, outer: Span | undefined): SyntaxNode {
  const span = { start: node.range[0], end: node.range[1] };
  const target = targetOf(reading, node);
  return target === null
    ? emptyScalar(span.start, outer)
    : readNode(reading, target, outer ?? span);
}

/** What the alias stands for; null, with a problem, when it names no earlier node or one that it is part of. */
function targetOf(reading: Reading, alias: Alias.Parsed): ParsedNode | null {
  const known = reading.targets.get(alias);
  if (known !== undefined) return known;
  const anchored = reading.anchors.get(alias.source);
  const isInside = anchored !== undefined && reading.open.has(anchored);
  const target = anchored === undefined || isInside ? null : anchored;
  if (target === null) {
    reading.problems.push({
      code: 'syntax-error',
      message: isInside
        ? `The alias *${alias.source} refers to something that contains it.`
        : `Nothing before this place is named &${alias.source}.`,
      span: { start: alias.range[0], end: alias.range[1] },
    });
  }
  reading.targets.set(alias, target);
  return target;
}

const styles: Readonly<Record<string, ScalarNode['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function readScalar(
  reading: Reading,
  node: Scalar.Parsed,
  aliasSpan: Span | undefined,
): ScalarNode {
  const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
  const isBlock = style === 'literal' || style === 'folded';
  const span = { start: node.range[0], end: Math.min(node.range[1], reading.text.length) };
  const alias = aliasSpan === undefined ? {} : { aliasSpan };
  if (isBlock) span.end = endOfContent(reading.text, span.end);
  if (span.end <= span.start) {
    // An empty value belongs right behind its `:` or `-`, whatever blank or comment follows.
    const at = trimmedEnd(reading.text, BLANKS, span.start);
    const insertion = reading.mask?.insertionAt(at) ?? null;
    if (insertion === null) return emptyScalar(at, aliasSpan);
    const text = reading.text.slice(insertion.start, insertion.end);
    return { ...emptyScalar(at, aliasSpan), span: insertion, value: text, text, templated: true };
  }
  const isNull = node.value === null;
  const source = isNull ? '' : node.source;
  const text = reading.mask?.restore(source, span) ?? source;
  return {
    kind: 'scalar',
    span,
    ...alias,
    value: text === source ? plainValue(node.value, text) : text,
    text,
    style,
    templated: isTemplated(text, isBlock) || (reading.mask?.touches(span) ?? false),
  };
}

function plainValue(value: unknown, text: string): ScalarNode['value'] {
  return value === null || typeof value === 'number' || typeof value === 'boolean' ? value : text;
}

/** In a block scalar `${…}` is a matter of the shell that runs it, not of a template. */
function isTemplated(text: string, isBlock: boolean): boolean {
  if (!mayHoldTemplate(text)) return false;
  return (
    (text.includes('{{') && text.includes('}}')) ||
    (text.includes('{%') && text.includes('%}')) ||
    (!isBlock && text.includes('${'))
  );
}

function emptyScalar(at: number, aliasSpan: Span | undefined): ScalarNode {
  return {
    kind: 'scalar',
    span: { start: at, end: at },
    ...(aliasSpan === undefined ? {} : { aliasSpan }),
    value: null,
    text: '',
    style: 'plain',
    templated: false,
  };
}

function readSequence(
  reading: Reading,
  node: YAMLSeq.Parsed,
  aliasSpan: Span | undefined,
): SyntaxNode {
  const items = node.items.map((item) => readNode(reading, item, aliasSpan));
  const flow = node.flow === true;
  const ends = node.items.map((item, index) => endOfUse(item, items[index]));
  return {
    kind: 'sequence',
    span: collectionSpan(node, flow, ends, reading.text),
    ...(aliasSpan === undefined ? {} : { aliasSpan }),
    items,
    flow,
  };
}

function readMapping(
  reading: Reading,
  node: YAMLMap.Parsed,
  aliasSpan: Span | undefined,
): MappingNode {
  const flow = node.flow === true;
  reading.hasHole ||= flow && reading.text.startsWith('{{', node.range[0]);
  const own: MappingEntry[] = [];
  const merged: MappingEntry[] = [];
  const ends: number[] = [];
  for (const pair of node.items) {
    const entry = readEntry(reading, pair, aliasSpan);
    ends.push(entry.span.end);
    if (entry.key === '<<' && reading.text.startsWith('<<', entry.keySpan.start)) {
      merged.push(...mergedEntries(entry.value));
    } else {
      own.push(entry);
    }
  }
  if (aliasSpan === undefined) reportDuplicates(reading, own);
  return {
    kind: 'mapping',
    span: collectionSpan(node, flow, ends, reading.text),
    ...(aliasSpan === undefined ? {} : { aliasSpan }),
    entries: merged.length === 0 ? own : [...own, ...notOverridden(merged, own)],
    flow,
  };
}

function readEntry(
  reading: Reading,
  pair: Pair<ParsedNode, ParsedNode | null>,
  aliasSpan: Span | undefined,
): MappingEntry {
  const keyNode = readNode(reading, pair.key, aliasSpan);
  const keySpan = keyNode.span;
  const source = reading.text.slice(keySpan.start, keySpan.end);
  // The key `null` has no text of its own.
  const key = keyNode.kind !== 'scalar' || keyNode.value === null ? source : keyNode.text;
  const value =
    pair.value === null
      ? emptyScalar(keySpan.end, aliasSpan)
      : readNode(reading, pair.value, aliasSpan);
  const end = Math.max(keySpan.end, endOfUse(pair.value, value));
  return { key, keySpan, value, span: { start: keySpan.start, end } };
}

/** Where a node ends in the text that holds it: an alias ends where it is written, not where its target is. */
function endOfUse(node: ParsedNode | null, read: SyntaxNode | undefined): number {
  if (node !== null && isAlias(node)) return node.range[1];
  return read?.span.end ?? 0;
}

/** The entries a merge key brings in; in a list the earlier mapping wins. */
function mergedEntries(value: SyntaxNode): MappingEntry[] {
  if (value.kind === 'mapping') return [...value.entries];
  if (value.kind === 'scalar') return [];
  return value.items.flatMap((item) => (item.kind === 'mapping' ? item.entries : []));
}

function notOverridden(
  merged: readonly MappingEntry[],
  own: readonly MappingEntry[],
): MappingEntry[] {
  const seen = new Set(own.map((entry) => entry.key));
  return merged.filter((entry) => {
    if (seen.has(entry.key)) return false;
    seen.add(entry.key);
    return true;
  });
}

function reportDuplicates(reading: Reading, entries: readonly MappingEntry[]): void {
  const seen = new Set<string>();
  for (const { key, keySpan } of entries) {
    if (seen.has(key)) {
      reading.problems.push({
        code: 'duplicate-key',
        message: `The key ${JSON.stringify(key)} appears twice in one mapping; the last one counts.`,
        span: keySpan,
      });
    }
    seen.add(key);
  }
}

function collectionSpan(
  node: YAMLMap.Parsed | YAMLSeq.Parsed,
  flow: boolean,
  ends: readonly number[],
  text: string,
): Span {
  const start = node.range[0];
  if (flow) return { start, end: Math.min(node.range[1], text.length) };
  return { start, end: ends.reduce((last, end) => Math.max(last, end), start) };
}

/** Of a block scalar: the end of its last line that is not blank. */
function endOfContent(text: string, end: number): number {
  let at = trimmedEnd(text, BLANKS, end);
  while (at < end && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}
