import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where programs of this user keep what they can make again (XDG Base Directory Specification; on macOS and Windows the folder
 * of the system). Never a place in the repository: what lies there may have come with it. Null where the user has none.
 */
export function userCacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const given = env.XDG_CACHE_HOME ?? '';
  // The specification: a relative path is to be ignored.
  if (isAbsolute(given)) return join(given, 'serving-cost');
  const home = homedir();
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA ?? '';
    return isAbsolute(local) ? join(local, 'serving-cost', 'cache') : null;
  }
  if (!isAbsolute(home)) return null;
  return platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'serving-cost')
    : join(home, '.cache', 'serving-cost');
}
