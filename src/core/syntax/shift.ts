import type { Span } from '../text/span.ts';
import type { SyntaxDocument, SyntaxNode } from './tree.ts';

/** The same document with every span moved by `delta` code units. */
export function shiftDocument(document: SyntaxDocument, delta: number): SyntaxDocument {
  if (delta === 0) return document;
  return {
    root: document.root === null ? null : shiftNode(document.root, delta),
    span: shiftSpan(document.span, delta),
    problems: document.problems.map((problem) => ({
      ...problem,
      span: shiftSpan(problem.span, delta),
    })),
  };
}

function shiftSpan(span: Span, delta: number): Span {
  return { start: span.start + delta, end: span.end + delta };
}

function shiftNode(node: SyntaxNode, delta: number): SyntaxNode {
  const place = {
    span: shiftSpan(node.span, delta),
    ...(node.aliasSpan === undefined ? {} : { aliasSpan: shiftSpan(node.aliasSpan, delta) }),
  };
  switch (node.kind) {
    case 'scalar':
      return { ...node, ...place };
    case 'sequence':
      return { ...node, ...place, items: node.items.map((item) => shiftNode(item, delta)) };
    case 'mapping':
      return {
        ...node,
        ...place,
        entries: node.entries.map((entry) => ({
          key: entry.key,
          keySpan: shiftSpan(entry.keySpan, delta),
          value: shiftNode(entry.value, delta),
          span: shiftSpan(entry.span, delta),
        })),
      };
  }
}
