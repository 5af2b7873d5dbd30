import type { Autoscaler, Deployment } from '../../model/deployment.ts';
import type { ScalingPolicy } from './desired.ts';

interface Reactions extends Pick<ScalingPolicy, 'downDelay' | 'coolDown' | 'tolerance'> {
  /** Seconds until a change of the load is seen. */
  readonly reading: number;
  /** Seconds a higher load must have been seen before anything happens. */
  readonly scaleUpDelay: number;
}

/**
 * What autoscalers do unless told otherwise, in seconds:
 *
 * - HorizontalPodAutoscaler: a look every 15 s at metrics of up to 15 s, no wait upwards, 300 s stabilisation downwards,
 *   10% tolerance (kubernetes.io, HorizontalPodAutoscaler; `--horizontal-pod-autoscaler-*` flags).
 * - KEDA: the same autoscaler, which looks every 15 s, behind a `pollingInterval` of 30 s and a `cooldownPeriod` of 300 s
 *   to zero (keda.sh, ScaledObject specification).
 * - Knative: panic window 6 s, stable window 60 s, `scale-to-zero-grace-period` 30 s, no tolerance (knative.dev).
 * - Platforms: target tracking of AWS Application Auto Scaling raises after 3 and lowers after 15 one-minute readings; the
 *   target's alarm for lowering stands at 90%.
 */
const defaults: Readonly<Record<Autoscaler['kind'], Reactions>> = {
  hpa: { reading: 30, scaleUpDelay: 0, downDelay: 300, coolDown: 300, tolerance: 0.1 },
  keda: { reading: 15, scaleUpDelay: 30, downDelay: 300, coolDown: 300, tolerance: 0.1 },
  knative: { reading: 6, scaleUpDelay: 0, downDelay: 60, coolDown: 90, tolerance: 0 },
  kserve: { reading: 6, scaleUpDelay: 0, downDelay: 60, coolDown: 90, tolerance: 0 },
  platform: { reading: 60, scaleUpDelay: 120, downDelay: 900, coolDown: 900, tolerance: 0.1 },
};

function defaultsOf(autoscaler: Autoscaler): Reactions {
  // KServe scales by CPU and memory with a HorizontalPodAutoscaler, by requests with Knative.
  const pods = autoscaler.metric === 'cpu' || autoscaler.metric === 'memory';
  return defaults[autoscaler.kind === 'kserve' && pods ? 'hpa' : autoscaler.kind];
}

/** Longest delay that is taken at its word: a day. */
const longest = 86_400;

/**
 * Bounds and reactions of a deployment's autoscaler: what the config writes, else its kind's defaults. Values without
 * sense count as the nearest that has some.
 */
export function scalingPolicy(deployment: Deployment, coldStart: number): ScalingPolicy {
  const { autoscaler } = deployment.replicas;
  const min = Math.max(0, deployment.replicas.min.value);
  const limit = deployment.replicas.max?.value ?? (autoscaler === null ? min : Infinity);
  const base = { min, max: Math.max(min, limit), coldStart: bounded(coldStart) };
  if (autoscaler === null) {
    return { upDelay: 0, downDelay: 0, coolDown: 0, tolerance: 0, ...base };
  }
  const usual = defaultsOf(autoscaler);
  return {
    ...base,
    upDelay: bounded(usual.reading + (autoscaler.scaleUpDelay?.value ?? usual.scaleUpDelay)),
    downDelay: bounded(autoscaler.scaleDownDelay?.value ?? usual.downDelay),
    coolDown: bounded(autoscaler.coolDown?.value ?? usual.coolDown),
    tolerance: Math.min(0.9, Math.max(0, autoscaler.tolerance?.value ?? usual.tolerance)),
  };
}

function bounded(seconds: number): number {
  return Number.isFinite(seconds) ? Math.min(longest, Math.max(0, seconds)) : 0;
}
