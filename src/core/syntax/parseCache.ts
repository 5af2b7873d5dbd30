import type { SyntaxDocument } from './tree.ts';

/**
 * Remembers how document texts were read, so that a change to one document of a file re-reads that document only.
 * Owned by the caller; entries are found by the document's text alone, so a cache can serve any number of files.
 */
export interface ParseCache {
  get(text: string): CachedDocument | undefined;
  set(text: string, entry: CachedDocument): void;
}

/** A document as last placed: `start` is the offset in the file that its spans count from. */
interface CachedDocument {
  readonly start: number;
  readonly document: SyntaxDocument;
}

/**
 * @param maxCharacters Bound on the text remembered, in UTF-16 code units; what was not used for longest is forgotten
 * first. Default: 8 million.
 */
export function createParseCache(maxCharacters = 8_000_000): ParseCache {
  const entries = new Map<string, CachedDocument>();
  let characters = 0;

  const forget = (text: string): void => {
    if (entries.delete(text)) characters -= text.length;
  };

  return {
    get(text) {
      const entry = entries.get(text);
      if (entry !== undefined) {
        entries.delete(text);
        entries.set(text, entry);
      }
      return entry;
    },
    set(text, entry) {
      forget(text);
      if (text.length > maxCharacters) return;
      entries.set(text, entry);
      characters += text.length;
      for (const oldest of entries.keys()) {
        if (characters <= maxCharacters) break;
        forget(oldest);
      }
    },
  };
}
