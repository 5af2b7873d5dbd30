import type { ParsedFile } from '../model/document.ts';
import { isEditableText, readEmbedded } from '../syntax/embedded.ts';
import type { ScalarNode } from '../syntax/tree.ts';
import { isHole, type Located } from './located.ts';

/** A file seen through one of its scalars: the same text, the documents of that scalar. */
interface EmbeddedFile extends ParsedFile {
  /** False where the scalar is quoted or folded: new lines in it would not come out as they are written. */
  readonly editable: boolean;
}

const known = new WeakMap<ParsedFile, Map<ScalarNode, Located | null>>();

/** The YAML that a scalar holds, with places in the outer file; null where it holds none. */
export function embeddedIn(scalar: Located<ScalarNode> | null): Located | null {
  if (!scalar || (isHole(scalar) && !scalar.node.text.includes('\n'))) return null;
  const { file, node } = scalar;
  const ofFile = known.get(file) ?? new Map<ScalarNode, Located | null>();
  known.set(file, ofFile);
  const found = ofFile.get(node);
  if (found !== undefined) return found;
  const document = readEmbedded(file.source.text, node);
  const embedded: EmbeddedFile | null = document && {
    source: file.source,
    documents: [document],
    problems: document.problems,
    editable: isEditableText(node),
  };
  const root = document?.root && embedded ? { file: embedded, node: document.root } : null;
  ofFile.set(node, root);
  return root;
}

/** False for a place inside a text that edits would have to escape. */
export function isEditable(file: ParsedFile): boolean {
  return (file as Partial<EmbeddedFile>).editable !== false;
}
