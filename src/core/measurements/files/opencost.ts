import * as z from 'zod';
import { timeText } from '../../text/days.ts';
import { formatQuantity } from '../../report/format.ts';
import type { Labels } from '../match.ts';
import { rounded } from '../rounded.ts';
import { coveredBy } from './covered.ts';
import type { FileReading, FileResult, ResultFormat } from './resultFile.ts';

const number = z.number().nullish();
const busySchema = { gpuRequestAverage: number, gpuUsageAverage: number };

const allocationSchema = z.object({
  name: z.string(),
  properties: z
    .object({
      cluster: z.string().optional(),
      namespace: z.string().optional(),
      controller: z.string().optional(),
      controllerKind: z.string().optional(),
      container: z.string().optional(),
      pod: z.string().optional(),
      services: z.array(z.string()).nullish(),
      labels: z.record(z.string(), z.string()).nullish(),
    })
    .nullish(),
  window: z.object({ start: z.string(), end: z.string() }),
  end: z.string().nullish(),
  /** Null for what is no number. */
  totalCost: z.number().nullable(),
  minutes: number,
  ...busySchema,
  // Where later versions have them.
  gpuAllocation: z.object(busySchema).nullish(),
});

type Allocation = z.infer<typeof allocationSchema>;

/** `/allocation` of OpenCost from 1.100 on and of Kubecost: sets of allocations by name, one set a step. */
const schema = z.object({
  data: z.array(z.record(z.string(), allocationSchema).nullable()).min(1),
});

export const opencost: ResultFormat = {
  name: 'OpenCost',
  read(value) {
    const parsed = schema.safeParse(value);
    return parsed.success ? readSets(parsed.data.data) : null;
  },
};

/** What belongs to no workload. */
const nobodys = /__(?:idle|unallocated|unmounted)__/;

const hoursPerMonth = 730;

function readSets(sets: readonly (Readonly<Record<string, Allocation>> | null)[]): FileReading {
  const all = sets.flatMap((set) => Object.values(set ?? {}));
  const covered = coveredBy(all);
  if (covered === null) return { problem: 'it does not say of which time it is' };
  const times = { from: timeText(covered.from), to: timeText(covered.to) };
  const byOwner = new Map<string, Allocation[]>();
  for (const one of all) {
    if (nobodys.test(one.name)) continue;
    const key = JSON.stringify(labelsOf(one));
    byOwner.set(key, [...(byOwner.get(key) ?? []), one]);
  }
  const results: FileResult[] = [];
  for (const own of byOwner.values()) {
    const cost = costOf(own);
    if (cost === null) continue;
    const monthly = rounded(Math.max(0, (cost * hoursPerMonth * 3600) / covered.seconds));
    const busyPods = busyPodsOf(own);
    results.push({
      labels: labelsOf(own[0]),
      engines: [],
      times,
      values: { kind: 'bill', source: 'OpenCost', monthly, busyPods },
    });
  }
  const left = byOwner.size - results.length;
  return {
    results,
    notes:
      left === 0 ? [] : [`The cost of ${formatQuantity(left, 'workload')} is not known to it.`],
  };
}

/** By controller, else by whatever it was aggregated by. */
function labelsOf(allocation: Allocation | undefined): Labels {
  const { cluster, namespace, controller, services, labels, container } =
    allocation?.properties ?? {};
  const name = controller ?? services?.[0] ?? labels?.app ?? nameOf(allocation?.name ?? '');
  return {
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
    ...(controller === undefined && container !== undefined && { container }),
    workload: name,
  };
}

/** The last part of `cluster-one/prod/deployment:chat`. */
function nameOf(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.slice(last.lastIndexOf(':') + 1);
}

/** USD; null where a part of it is not known. */
function costOf(allocations: readonly Allocation[]): number | null {
  let sum = 0;
  for (const { totalCost } of allocations) {
    if (totalCost === null) return null;
    sum += totalCost;
  }
  return sum;
}

/** Busy pods for each accelerator asked for, by time: usage is the mean over a pod's accelerators, 0–1, summed over pods. */
function busyPodsOf(allocations: readonly Allocation[]): number | null {
  let [used, asked] = [0, 0];
  for (const { gpuAllocation, minutes, ...one } of allocations) {
    const { gpuUsageAverage, gpuRequestAverage } = gpuAllocation ?? one;
    if (gpuUsageAverage == null || gpuRequestAverage == null) continue;
    used += gpuUsageAverage * (minutes ?? 1);
    asked += gpuRequestAverage * (minutes ?? 1);
  }
  return asked > 0 && used > 0 ? used / asked : null;
}
