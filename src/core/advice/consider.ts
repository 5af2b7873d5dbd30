import type { Change } from '../model/change.ts';
import type {
  Autoscaler,
  Deployment,
  EngineSettingName,
  EngineSettings,
  Provider,
} from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';

function considered<T>(value: T): Sourced<T> {
  return { value, origin: { kind: 'derived', formula: 'considered change' } };
}

/**
 * The deployment as the changes would make it. Mirrors what the formats write, so that rules can search among many
 * changes without editing text; the winner is then verified on the edited text.
 */
export function withChanges(deployment: Deployment, changes: readonly Change[]): Deployment {
  return changes.reduce(withChange, deployment);
}

function withChange(deployment: Deployment, change: Change): Deployment {
  switch (change.kind) {
    case 'set-engine-setting':
      return {
        ...deployment,
        settings: withSetting(deployment.settings, change.setting, change.value),
      };
    case 'set-model':
      return { ...deployment, model: { ...deployment.model, id: considered(change.id) } };
    case 'use-spot':
      return {
        ...deployment,
        placement: { ...deployment.placement, purchase: considered('spot') },
      };
    case 'name-accelerator':
      return deployment.accelerator === null
        ? deployment
        : {
            ...deployment,
            accelerator: { ...deployment.accelerator, product: considered(change.accelerator) },
            placement: { ...deployment.placement, instanceType: null },
          };
    case 'set-accelerator-count':
      return withAcceleratorCount(deployment, change.count);
    case 'set-replicas':
      return {
        ...deployment,
        replicas: {
          ...deployment.replicas,
          ...(change.min === undefined ? {} : { min: considered(change.min) }),
          ...(change.max === undefined ? {} : { max: considered(change.max) }),
        },
      };
    case 'set-instance-type':
      return withInstanceType(deployment, change.instanceType, change.provider);
    case 'set-region':
      return {
        ...deployment,
        placement: { ...deployment.placement, region: considered(change.region) },
      };
    case 'autoscale':
      return withAutoscaler(deployment, change);
    case 'cache-responses':
      return withCache(deployment, change.mode, change.keptFor);
    case 'use-slice':
    case 'route-share':
      // What these do depends on how the format reads them and on its other models: only the edited text tells.
      return deployment;
  }
}

function withCache(
  deployment: Deployment,
  mode: 'exact' | 'semantic',
  keptFor: number,
): Deployment {
  const { route } = deployment;
  if (route === undefined) return deployment;
  const cache = {
    mode: considered(mode),
    keptFor: considered(keptFor),
    store: 'server',
    sharedBy: 1,
    embedding: null,
  } as const;
  return { ...deployment, route: { ...route, cache } };
}

function withInstanceType(
  deployment: Deployment,
  instanceType: string,
  provider: Provider,
): Deployment {
  const { placement, supply } = deployment;
  return {
    ...deployment,
    supply:
      supply.kind === 'managed' ? { ...supply, instanceType: considered(instanceType) } : supply,
    placement: {
      ...placement,
      provider: considered(provider),
      instanceType: considered(instanceType),
    },
  };
}

function withAutoscaler(
  deployment: Deployment,
  { min, max, target }: Extract<Change, { kind: 'autoscale' }>,
): Deployment {
  const { autoscaler } = deployment.replicas;
  const own: Autoscaler = autoscaler ?? {
    kind: 'keda',
    metric: 'concurrency',
    target: null,
    uri: deployment.uri,
    span: deployment.nameSpan,
  };
  return {
    ...deployment,
    replicas: {
      min: considered(min),
      max: considered(max),
      autoscaler: target === null ? own : { ...own, target: considered(target) },
    },
  };
}

function withSetting(
  settings: EngineSettings,
  name: EngineSettingName,
  value: string | number | boolean | null,
): EngineSettings {
  const others = Object.entries(settings).filter(([key]) => key !== name);
  return Object.fromEntries(value === null ? others : [...others, [name, considered(value)]]);
}

/** Tensor parallelism follows the count, as the formats write it. */
function withAcceleratorCount(deployment: Deployment, count: number): Deployment {
  if (deployment.accelerator === null) return deployment;
  const { tensorParallel, pipelineParallel, dataParallel } = deployment.settings;
  const others = (pipelineParallel?.value ?? 1) * (dataParallel?.value ?? 1);
  return {
    ...deployment,
    accelerator: { ...deployment.accelerator, count: considered(count) },
    settings:
      tensorParallel === undefined
        ? deployment.settings
        : { ...deployment.settings, tensorParallel: considered(Math.max(1, count / others)) },
  };
}
