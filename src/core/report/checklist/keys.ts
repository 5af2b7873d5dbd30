import type { Place } from '../../advice/place.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import { entries, items } from '../../syntax/access.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { spansOverlap, type Span } from '../../text/span.ts';

/**
 * The first key whose path, joined by dots, matches: in the text of the deployment, else in the documents of other files
 * that say how it runs (a runtime it refers to). Names in a path that hold dots themselves stay as they are.
 */
export function keyOf(
  deployment: Deployment,
  files: ReadonlyMap<string, ParsedFile>,
  path: RegExp,
): Place | null {
  for (const { uri, span } of texts(deployment)) {
    for (const document of files.get(uri)?.documents ?? []) {
      if (document.root === null || !spansOverlap(document.span, span)) continue;
      // Of another file's object no more is known than a value in it: all of its document is looked through.
      const within = uri === deployment.uri ? span : document.span;
      const found = search(document.root, '', within, path);
      if (found !== null) return { uri, span: found };
    }
  }
  return null;
}

function texts(deployment: Deployment): readonly Place[] {
  const { uri, span, engine, model, memoryGiB, cpuCores, accelerator } = deployment;
  const origins = [engine, model.id, memoryGiB, cpuCores, accelerator?.count].flatMap((value) =>
    value?.origin.kind === 'config' && value.origin.uri !== uri ? [value.origin] : [],
  );
  return [{ uri, span }, ...origins];
}

function search(node: SyntaxNode, above: string, within: Span, path: RegExp): Span | null {
  // What an alias stands for is written elsewhere.
  if (node.aliasSpan !== undefined || !spansOverlap(node.span, within)) return null;
  for (const { key, keySpan, value } of entries(node)) {
    const here = above === '' ? key : `${above}.${key}`;
    const isInside = within.start <= keySpan.start && keySpan.end <= within.end;
    if (isInside && path.test(here)) return keySpan;
    const found = search(value, here, within, path);
    if (found !== null) return found;
  }
  for (const item of items(node)) {
    const found = search(item, above, within, path);
    if (found !== null) return found;
  }
  return null;
}
