import type { ParsedFile } from '../../model/document.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/**
 * A file as an overlay deploys it: its objects with patches merged in. Nodes that come from other files keep their homes,
 * so that values are placed, and edited, where they are written.
 */
export interface PatchedFile extends ParsedFile {
  readonly patched: Patched;
}

export interface Patched {
  /** Where nodes below merged ones are written. */
  readonly homes: WeakMap<SyntaxNode, ParsedFile>;
  /** What a merged node was made of, the patch first. */
  readonly layers: WeakMap<
    SyntaxNode,
    readonly { readonly file: ParsedFile; readonly node: SyntaxNode }[]
  >;
  /** Name of the overlay where several use the file; null where one does. */
  readonly overlay: string | null;
  /** Files that have a say in what is deployed, its own among them. */
  readonly uris: readonly string[];
  /** Files that other overlays use too: an edit would change more than this deployment. */
  readonly sharedUris: ReadonlySet<string>;
}

/** What is known about a file that an overlay changes; null for a file as it is. */
export function patchedOf(file: ParsedFile): Patched | null {
  return (file as Partial<PatchedFile>).patched ?? null;
}

/** The file that a node below another one is written in. */
export function homeOf(file: ParsedFile, node: SyntaxNode): ParsedFile {
  return patchedOf(file)?.homes.get(node) ?? file;
}
