import type { PanelContext } from './panelContext.ts';
import { panelInput } from './panelOrigin.ts';
import type { PanelAssumption } from './panelSchema.ts';

/** Everything that was assumed, once each, with the deployments it holds for. */
export function panelAssumptions(context: PanelContext): readonly PanelAssumption[] {
  const all = new Map<string, PanelAssumption & { deployments: string[] }>();
  for (const { deployment, estimate } of context.analysis.deployments) {
    for (const assumption of estimate.assumptions) {
      const input = panelInput(assumption, context);
      const key = JSON.stringify(input);
      const known = all.get(key);
      if (known === undefined) all.set(key, { ...input, deployments: [deployment.name] });
      else if (!known.deployments.includes(deployment.name))
        known.deployments.push(deployment.name);
    }
  }
  return [...all.values()];
}
