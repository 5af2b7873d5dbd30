import { readTarget } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { folderOf } from '../paths.ts';
import { locate, pickDeployment } from './target.ts';

/** The page that compares, at the deployment under the cursor or the one that is meant. */
export const compareInstances: Command = async (services, argument) => {
  const target = readTarget(argument);
  const located = await locate(target, services);
  if (located === null) return;
  const one = await pickDeployment(
    target,
    located,
    () => true,
    'Compare instances for which deployment?',
  );
  const folder = folderOf(located.document.uri);
  if (one === null || folder === null) return;
  services.reports.show(folder, { page: 'compare', deploymentId: one.deployment.id });
};
