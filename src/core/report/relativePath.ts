interface UriParts {
  readonly root: string;
  readonly segments: readonly string[];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function partsOf(uri: string): UriParts {
  const match = /^([a-z][a-z0-9+.-]*:)(\/\/[^/]*)?(.*)$/is.exec(uri);
  const path = decoded(match?.[3] ?? uri).replace(/^\/([A-Z]):/, (drive) => drive.toLowerCase());
  return {
    root: `${match?.[1] ?? ''}${match?.[2] ?? ''}`.toLowerCase(),
    segments: path.split('/').filter((segment) => segment !== ''),
  };
}

/**
 * Path of the file `uri` seen from the folder `base`, both URIs, with `/` and without percent encoding: `a/b.yaml`,
 * `../c.yaml`. Where they have no root in common, the path of `uri` alone.
 */
export function relativePath(uri: string, base: string): string {
  const file = partsOf(uri);
  const folder = partsOf(base);
  if (file.root !== folder.root) return file.segments.join('/');
  let common = 0;
  while (
    common < folder.segments.length &&
    common < file.segments.length - 1 &&
    file.segments[common] === folder.segments[common]
  ) {
    common++;
  }
  const up = folder.segments.slice(common).map(() => '..');
  return [...up, ...file.segments.slice(common)].join('/');
}

/** An id that starts with the URI of its file, starting with the name of the file instead: the same on all machines. */
export function relativeId(id: string, uri: string, base: string): string {
  return id.startsWith(uri) ? relativePath(uri, base) + id.slice(uri.length) : id;
}
