import type { SyntaxNode } from '../../syntax/tree.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yamlWrite.ts';

/** What a node says, as plain data that can be written again; comments stay where they are. */
function copyOf(node: SyntaxNode): YamlValue {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(copyOf);
    case 'mapping':
      return copyOfMapping(node);
  }
}

/** The entries of a mapping; none of anything else. */
export function copyOfMapping(node: SyntaxNode | undefined): YamlMapping {
  if (node?.kind !== 'mapping') return {};
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, copyOf(value)]));
}
