import type { AcceleratorFacts, Catalog } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type { MemoryEstimate } from '../model/performance.ts';
import { acceleratorRequest } from './acceleratorHardware.ts';
import type { HardwareOption } from './offer.ts';
import { allocatableCores, allocatableMemoryGiB } from './packing.ts';

const gib = 2 ** 30;

/**
 * Bandwidth that a few vCPUs of a shared socket reach over their fair share: neighbours rarely all read at once. STREAM on
 * small cloud machines shows 2 to 2.5 times the fair share at two vCPUs, 1.3 to 1.5 at sixteen, none on a whole socket
 * (from memory, unverified).
 */
function beyondFairShare(cores: number): number {
  return Math.min(2.5, Math.max(1, (64 / cores) ** 0.25));
}

/** Matrix units multiply up to 16 times as fast as vector units; what frameworks get out of them is about a quarter. */
const matrixUnitGain = 4;

/** What quantization to 8 bits gains on vector units in practice: ONNX Runtime on Cascade Lake, 1.25 (infinity's benchmark). */
const integerGain = 1.5;

/** The smallest request Kubernetes knows, one millicore. */
const leastCores = 0.001;

/**
 * The processor share of a pod without an accelerator, as a device like any other: its requested cores (all of the
 * machine's without a request) of the instance it is priced on. Null when the pod asks for accelerators, or no machine is
 * known to price it on.
 */
export function cpuDevice(
  option: HardwareOption | null,
  deployment: Deployment,
  catalog: Catalog,
): AcceleratorFacts | null {
  const instance = option?.node?.offer.instance ?? null;
  if (instance === null || option?.accelerator !== null) return null;
  if (acceleratorRequest(deployment) !== null || instance.acceleratorCount > 0) return null;
  const vcpus = instance.vcpus ?? option.pod.cpuCores ?? 1;
  const asked = Math.min(vcpus, option.pod.cpuCores ?? allocatableCores(vcpus));
  if (!(asked > 0)) return null;
  const cores = Math.max(leastCores, asked);
  const memory =
    deployment.memoryGiB?.value ?? allocatableMemoryGiB(instance.memoryGiB ?? Infinity);
  const facts = catalog.cpu(instance);
  const vector = facts.fp32 * cores;
  const matrix = Math.min((facts.bf16 ?? 0) * cores, matrixUnitGain * vector);
  return {
    id: facts.processor,
    vendor: '',
    kind: 'cpu',
    memoryBytes: memory * gib,
    visibleMemoryBytes: memory * gib,
    visibleMemorySource: 'memory of the pod',
    bandwidth: facts.bandwidth * cores * beyondFairShare(cores),
    flops: {
      // Without 16-bit arithmetic, weights are widened as they are read.
      bf16: Math.max(vector, matrix),
      fp8: null,
      int8: Math.min((facts.int8 ?? 0) * cores, integerGain * Math.max(vector, matrix)) || null,
      fp4: null,
      fp32: vector,
    },
    cores,
    interconnect: 'memory',
    linkBandwidth: 0,
    powerWatts: null,
    source: facts.source,
    asOf: facts.asOf,
  };
}

/** Cache that a server on a CPU is taken to find at least, where its pod's request leaves none. */
const leastCacheGiB = 2;

/**
 * Memory as far as it decides the speed of a CPU replica. A pod may use more than it requests, and how much more is not
 * known: so nothing is claimed about whether the model fits.
 */
export function cpuMemory(memory: MemoryEstimate): MemoryEstimate {
  return {
    ...memory,
    kvCacheGiB: Math.max(leastCacheGiB, memory.kvCacheGiB),
    fits: true,
    shortfallGiB: 0,
  };
}
