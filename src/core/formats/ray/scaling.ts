import type { ReplicaSpecification } from '../../model/deployment.ts';
import { at, defaulted, scalarAt, sourced, type Located } from '../located.ts';
import { fixedReplicas, scaledReplicas } from '../platforms/deployment.ts';
import { numberAt, wholeAt } from '../platforms/scalars.ts';
import type { AutoscaleChange } from '../edits/autoscale.ts';
import type { Step } from '../edits/target.ts';
import { setValues, type ValueAt } from '../edits/values.ts';
import type { PlatformTarget } from '../platforms/steps.ts';

/**
 * `num_replicas` and `autoscaling_config` of a Serve deployment (`ray/serve/config.py`, `ray/serve/schema.py` of
 * 2.58): one replica unless told otherwise; `auto` scales from 1 to 100 at 2 requests each.
 */
export function replicasOfServe(deployment: Located | null): ReplicaSpecification {
  const number = scalarAt(deployment, 'num_replicas');
  const isAuto = number?.node.text === 'auto';
  const scaling = at(deployment, 'autoscaling_config');
  const isScaled = isAuto || scaling?.node.kind === 'mapping';
  if (!isScaled || !deployment) {
    return fixedReplicas(
      wholeAt(deployment, 'num_replicas') ??
        defaulted(1, 'num_replicas', 'Ray Serve runs one replica unless told otherwise'),
    );
  }
  const given = (value: number, reason: string) =>
    isAuto ? sourced(number, value) : defaulted(value, 'autoscaling_config', reason);
  const target =
    numberAt(scaling, 'target_ongoing_requests') ??
    numberAt(scaling, 'target_num_ongoing_requests_per_replica') ??
    defaulted(2, 'target_ongoing_requests', 'Ray Serve aims at two requests in each replica');
  return scaledReplicas(
    wholeAt(scaling, 'min_replicas') ?? given(1, 'Ray Serve keeps one replica'),
    wholeAt(scaling, 'max_replicas') ?? given(isAuto ? 100 : 1, 'Ray Serve’s own limit'),
    scaling ?? number ?? deployment,
    { metric: 'ongoing requests', target },
  );
}

/** Where edits of the replicas go: the limits of the autoscaler, or the number. */
export function replicaPlaces(
  holder: Located,
  path: readonly string[] = [],
): Pick<PlatformTarget, 'minReplicas' | 'maxReplicas' | 'scaleTarget' | 'autoscaler'> {
  const deployment = at(holder, ...path);
  const isAuto = scalarAt(deployment, 'num_replicas')?.node.text === 'auto';
  if (isAuto || at(deployment, 'autoscaling_config') !== null) {
    const limit = (name: string) => ({ holder, path: [...path, 'autoscaling_config', name] });
    return {
      minReplicas: limit('min_replicas'),
      maxReplicas: limit('max_replicas'),
      scaleTarget: limit('target_ongoing_requests'),
    };
  }
  return {
    minReplicas: { holder, path: [...path, 'num_replicas'] },
    autoscaler: (change) => scaled(holder, path, change),
  };
}

/** A fixed number and limits exclude each other: `auto` stands in for the number. */
function scaled(
  holder: Located,
  path: readonly string[],
  { min, max, target }: AutoscaleChange,
): Step {
  const limit = (name: string, value: number): ValueAt => [
    [...path, 'autoscaling_config', name],
    value,
  ];
  const number = scalarAt(holder, ...path, 'num_replicas');
  return setValues(holder, [
    ...(number ? [[[...path, 'num_replicas'], 'auto'] satisfies ValueAt] : []),
    limit('min_replicas', min),
    limit('max_replicas', max),
    ...(target === null ? [] : [limit('target_ongoing_requests', target)]),
  ]);
}
