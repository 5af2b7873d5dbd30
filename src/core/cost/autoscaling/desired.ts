import type { Step } from './steps.ts';

/** Bounds and reactions of an autoscaler, in numbers. Without one, minimum and maximum are the same. */
export interface ScalingPolicy {
  readonly min: number;
  /** Infinity = no limit. */
  readonly max: number;
  /** Seconds until a higher load brings replicas, before they start. */
  readonly upDelay: number;
  /** Seconds a lower load lasts before replicas go. */
  readonly downDelay: number;
  /** Seconds without a request before the last one goes. */
  readonly coolDown: number;
  /** Share by which the load may leave the target before anything changes. */
  readonly tolerance: number;
  /** Seconds from asking for a replica until it answers. */
  readonly coldStart: number;
}

/** A rate this little above the target of n replicas is the same rate, calculated another way. */
const rounding = 1e-6;

/**
 * Replicas the autoscaler asks for at each step of the rate: enough to keep each at its target, between minimum and
 * maximum. What is there stays while the load per replica is within the tolerance of the target; otherwise it moves to
 * the nearest number within it, as traffic that rises and falls gradually makes it do. Where the minimum is zero this
 * counts one replica, whether it is up or asleep.
 */
export function desiredReplicas(
  rates: readonly Step[],
  target: number,
  policy: ScalingPolicy,
): readonly Step[] {
  const { max, tolerance } = policy;
  const floor = Math.min(max, Math.max(1, policy.min));
  // Nothing to decide: one number holds at all times.
  if (floor === max) return rates.map(({ at }) => ({ at, value: max }));
  const clamp = (count: number): number => Math.min(max, Math.max(floor, count));
  const needed = (rate: number): number =>
    rate <= 0 ? floor : target > 0 ? Math.ceil(rate / target - rounding) : max;
  let count = clamp(needed(rates[0]?.value ?? 0));
  const follow = (rate: number): number => {
    const enough = needed(rate);
    const fewest = Math.min(enough, Math.ceil(rate / target / (1 + tolerance) - rounding));
    const most = Math.max(enough, Math.floor(rate / target / (1 - tolerance) + rounding));
    count = target > 0 ? clamp(Math.min(most, Math.max(fewest, count))) : clamp(enough);
    return count;
  };
  // The week repeats: the first turn only finds the number it begins with.
  for (const { value } of rates) follow(value);
  return rates.map(({ at, value }) => ({ at, value: follow(value) }));
}
