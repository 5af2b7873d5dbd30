import { describe, expect, it } from 'vitest';
import {
  allocatableCores,
  allocatableMemoryGiB,
  packOn,
  wholeNodes,
  type PodRequest,
} from '../../../src/core/cost/packing.ts';
import type { InstanceType } from '../../../src/core/model/catalog.ts';

const machine: InstanceType = {
  provider: 'aws',
  name: 'p5.48xlarge',
  vcpus: 192,
  memoryGiB: 2048,
  accelerator: 'H100-SXM',
  acceleratorName: 'H100',
  acceleratorCount: 8,
};

const pod = (
  accelerators: number,
  cpuCores: number | null = null,
  memoryGiB: number | null = null,
): PodRequest => ({
  accelerators,
  cpuCores,
  memoryGiB,
  podsPerReplica: 1,
  ownMachine: false,
});

describe('packOn', () => {
  it('takes a whole machine for a pod that gets one of its own', () => {
    expect(packOn(machine, { ...pod(1), ownMachine: true })).toMatchObject({
      fits: true,
      nodesPerReplica: 1,
      podsPerNode: 1,
    });
  });

  it('takes the share of the scarcest resource', () => {
    expect(packOn(machine, pod(1))).toMatchObject({
      nodesPerReplica: 1 / 8,
      limit: 'accelerators',
    });
    const hungry = packOn(machine, pod(1, 96));
    expect(hungry.nodesPerReplica).toBeCloseTo(96 / allocatableCores(192));
    expect(hungry.limit).toBe('cpu');
    expect(packOn(machine, pod(1, 8, 1500)).limit).toBe('memory');
  });

  it('says how many pods a node holds', () => {
    expect(packOn(machine, pod(1)).podsPerNode).toBe(8);
    expect(packOn(machine, pod(3)).podsPerNode).toBe(2);
    expect(packOn(machine, pod(1, 100)).podsPerNode).toBe(1);
  });

  it('multiplies by the pods of a replica', () => {
    const packing = packOn(machine, { ...pod(8), podsPerReplica: 2 });
    expect(packing.nodesPerReplica).toBe(2);
  });

  it('takes one node for a pod that asks for slightly more than a node can give, and says it does not fit', () => {
    const packing = packOn(machine, pod(8, 192));
    expect(packing).toMatchObject({ fits: false, nodesPerReplica: 1 });
  });

  it('pays one node for a pod that asks for accelerators the machine does not have', () => {
    const plain = { ...machine, accelerator: null, acceleratorCount: 0 };
    expect(packOn(plain, pod(1))).toMatchObject({ fits: false, nodesPerReplica: 1 });
  });

  it('takes any number of accelerators of an offer that is sold by the accelerator', () => {
    const chips = { ...machine, vcpus: null, memoryGiB: null, acceleratorCount: 1 };
    expect(packOn(chips, pod(8))).toMatchObject({
      fits: true,
      nodesPerReplica: 8,
      podsPerNode: null,
    });
  });
});

describe('wholeNodes', () => {
  it('fills nodes with the deployment’s own pods', () => {
    expect(wholeNodes(3, packOn(machine, pod(1)), 1)).toBe(1);
    expect(wholeNodes(9, packOn(machine, pod(1)), 1)).toBe(2);
    expect(wholeNodes(3, packOn(machine, pod(3)), 1)).toBe(2);
    expect(wholeNodes(0, packOn(machine, pod(3)), 1)).toBe(0);
  });

  it('takes several nodes for a pod larger than one', () => {
    expect(wholeNodes(1, packOn(machine, pod(16)), 1)).toBe(2);
  });
});

describe('what a node leaves to pods', () => {
  it('follows the published reservations', () => {
    // 4 vCPUs: 6% + 1% + 2 × 0.5% = 80 millicores; 16 GiB: 1 + 0.8 + 0.8 GiB and 0.1 for eviction.
    expect(allocatableCores(4)).toBeCloseTo(3.92);
    expect(allocatableMemoryGiB(16)).toBeCloseTo(13.3);
  });
});
