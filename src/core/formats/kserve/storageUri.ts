import type { Catalog } from '../../model/catalog.ts';

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
  if (!match) return { scheme: uri.startsWith('/') ? 'file' : 'other', model: null };
  const scheme = (match[1] ?? '').toLowerCase();
  const rest = match[2] ?? '';
  if (scheme === 'hf') {
    const [id = ''] = rest.split(/[:@]/);
    return { scheme: 'hf', model: id === '' ? null : id.replace(/\/+$/, '') };
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
    for (const name of spellings(segments, index)) {
      if (catalog.model(name)) return name;
    }
  }
  return null;
}

function spellings(segments: readonly string[], index: number): string[] {
  const segment = segments[index] ?? '';
  const names = [segment];
  const previous = segments[index - 1];
  if (previous !== undefined) names.unshift(`${previous}/${segment}`);
  if (segment.includes('--')) {
    names.push(segment.replace(/^models--/, '').replace('--', '/'));
  }
  const tag = /:([\w.-]+)$/.exec(segment);
  if (tag?.[1] !== undefined) names.push(tag[1]);
  const modelcar = /^(?:modelcar-)(.+?)(?::.*)?$/.exec(segment);
  if (modelcar?.[1] !== undefined) names.push(modelcar[1]);
  return names;
}
