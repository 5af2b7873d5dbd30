import { splitImage } from '../engines/engines.ts';
import { textAt, type Located } from '../located.ts';
import { pieceIn, type Merging, type Piece } from './merge.ts';

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

/** Images of all containers of an object, and where they stand. */
export function imagesIn(
  piece: Piece,
  merging: Merging,
): readonly { readonly path: readonly string[]; readonly image: string }[] {
  const found: { path: string[]; image: string }[] = [];
  const visit = (current: Piece, path: string[]): void => {
    const { node } = current;
    if (path.length > 12) return;
    if (node.kind === 'sequence') {
      node.items.forEach((item, index) => {
        visit(pieceIn(current, item, merging), [...path, String(index)]);
      });
    }
    if (node.kind !== 'mapping') return;
    for (const { key, value } of node.entries) {
      const isContainer = /^(containers|initContainers)$/.test(path.at(-2) ?? '');
      if (key === 'image' && isContainer && value.kind === 'scalar') {
        found.push({ path: [...path, key], image: value.text });
      } else visit(pieceIn(current, value, merging), [...path, key]);
    }
  };
  visit(piece, []);
  return found;
}
