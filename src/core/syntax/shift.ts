import type { Span } from '../text/span.ts';
import type { SyntaxDocument, SyntaxNode } from './tree.ts';

/** The same document with every span moved by `delta` code units. */
export function shiftDocument(document: SyntaxDocument, delta: number): SyntaxDocument {
  if (delta === 0) return document;
  return moveSpans(document, ({ start, end }) => ({ start: start + delta, end: end + delta }));
}

/** The same document with every span replaced by what `move` makes of it. */
export function moveSpans(document: SyntaxDocument, move: (span: Span) => Span): SyntaxDocument {
  return {
    root: document.root === null ? null : moveNode(document.root, move),
    span: move(document.span),
    problems: document.problems.map((problem) => ({ ...problem, span: move(problem.span) })),
  };
}

function moveNode(node: SyntaxNode, move: (span: Span) => Span): SyntaxNode {
  const place = {
    span: move(node.span),
    ...(node.aliasSpan === undefined ? {} : { aliasSpan: move(node.aliasSpan) }),
  };
  switch (node.kind) {
    case 'scalar':
      return { ...node, ...place };
    case 'sequence':
      return { ...node, ...place, items: node.items.map((item) => moveNode(item, move)) };
    case 'mapping':
      return {
        ...node,
        ...place,
        entries: node.entries.map((entry) => ({
          key: entry.key,
          keySpan: move(entry.keySpan),
          value: moveNode(entry.value, move),
          span: move(entry.span),
        })),
      };
  }
}
