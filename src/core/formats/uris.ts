import type { ParsedFile } from '../model/document.ts';
import { pathOf } from './prefilter.ts';

/** The URI of a path that a file writes relative to its own folder (`./env`, `../base/compose.yml`). */
export function relativeUri(from: string, path: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return path;
  const base = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?)?(.*)$/is.exec(from);
  const segments = path.startsWith('/') ? [] : (base?.[2] ?? '').split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '..') {
      if (segments.length > 1) segments.pop();
    } else if (segment !== '.' && (segment !== '' || segments.length === 0)) {
      segments.push(segment);
    }
  }
  return (base?.[1] ?? '') + segments.join('/');
}

/** The URI of the folder that a file lies in, with its `/`. */
export function folderUri({ source: { uri } }: ParsedFile): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/** The last part of a file's path. */
export function fileName({ source: { uri } }: ParsedFile): string {
  const path = pathOf(uri);
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The name of a file without its extensions: `llama3` of `llama3.sky.yaml`; its folder's where it has no other. */
export function fileStem(file: ParsedFile): string {
  const [stem = ''] = fileName(file).split('.');
  return stem === '' ? folderName(file) : stem;
}

/** The name of the folder that a file lies in; `config` for one that lies in none. */
export function folderName({ source: { uri } }: ParsedFile): string {
  return pathOf(uri).split('/').at(-2) ?? 'config';
}
