import type { Autoscaler } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { parseDuration } from '../duration.ts';
import { at, isHole, scalarAt, sourced, type Located } from '../located.ts';
import { parseQuantity } from '../quantity.ts';

/** How an autoscaler reacts, as far as it is written. */
export type Reactions = Pick<
  Autoscaler,
  'targetShare' | 'scaleUpDelay' | 'scaleDownDelay' | 'coolDown' | 'tolerance'
>;

/** The `behavior` of a HorizontalPodAutoscaler, also inside KEDA and KServe: stabilisation windows and tolerance. */
export function behaviorOf(behavior: Located | null): Reactions {
  const up = numberAt(behavior, 'scaleUp', 'stabilizationWindowSeconds');
  const down = numberAt(behavior, 'scaleDown', 'stabilizationWindowSeconds');
  const tolerance =
    numberAt(behavior, 'scaleUp', 'tolerance') ?? numberAt(behavior, 'scaleDown', 'tolerance');
  return {
    ...(up && { scaleUpDelay: up }),
    ...(down && { scaleDownDelay: down }),
    ...(tolerance && { tolerance }),
  };
}

/** KEDA polls, waits before zero, and passes `behavior` on to the HorizontalPodAutoscaler it makes. */
export function kedaReactions(spec: Located | null): Reactions {
  const polling = numberAt(spec, 'pollingInterval');
  const coolDown = numberAt(spec, 'cooldownPeriod');
  return {
    ...(polling && { scaleUpDelay: polling }),
    ...(coolDown && { coolDown }),
    ...behaviorOf(at(spec, 'advanced', 'horizontalPodAutoscalerConfig', 'behavior')),
  };
}

const PREFIX = 'autoscaling.knative.dev/';

/** Defaults of Knative that its annotations add to: `stable-window`, `scale-to-zero-grace-period` (knative.dev). */
const stableWindow = 60;
const gracePeriod = 30;

/**
 * Annotations of Knative in both spellings: replicas go when the mean over the window has fallen and the delay after it is
 * over, the last one after the window and the longer of grace period and retention.
 */
export function knativeReactions(annotations: Located | null): Reactions {
  const window = durationAt(annotations, 'window');
  const delay = durationAt(annotations, 'scale-down-delay', 'scaleDownDelay');
  const retention = durationAt(
    annotations,
    'scale-to-zero-pod-retention-period',
    'scaleToZeroPodRetentionPeriod',
  );
  const share =
    numberAt(annotations, `${PREFIX}target-utilization-percentage`) ??
    numberAt(annotations, `${PREFIX}targetUtilizationPercentage`);
  const mean = window?.value ?? stableWindow;
  const down = delay ?? window;
  const last = retention ?? window;
  return {
    ...(down && { scaleDownDelay: { ...down, value: mean + (delay?.value ?? 0) } }),
    ...(last && {
      coolDown: { ...last, value: mean + Math.max(gracePeriod, retention?.value ?? 0) },
    }),
    ...(share && { targetShare: { ...share, value: share.value / 100 } }),
  };
}

function durationAt(
  annotations: Located | null,
  ...keys: readonly string[]
): Sourced<number> | null {
  for (const key of keys) {
    const found = scalarAt(annotations, PREFIX + key);
    if (!found || isHole(found)) continue;
    const seconds = parseDuration(found.node.text);
    if (seconds !== null) return sourced(found, seconds);
  }
  return null;
}

/** A number of zero or more; null for anything else. */
function numberAt(from: Located | null, ...path: string[]): Sourced<number> | null {
  const found = scalarAt(from, ...path);
  if (!found || isHole(found)) return null;
  const value = parseQuantity(found.node.text);
  return value !== null && value >= 0 ? sourced(found, value) : null;
}
