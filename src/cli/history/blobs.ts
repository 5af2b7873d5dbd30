import { createHash } from 'node:crypto';
import { LARGEST_FILE } from '../../core/cheapLook.ts';
import { decodeText, MOST_BYTES, tooLarge } from '../../host/decodeText.ts';
import { contentsOf, sizesOf } from '../git.ts';

/** A file as it is stored: its text, or why there is none and, for a cheap look, what its beginning says. */
export type Content =
  { readonly text: string } | { readonly reason: string; readonly start: string | null };

/** Contents of blobs, read once as long as there is room for them. */
export interface Blobs {
  /** By their ids; all of them. */
  read(ids: readonly string[]): ReadonlyMap<string, Content>;
  /** True once one was asked for that is not in the clone. */
  lacks(): boolean;
}

/** Bytes that are asked of git at once, and characters that are remembered. */
const mostAtOnce = 64_000_000;
const mostRemembered = 64_000_000;

const notHere: Content = { reason: 'is not in this clone', start: null };
const far: Content = { reason: tooLarge, start: null };

export function createBlobs(top: string): Blobs {
  const known = new Map<string, Content>();
  let remembered = 0;
  let isLacking = false;

  function remember(id: string, content: Content): void {
    const size = 'text' in content ? content.text.length : (content.start?.length ?? 0);
    if (remembered + size > mostRemembered) {
      known.clear();
      remembered = 0;
    }
    remembered += size;
    known.set(id, content);
  }

  return {
    read: (ids) => {
      const found = new Map<string, Content>();
      const missing = new Set<string>();
      for (const id of ids) {
        const content = known.get(id);
        if (content === undefined) missing.add(id);
        else found.set(id, content);
      }
      const sizes = sizesOf(top, [...missing]);
      for (const batch of batches([...missing], sizes)) {
        const bytes = contentsOf(top, batch);
        for (const id of batch) {
          const content = contentOf(bytes.get(id), sizes.get(id));
          if (content === notHere) isLacking = true;
          found.set(id, content);
          remember(id, content);
        }
      }
      return found;
    },
    lacks: () => isLacking,
  };
}

/** Ids in groups that are small enough to be read at once; what is too large is never read. */
function batches(ids: readonly string[], sizes: ReadonlyMap<string, number>): string[][] {
  const all: string[][] = [];
  let bytes = Infinity;
  for (const id of ids) {
    const size = sizes.get(id) ?? 0;
    const read = size > MOST_BYTES ? 0 : size;
    if (bytes + read > mostAtOnce) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)?.push(id);
    bytes += read;
  }
  return all;
}

function contentOf(bytes: Buffer | undefined, size: number | undefined): Content {
  if (size === undefined) return notHere;
  if (size > MOST_BYTES) return far;
  if (bytes === undefined) return notHere;
  const decoded = decodeText(bytes);
  return 'text' in decoded
    ? decoded
    : { ...decoded, start: bytes.toString('latin1', 0, LARGEST_FILE) };
}

/** A short name of text, the same for the same text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
