import { ranksBesideTensor } from '../formats/edits/ranks.ts';
import { migProfile } from '../formats/hardware/resources.ts';
import { countingInFlight } from '../model/gauges.ts';
import { acceleratorOfManaged, acceleratorOn } from '../formats/platforms/accelerators.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type {
  AcceleratorRequest,
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
export function withChanges(
  deployment: Deployment,
  changes: readonly Change[],
  catalog: Catalog,
): Deployment {
  return changes.reduce((changed, change) => withChange(changed, change, catalog), deployment);
}

function withChange(deployment: Deployment, change: Change, catalog: Catalog): Deployment {
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
      return withReplicas(deployment, change.min, change.max);
    case 'set-instance-type':
      return withInstanceType(deployment, change.instanceType, change.provider, catalog);
    case 'set-region':
      return {
        ...deployment,
        placement: { ...deployment.placement, region: considered(change.region) },
      };
    case 'autoscale':
      return withAutoscaler(deployment, change);
    case 'use-slice':
      return withSlices(deployment, change.profile, change.count);
    case 'cache-responses':
      return withCache(deployment, change.mode, change.keptFor);
    case 'route-share':
      // What these do depends on how the format reads them and on its other models: only the edited text tells.
      return deployment;
  }
}

function withSlices(deployment: Deployment, profile: string, count: number): Deployment {
  const { accelerator } = deployment;
  if (accelerator === null) return deployment;
  const { slice } = migProfile(profile);
  return { ...deployment, accelerator: { ...accelerator, slice, count: considered(count) } };
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

/** Without an autoscaler there is one number: at least is at most. */
function withReplicas(
  deployment: Deployment,
  min: number | undefined,
  max: number | undefined,
): Deployment {
  const { replicas } = deployment;
  const fixed = replicas.autoscaler === null ? (min ?? max) : undefined;
  const [least, most] = fixed === undefined ? [min, max] : [fixed, fixed];
  return {
    ...deployment,
    replicas: {
      ...replicas,
      ...(least === undefined ? {} : { min: considered(least) }),
      ...(most === undefined ? {} : { max: considered(most) }),
    },
  };
}

function withInstanceType(
  deployment: Deployment,
  name: string,
  provider: Provider,
  catalog: Catalog,
): Deployment {
  const { placement, supply } = deployment;
  const instanceType = considered(name);
  return {
    ...deployment,
    accelerator: acceleratorsOf(deployment, instanceType, provider, catalog),
    supply: supply.kind === 'managed' ? { ...supply, instanceType } : supply,
    placement: { ...placement, provider: considered(provider), instanceType },
  };
}

/** A pod keeps its number of accelerators; where the instance type gave them, the new one does. */
function acceleratorsOf(
  deployment: Deployment,
  instanceType: Sourced<string>,
  provider: Provider,
  catalog: Catalog,
): AcceleratorRequest | null {
  const { accelerator, placement, supply } = deployment;
  // Vertex AI names the accelerators of a machine type beside it; they are changed together.
  const isVertex = supply.kind === 'managed' && supply.platform === 'gcp-vertex';
  const given = isVertex || isGiven(accelerator, placement.instanceType);
  if (supply.kind === 'managed' && given) {
    return acceleratorOfManaged(supply.platform, instanceType, catalog);
  }
  const carried = acceleratorOn(instanceType, catalog, provider);
  if (accelerator === null || carried === null) return accelerator;
  if (isGiven(accelerator, placement.instanceType)) return carried;
  return { ...accelerator, product: carried.product, confidence: 'stated', vendor: carried.vendor };
}

/** True where the accelerators, or that there are none, were read from the name of the instance type. */
export function isGiven(
  accelerator: AcceleratorRequest | null,
  named: Sourced<string> | null,
): boolean {
  if (named === null || accelerator === null) return named !== null;
  const [a, b] = [accelerator.count.origin, named.origin];
  if (a === b) return true;
  return (
    a.kind === 'config' && b.kind === 'config' && a.uri === b.uri && a.span.start === b.span.start
  );
}

function withAutoscaler(
  deployment: Deployment,
  { min, max, target, countInFlight }: Extract<Change, { kind: 'autoscale' }>,
): Deployment {
  const { autoscaler } = deployment.replicas;
  if (autoscaler === null && min === max) {
    const fixed = considered(min);
    return { ...deployment, replicas: { min: fixed, max: fixed, autoscaler } };
  }
  const present: Autoscaler = autoscaler ?? {
    kind: 'keda',
    metric: 'concurrency',
    target: null,
    uri: deployment.uri,
    span: deployment.nameSpan,
  };
  const metric = countInFlight && countingInFlight(present.metric ?? '');
  const own: Autoscaler = metric ? { ...present, metric } : present;
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
  const { tensorParallel } = deployment.settings;
  const others = ranksBesideTensor(deployment.settings);
  return {
    ...deployment,
    accelerator: { ...deployment.accelerator, count: considered(count) },
    settings:
      tensorParallel === undefined
        ? deployment.settings
        : { ...deployment.settings, tensorParallel: considered(Math.max(1, count / others)) },
  };
}
