import { visibleText } from '../core/text/visibleText.ts';

/**
 * The name of a repository by the address it was cloned from: `acme/payments` of `git@github.com:acme/payments.git` and of
 * `https://token@gitlab.com/acme/payments.git`. Of a path on disk only its last part: the rest differs from one machine to the
 * next. Null where nothing is left. Never a part of what signs somebody in.
 */
export function repositoryName(address: string): string | null {
  const path = pathOn(address);
  const parts = (path ?? lastOf(address.replaceAll('\\', '/')))
    .split('/')
    .map(visibleText)
    // Azure DevOps: `org/project/_git/repository`.
    .filter((part) => part !== '' && part !== '_git');
  // Azure DevOps over ssh: `v3/org/project/repository`.
  const named = parts.length === 4 && parts[0] === 'v3' ? parts.slice(1) : parts;
  const name = named.join('/');
  const bare = name.endsWith('.git') ? name.slice(0, -'.git'.length) : name;
  return bare === '' ? null : bare;
}

/** The path of an address on a host: of a URL, or of `user@host:path`; null for a place on disk. */
function pathOn(address: string): string | null {
  if (address.includes('://')) {
    if (!URL.canParse(address)) return null;
    const { protocol, pathname } = new URL(address);
    return protocol === 'file:' ? null : pathname;
  }
  const colon = address.indexOf(':');
  const slash = address.search(/[/\\]/);
  // A letter before the colon is a drive, a folder before it no host.
  const isHost = colon > 1 && (slash < 0 || slash > colon + 1);
  return isHost ? address.slice(colon + 1) : null;
}

function lastOf(path: string): string {
  return path.split('/').findLast((part) => part !== '') ?? '';
}
