import type { Catalog } from '../../model/catalog.ts';
import { trimmedEnd } from '../../text/trimmedEnd.ts';

/** What a KServe storage URI says about the weights. */
export interface StorageReference {
  /** What names the model, where the URI does. */
  readonly model: string | null;
  readonly scheme: 'hf' | 's3' | 'gs' | 'pvc' | 'oci' | 'http' | 'azure' | 'file' | 'other';
}

/**
 * Reads `hf://org/model[:revision]`, and for buckets, volumes and modelcar images looks for a path segment (or a tag)
 * that the catalogue knows as a model. Segments written `org--model` are tried as `org/model` too.
 */
export function readStorageUri(uri: string, catalog: Catalog): StorageReference {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(uri.trim());
  if (!match) return { scheme: 'file', model: knownSegment(uri, catalog) };
  const scheme = (match[1] ?? '').toLowerCase();
  const rest = match[2] ?? '';
  if (scheme === 'hf') {
    const [id = ''] = rest.split(/[:@]/);
    return { scheme: 'hf', model: id === '' ? null : id.slice(0, trimmedEnd(id, '/')) };
  }
  const kind = STORAGE_SCHEMES[scheme] ?? 'other';
  return { scheme: kind, model: knownSegment(rest, catalog) };
}

const STORAGE_SCHEMES: Readonly<Record<string, StorageReference['scheme']>> = {
  s3: 's3',
  gs: 'gs',
  pvc: 'pvc',
  oci: 'oci',
  http: 'http',
  https: 'http',
  azure: 'azure',
  abfs: 'azure',
  file: 'file',
};

/** The last segment (or tag, or `org/model` pair) of a path that the catalogue knows; null when there is none. */
export function knownSegment(path: string, catalog: Catalog): string | null {
  const segments = path.split('/').filter((segment) => segment !== '');
  for (let index = segments.length - 1; index >= 0; index--) {
    const pair = `${segments[index - 1] ?? ''}/${segments[index] ?? ''}`;
    // The catalogue knows models without their organisation too; a folder is none.
    const id = catalog.model(pair)?.facts.id;
    if (id?.toLowerCase() === pair.toLowerCase()) return pair;
    const known = spellings(segments[index] ?? '').find((name) => catalog.model(name) !== null);
    if (known !== undefined) return known;
  }
  return null;
}

/** Other ways to write the same name: Hugging Face's cache folders, image tags, modelcar images. */
function spellings(segment: string): string[] {
  const tag = /:([\w.-]+)$/.exec(segment)?.[1];
  const names = tag === undefined ? [segment] : [tag, segment];
  if (segment.includes('--')) names.push(segment.replace(/^models--/, '').replace('--', '/'));
  const [untagged = ''] = segment.split(':');
  const modelcar = untagged.replace(/^modelcar-/, '').replace(/-modelcar$/, '');
  if (modelcar !== '') names.push(modelcar);
  return names;
}
