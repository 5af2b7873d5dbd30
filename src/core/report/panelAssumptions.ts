import type { PanelContext } from './panelContext.ts';
import { panelInput } from './panelOrigin.ts';
import { statedAs } from './statedAs.ts';
import type { PanelAssumption } from './panelSchema.ts';

/** Everything that was assumed, once each, with the deployments it holds for. */
export function panelAssumptions(context: PanelContext): readonly PanelAssumption[] {
  const all = new Map<string, PanelAssumption & { deployments: string[] }>();
  for (const { deployment, estimate } of context.analysis.deployments) {
    for (const assumption of estimate.assumptions) {
      const input = panelInput(assumption, context);
      const key = JSON.stringify(input);
      const known = all.get(key);
      const { value } = context.amount(assumption);
      const edit =
        statedAs(assumption.name) === null
          ? null
          : { deploymentId: deployment.id, written: String(figureOf(value)) };
      if (known === undefined) all.set(key, { ...input, edit, deployments: [deployment.name] });
      else if (!known.deployments.includes(deployment.name))
        known.deployments.push(deployment.name);
    }
  }
  return [...all.values()];
}

/** As many digits as are written down, without the noise of binary fractions. */
function figureOf(value: string | number): string | number {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value;
}
