import type { SyntaxDocument } from '../syntax/tree.ts';
import type { ParsedFile } from './document.ts';

const wholes = new WeakMap<ParsedFile, ParsedFile>();

/** Some documents of a file, to read no more than is needed; what they are joined with is still found by `wholeFile`. */
export function partOfFile(file: ParsedFile, documents: readonly SyntaxDocument[]): ParsedFile {
  const part: ParsedFile = { ...file, documents };
  wholes.set(part, wholeFile(file));
  return part;
}

/** The file that a part is of; a file that is no part is whole itself. */
export function wholeFile(file: ParsedFile): ParsedFile {
  return wholes.get(file) ?? file;
}
