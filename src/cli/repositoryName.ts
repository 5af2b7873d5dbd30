import { basename } from 'node:path';
import { visibleText } from '../core/text/visibleText.ts';

/**
 * The name of a repository by the address it was cloned from: `acme/payments` of `git@github.com:acme/payments.git` and of
 * `https://token@gitlab.com/acme/payments.git`. Of a path on disk only its last part: the rest differs from one machine to the
 * next. Null where nothing is left. Never a part of what signs somebody in.
 */
export function repositoryName(address: string): string | null {
  const [, path] =
    /^[a-z][a-z0-9+.-]*:\/\/[^/]+\/(.*)$/i.exec(address) ??
    /^[^/\\]*?[^/\\:]:(?![/\\])(.*)$/.exec(address) ??
    [];
  const isLocal = path === undefined || /^file:/i.test(address) || /^[a-z]:/i.test(address);
  const written = isLocal ? basename(address.replaceAll('\\', '/')) : path;
  const name = visibleText(written)
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '')
    // Azure DevOps: `org/project/_git/repository`, over ssh `v3/org/project/repository`.
    .replace(/^v3\/(?=[^/]+\/[^/]+\/[^/]+$)/, '')
    .replace(/\/_git\//, '/');
  return name === '' ? null : name;
}
