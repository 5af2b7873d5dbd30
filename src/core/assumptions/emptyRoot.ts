import type { SyntaxNode } from '../syntax/tree.ts';

/** True for a file that says nothing: no content, or comments alone. */
export function isEmptyRoot(root: SyntaxNode | null): root is null {
  return (
    root === null ||
    (root.kind === 'scalar' && root.value === null && root.span.start === root.span.end)
  );
}
