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
