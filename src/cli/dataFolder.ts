import { homedir } from 'node:os';
import { join } from 'node:path';

/** The environment variable that names the folder of refreshed prices; empty for none: those that ship are used. */
export const pricesVariable = 'SERVING_COST_PRICES';

/**
 * The folder for what is kept for this user, as the system has it (XDG base directories on Linux); null where nothing is to be
 * kept.
 */
export function dataFolder(
  environment: Readonly<Partial<Record<string, string>>>,
  platform: NodeJS.Platform,
): string | null {
  const named = environment[pricesVariable];
  if (named !== undefined) return named === '' ? null : named;
  return join(userFolder(environment, platform), 'serving-cost');
}

function userFolder(
  environment: Readonly<Partial<Record<string, string>>>,
  platform: NodeJS.Platform,
): string {
  const home = homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local');
  // An empty or relative one counts as none, as the specification says.
  const data = environment.XDG_DATA_HOME ?? '';
  return data.startsWith('/') ? data : join(home, '.local', 'share');
}
