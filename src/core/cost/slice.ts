import type { AcceleratorFacts } from '../model/catalog.ts';
import type { AcceleratorRequest, AcceleratorSlice } from '../model/deployment.ts';

const gib = 2 ** 30;

/** Memory slices a MIG profile takes by its number of compute slices, and how many the accelerator has. */
const migMemorySlices: Readonly<Record<string, number>> = { 1: 1, 2: 2, 3: 4, 4: 4, 7: 8 };

/** Accelerators that NVIDIA divides into MIG instances. */
const divisible = /^(A100|A30|H100|H200|GH200|B200|GB200|RTX-PRO-6000)/;

/** Share of a whole accelerator that one slice takes away from others: the larger of compute and memory. */
export function sliceShare(slice: AcceleratorSlice, accelerator: AcceleratorFacts): number {
  const memory = slice.memoryGiB === null ? 0 : (slice.memoryGiB * gib) / accelerator.memoryBytes;
  return Math.min(1, Math.max(slice.computeShare, memory));
}

/** Whole accelerators a request takes, all pods of a replica together. */
export function wholeAccelerators(
  request: AcceleratorRequest,
  accelerator: AcceleratorFacts | null,
): number {
  const count = request.count.value;
  if (request.slice === null) return count;
  return (
    count * (accelerator ? sliceShare(request.slice, accelerator) : request.slice.computeShare)
  );
}

/** The part of an accelerator that a process on a slice sees. */
export function slicedFacts(
  accelerator: AcceleratorFacts,
  slice: AcceleratorSlice | null,
): AcceleratorFacts {
  if (slice === null) return accelerator;
  const memory =
    slice.memoryGiB === null ? 1 : Math.min(1, (slice.memoryGiB * gib) / accelerator.memoryBytes);
  const compute = slice.computeShare;
  const scaled = (flops: number | null): number | null => (flops === null ? null : flops * compute);
  const { flops } = accelerator;
  return {
    ...accelerator,
    memoryBytes: accelerator.memoryBytes * memory,
    visibleMemoryBytes: accelerator.visibleMemoryBytes * memory,
    // MIG divides the memory channels; time slicing hands out all of them for a share of the time.
    bandwidth: accelerator.bandwidth * (slice.memoryGiB === null ? compute : memory),
    flops: {
      bf16: scaled(flops.bf16),
      fp8: scaled(flops.fp8),
      int8: scaled(flops.int8),
      fp4: scaled(flops.fp4),
    },
  };
}

/** True when an accelerator can be divided into slices of this profile: `1g.5gb` is an eighth of 40 GB. */
export function offersSlice(accelerator: AcceleratorFacts, slice: AcceleratorSlice): boolean {
  const profile = /^(\d)g\.(\d+)gb/.exec(slice.profile);
  if (profile === null) return true;
  const [, compute = '', memory = ''] = profile;
  const slices = migMemorySlices[compute];
  if (slices === undefined || !divisible.test(accelerator.id)) return false;
  const total = (Number(memory) * (accelerator.id === 'A30' ? 4 : 8)) / slices;
  const physical = accelerator.memoryBytes / gib;
  return Math.abs(total - physical) <= 0.12 * physical;
}
