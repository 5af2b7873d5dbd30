import type { ScalarNode, SyntaxNode } from '../../syntax/tree.ts';
import type { Located } from '../located.ts';

/** What an expression comes to: a node, written somewhere or made of what is written; or why it is not known. */
export type Resolved = { readonly value: Located } | { readonly unknown: string };

export function unknown(reason: string): Resolved {
  return { unknown: reason };
}

/** A value that is calculated: it stands where its expression does, and cannot be edited there. */
export function calculated(at: Located, value: ScalarNode['value']): Resolved {
  const text = value === null ? '' : String(value);
  const node: ScalarNode = {
    kind: 'scalar',
    span: at.node.span,
    value,
    text,
    style: 'plain',
    templated: false,
    tag: 'calculated',
  };
  return { value: { file: at.file, node } };
}

/** The plain value of a single one; undefined for lists and mappings. */
export function plainOf({ node }: Located): string | number | boolean | null | undefined {
  if (node.kind !== 'scalar') return undefined;
  return node.style === 'plain' || node.value === null ? node.value : node.text;
}

export function numberOf(located: Located): number | null {
  const value = plainOf(located);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A node as part of a value at another place: with its own place in the same file, with that place from another. */
export function nodeAt(at: Located, { file, node }: Located): SyntaxNode {
  return file === at.file ? node : moved(node, at.node);
}

/** The node as if it were written at another place. */
export function moved(node: SyntaxNode, at: SyntaxNode): SyntaxNode {
  const { span } = at;
  const place = { span, tag: 'reference' };
  switch (node.kind) {
    case 'scalar':
      return { ...node, ...place };
    case 'sequence':
      return { ...node, ...place, items: node.items.map((item) => moved(item, at)) };
    case 'mapping':
      return {
        ...node,
        ...place,
        entries: node.entries.map(({ key, value }) => ({
          key,
          keySpan: span,
          span,
          value: moved(value, at),
        })),
      };
  }
}

/** A list or mapping made of values that are written elsewhere. */
export function collection(at: Located, node: SyntaxNode): Resolved {
  return { value: { file: at.file, node } };
}
