import { trafficIsStated } from '../cost/workload.ts';
import type { AutoscalingEstimate } from '../model/autoscaling.ts';
import type { Currency } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { linearAxis } from './chart/axis.ts';
import type { Chart, ChartPane, ChartSeries } from './chart/chartSchema.ts';
import {
  formatAmount,
  formatMonthly,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRequestRate,
} from './format.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const hoursPerDay = 24;

/** Demand over the replicas that are paid for it, hour by hour. */
export function weekChart(
  deploymentId: string,
  estimate: CostEstimate,
  autoscaling: AutoscalingEstimate,
  currency: Currency,
): Chart {
  const { demand, replicas, needed } = autoscaling;
  const isStated = trafficIsStated(estimate.workload);
  const price = pricePerReplicaHour(estimate, autoscaling);
  return {
    id: `week:${deploymentId}`,
    title: 'Its week',
    description: describe(estimate, autoscaling, price, currency),
    x: {
      title: 'Hour of the week',
      scale: 'linear',
      from: 0,
      to: demand.length,
      ticks: days.map((label, day) => ({ at: day * hoursPerDay, label })),
    },
    panes: [
      {
        y: linearAxis('Demand, req/s', demand, formatNumber),
        series: [stepArea('Demand', 'first', demand)],
        thresholds: rateLimit(estimate),
        marks: [],
      },
      {
        y: linearAxis('Replicas', replicas, formatNumber),
        series: isStated
          ? [stepArea('Needed', 'first', needed), stepArea('Idle', 'quiet', replicas, needed)]
          : [stepArea('Paid', 'first', replicas)],
        thresholds: [],
        marks: [],
      },
    ],
    verticals: [],
    columns: [
      { title: 'Hour', isNumber: false },
      { title: 'Demand', isNumber: true },
      { title: 'Paid replicas', isNumber: true },
      ...(isStated ? [{ title: 'Needed', isNumber: true }] : []),
      ...(price === null ? [] : [{ title: 'Compute', isNumber: true }]),
    ],
    stops: demand.map((rate, hour) => ({
      x: hour,
      title: hourName(hour),
      values: [
        formatRequestRate(rate),
        formatNumber(replicas[hour] ?? 0),
        ...(isStated ? [formatNumber(needed[hour] ?? 0)] : []),
        ...(price === null ? [] : [formatAmount((replicas[hour] ?? 0) * price, currency)]),
      ],
      dots: [
        { pane: 0, y: rate },
        { pane: 1, y: replicas[hour] ?? 0 },
      ],
    })),
  };
}

/** `Tue 14:00`. */
function hourName(hour: number): string {
  const day = days[Math.floor(hour / hoursPerDay)] ?? '';
  return `${day} ${String(hour % hoursPerDay).padStart(2, '0')}:00`;
}

/** The last hour lasts to the end of the week; `feet` are what the area stands on. */
function stepArea(
  name: string,
  tone: ChartSeries['tone'],
  values: readonly number[],
  feet?: readonly number[],
): ChartSeries {
  const at = (x: number, hour: number): ChartSeries['points'][number] => ({
    x,
    y: values[hour] ?? 0,
    ...(feet === undefined ? {} : { from: feet[hour] ?? 0 }),
  });
  const last = values.length - 1;
  return {
    name,
    mark: 'stepArea',
    tone,
    points: [...values.map((_, hour) => at(hour, hour)), at(values.length, last)],
  };
}

function rateLimit({ workload }: CostEstimate): ChartPane['thresholds'] {
  const limit = workload.maxRequestsPerSecond?.value ?? null;
  return limit === null ? [] : [{ at: limit, label: `Rate limit, ${formatRequestRate(limit)}` }];
}

/**
 * USD for an hour of one replica, from the compute line of the bill: over the week it adds up to that line. Null where
 * compute is not paid by the hour of a replica, or has no price.
 */
function pricePerReplicaHour(
  { components }: CostEstimate,
  { replicaHours }: AutoscalingEstimate,
): number | null {
  const compute = components.find(
    ({ category, unit }) => category === 'compute' && unit === 'instance-hours',
  );
  const monthly = compute?.monthly?.expected ?? null;
  return monthly === null || !(replicaHours.expected > 0) ? null : monthly / replicaHours.expected;
}

function describe(
  { workload, replicas, hoursPerMonth }: CostEstimate,
  { idleShare, replicaHours }: AutoscalingEstimate,
  price: number | null,
  currency: Currency,
): string {
  const month =
    price === null ? '' : `: ${formatMonthly(replicaHours.expected * price, currency)} of compute`;
  const mean = `${formatQuantity(replicas.expected, 'replica')} on average over ${formatNumber(hoursPerMonth)} hours a month${month}.`;
  return trafficIsStated(workload)
    ? `${mean} ${formatPercent(idleShare)} of the paid time is not needed.`
    : `${mean} No traffic is stated: the demand is what the replicas are taken to be sized for, so nothing is called idle.`;
}
