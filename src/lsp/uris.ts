import { fileURLToPath } from 'node:url';

/** The path of a file's URI; null for a text without a file. */
export function pathOf(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}
