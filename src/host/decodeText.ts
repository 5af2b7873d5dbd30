import { LARGEST_FILE } from '../core/cheapLook.ts';

/** Characters may take up to four bytes; what is larger than this has too many characters in any case. */
export const MOST_BYTES = LARGEST_FILE * 4;

export const tooLarge = `is larger than ${LARGEST_FILE / 1_000_000} MB`;

// The byte order mark stays: offsets count it, and a fix writes it back.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a file, or why it is none that is read. */
export function decodeText(
  bytes: Uint8Array,
): { readonly text: string } | { readonly reason: string } {
  if (bytes.length > MOST_BYTES) return { reason: tooLarge };
  try {
    const text = decoder.decode(bytes);
    return text.length > LARGEST_FILE ? { reason: tooLarge } : { text };
  } catch {
    return { reason: 'is not UTF-8 text' };
  }
}
