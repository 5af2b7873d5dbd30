import { splitImage } from '../engines/engines.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { textAt, type Located } from '../located.ts';

/** What an item of `images` makes of an image; null for one that it does not mean. */
export function renamed(image: string, item: Located): string | null {
  const name = textAt(item, 'name');
  const { repository, tag } = splitImage(image);
  if (repository !== name?.toLowerCase()) return null;
  const newName = textAt(item, 'newName') ?? name;
  const digest = textAt(item, 'digest');
  if (digest !== null) return `${newName}@${digest}`;
  const newTag = textAt(item, 'newTag') ?? tag;
  return newTag === null ? newName : `${newName}:${newTag}`;
}

/** An image of a container, and where it stands in its object. */
interface PlacedImage {
  readonly path: readonly string[];
  readonly image: string;
}

const known = new WeakMap<SyntaxNode, readonly PlacedImage[]>();

/** Images of all containers of an object. An object that no patch changes is looked through once, however many overlays use it. */
export function imagesIn(object: SyntaxNode): readonly PlacedImage[] {
  const before = known.get(object);
  if (before !== undefined) return before;
  const found: PlacedImage[] = [];
  const visit = (node: SyntaxNode, path: readonly string[]): void => {
    if (path.length > 12) return;
    if (node.kind === 'sequence') {
      node.items.forEach((item, index) => {
        visit(item, [...path, String(index)]);
      });
    }
    if (node.kind !== 'mapping') return;
    for (const { key, value } of node.entries) {
      const isContainer = /^(containers|initContainers)$/.test(path.at(-2) ?? '');
      if (key === 'image' && isContainer && value.kind === 'scalar') {
        found.push({ path: [...path, key], image: value.text });
      } else visit(value, [...path, key]);
    }
  };
  visit(object, []);
  known.set(object, found);
  return found;
}
