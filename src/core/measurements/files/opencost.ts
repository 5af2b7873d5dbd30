import * as z from 'zod';
import { secondsOf, timeText } from '../../text/days.ts';
import type { Labels } from '../match.ts';
import { rounded } from '../rounded.ts';
import type { FileReading, FileResult, ResultFormat } from './resultFile.ts';

const number = z.number().nullish();

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
  totalCost: z.number(),
  gpuHours: number,
  gpuRequestAverage: number,
  gpuUsageAverage: number,
  minutes: number,
});

type Allocation = z.infer<typeof allocationSchema>;

/** `/allocation` of OpenCost 1.100 to 2.4 and of Kubecost: sets of allocations by name, one set a step. */
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
  const windows = new Map<string, readonly [number, number]>();
  for (const { window } of all) {
    const [start, end] = [secondsOf(window.start), secondsOf(window.end)];
    if (start === null || end === null || end <= start) continue;
    windows.set(`${start} ${end}`, [start, end]);
  }
  const spans = [...windows.values()];
  if (spans.length === 0) return { problem: 'it does not say of which time it is' };
  const seconds = spans.reduce((sum, [start, end]) => sum + end - start, 0);
  const times = {
    from: timeText(Math.min(...spans.map(([start]) => start))),
    to: timeText(Math.max(...spans.map(([, end]) => end))),
  };
  const byOwner = new Map<string, Allocation[]>();
  for (const one of all) {
    if (nobodys.test(one.name)) continue;
    const key = JSON.stringify(labelsOf(one));
    byOwner.set(key, [...(byOwner.get(key) ?? []), one]);
  }
  const results = [...byOwner.values()].map((own): FileResult => {
    const cost = own.reduce((sum, { totalCost }) => sum + totalCost, 0);
    const busy = busyShare(own);
    return {
      labels: labelsOf(own[0]),
      engines: [],
      times,
      values: {
        kind: 'bill',
        source: 'OpenCost',
        monthly: rounded(Math.max(0, (cost * hoursPerMonth * 3600) / seconds)),
        ...(busy !== null && { gpuUtilization: rounded(busy) }),
      },
    };
  });
  return { results, notes: [] };
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

/** Accelerators in use over those asked for, by hours; null where nothing says so. */
function busyShare(allocations: readonly Allocation[]): number | null {
  let [used, asked] = [0, 0];
  for (const { gpuUsageAverage, gpuRequestAverage, minutes } of allocations) {
    if (gpuUsageAverage == null || gpuRequestAverage == null) continue;
    used += gpuUsageAverage * (minutes ?? 1);
    asked += gpuRequestAverage * (minutes ?? 1);
  }
  return asked > 0 && used > 0 ? Math.min(1, used / asked) : null;
}
