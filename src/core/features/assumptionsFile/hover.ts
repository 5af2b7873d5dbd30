import type { Hover } from 'vscode-languageserver-types';
import type { Analysis, DeploymentAnalysis } from '../../analysis.ts';
import { listed } from '../../advice/neighbours.ts';
import { layersFor } from '../../assumptions/layers.ts';
import { entryAt, type NodePath } from '../../assumptions/nodePath.ts';
import { readAssumptions } from '../../assumptions/readAssumptions.ts';
import { schemaAt } from '../../assumptions/schemaAt.ts';
import type { ParsedFile } from '../../model/document.ts';
import { formatQuantity } from '../../report/format.ts';
import { nodeAt } from '../../syntax/access.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { escapeMarkdown } from '../../text/escapeMarkdown.ts';
import { spanContains, type Span } from '../../text/span.ts';
import { factOf } from '../facts/factAt.ts';
import { factsMarkdown } from '../facts/factsMarkdown.ts';
import type { Sources } from '../sources.ts';
import { defaultWords, withoutDefault } from './defaultWords.ts';
import { valueWords } from './valueWords.ts';

export interface AssumptionsHoverOptions {
  /** True where something else shows the descriptions of keys. */
  readonly schemaElsewhere?: boolean;
}

/** On a key what it means, its default and where it counts; on a value what it is or does. */
export function assumptionsHover(
  analysis: Analysis,
  file: ParsedFile,
  offset: number,
  sources: Sources,
  { schemaElsewhere = false }: AssumptionsHoverOptions,
): Hover | null {
  const root = file.documents[0]?.root ?? null;
  const found = nodeAt(root, offset);
  if (root === null || found === undefined || found.path.length === 0) return null;
  const { node, path } = found;
  const entry = entryAt(root, path);
  const isKey = entry !== null && spanContains(entry.keySpan, offset);
  const span = isKey ? entry.keySpan : node.span;
  if (!isKey && node.kind !== 'scalar') return null;
  const parts = isKey
    ? keyParts(path, node, file, analysis, schemaElsewhere)
    : scalarParts(path, node, analysis);
  const value = parts.filter((part) => part !== '').join('\n\n');
  if (value === '') return null;
  return { range: sources.range(file.source.uri, span), contents: { kind: 'markdown', value } };
}

function keyParts(
  path: NodePath,
  node: SyntaxNode,
  file: ParsedFile,
  analysis: Analysis,
  schemaElsewhere: boolean,
): readonly string[] {
  const place = schemaAt(path);
  if (place === null) return [];
  const name = String(path.at(-1));
  // A name of one's own: a deployment, or hardware with a price.
  const fact = schemaAt(path.slice(0, -1))?.named === true ? factMarkdown(name, analysis) : '';
  const byDefault = defaultWords(path);
  const described = schemaElsewhere ? '' : withoutDefault(place.description, byDefault);
  return [
    fact,
    schemaElsewhere || fact !== '' ? '' : `**${escapeMarkdown(name)}**`,
    escapeMarkdown(described),
    escapeMarkdown(byDefault),
    escapeMarkdown(useWords(path, node.span, file, analysis)),
  ];
}

function scalarParts(path: NodePath, node: SyntaxNode, analysis: Analysis): readonly string[] {
  if (node.kind !== 'scalar') return [];
  const key = path.findLast((step) => typeof step === 'string');
  const isName = /^(?:accelerators?|instanceTypes?|model)$/.test(String(key));
  const fact = isName ? factMarkdown(node.text, analysis) : '';
  return [fact === '' ? escapeMarkdown(valueWords(String(key), node.text)) : fact];
}

function factMarkdown(name: string, { environment: { catalog, currency } }: Analysis): string {
  const fact = factOf(name, catalog);
  return fact === null ? '' : factsMarkdown(fact, catalog, currency, null);
}

/** Keys that are not read for one deployment or another. */
const holdsForAll: ReadonlySet<string> = new Set([
  'version',
  'currency',
  'exclude',
  'policies',
  'rules',
]);

/** `Holds for 3 deployments: chat, search and support.` */
function useWords(path: NodePath, span: Span, file: ParsedFile, analysis: Analysis): string {
  const { uri } = file.source;
  const isBlock = path[0] === 'deployments' && path.length <= 2;
  if (holdsForAll.has(String(path[0]))) return '';
  const used = analysis.deployments.filter((one) =>
    isBlock
      ? path.length === 2 && isNamed(one, String(path[1]), file)
      : reads(one.assumptions, uri, span),
  );
  if (path.length === 1 && isBlock) return '';
  const names = [...new Set(used.map(({ deployment }) => deployment.name))];
  if (names.length === 0) return 'Holds for no deployment that is read now.';
  return `Holds for ${formatQuantity(names.length, 'deployment')}: ${listed(names)}.`;
}

function isNamed({ deployment }: DeploymentAnalysis, name: string, file: ParsedFile): boolean {
  return layersFor(deployment, readAssumptions(file).assumptions).layers.some(
    ({ path, comment }) => comment === undefined && path[1] === name,
  );
}

/** Whether anything that counts for a deployment stands within a span of the file. */
function reads(value: unknown, uri: string, span: Span): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const place = value as { uri?: unknown; span?: Span };
  if (place.uri === uri && place.span !== undefined) {
    return span.start <= place.span.start && place.span.end <= span.end;
  }
  return Object.values(value).some((inner) => reads(inner, uri, span));
}
