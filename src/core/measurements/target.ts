import { layersFor } from '../assumptions/layers.ts';
import { nearestAssumptions } from '../assumptions/nearestAssumptions.ts';
import { readAssumptions } from '../assumptions/readAssumptions.ts';
import type { Analysis } from '../analysis.ts';
import type { Deployment, EngineId } from '../model/deployment.ts';

/** A deployment as measurements are matched with it. */
export interface Target {
  readonly deployment: Deployment;
  readonly engine: EngineId | null;
  /** Names of the model: as it is served, and its id. */
  readonly models: readonly string[];
  /** Labels that a person says its series have; null = nobody does. */
  readonly metricLabels: Readonly<Record<string, string>> | null;
}

/** Null where the config does not say how many. */
export function acceleratorsPerPod({ accelerator, podsPerReplica }: Deployment): number | null {
  if (accelerator === null || accelerator.undecided !== undefined) return null;
  const each = accelerator.count.value / podsPerReplica.value;
  return each > 0 && Number.isFinite(each) ? each : null;
}

/** The deployments that may be measured: those that run replicas of their own. `only` is the name or id of one. */
export function targetsOf(analysis: Analysis, only: string | null = null): readonly Target[] {
  const files = analysis.files.map(({ file }) => file);
  return analysis.deployments.flatMap(({ deployment, estimate }): readonly Target[] => {
    const { supply, name, id, model } = deployment;
    if (supply.kind === 'api' || supply.kind === 'nodes') return [];
    if (only !== null && only !== name && only !== id) return [];
    const file = nearestAssumptions(deployment.uri, files);
    const stated = file === null ? null : readAssumptions(file).assumptions;
    const { layers } = layersFor(deployment, stated);
    const labels = layers.find(({ values }) => values.metricLabels !== undefined);
    const models = [model.served?.value, model.id?.value, estimate.model?.id];
    return [
      {
        deployment,
        engine: deployment.engine?.value ?? null,
        models: [...new Set(models.filter((one) => one !== undefined))],
        metricLabels: labels?.values.metricLabels ?? null,
      },
    ];
  });
}
