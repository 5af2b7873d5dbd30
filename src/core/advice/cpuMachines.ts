import { cpuPod } from '../cost/cpuHardware.ts';
import { nodeOf, replicaHour } from '../cost/offer.ts';
import { isArm, isBurstable } from '../cost/unusualMachines.ts';
import type { Change } from '../model/change.ts';
import { carrierOf, siteFor, type Machine, type MachineTerms } from './machineTerms.ts';
import { platformInstances } from './platformMachines.ts';

/** CPU machines that a platform sells, or that a config which names one could name instead: burstable ones left out. */
export function cpuMachinesOf(terms: MachineTerms): readonly (Machine & CpuSize)[] {
  const { deployment, catalog } = terms;
  const carrier = carrierOf(deployment);
  const site = siteFor(terms);
  const provider = site.provider.value;
  const named = (name: string): readonly Change[] => [
    { kind: 'set-instance-type', instanceType: name, provider },
  ];
  const { supply } = deployment;
  if (carrier === 'platform' && supply.kind === 'managed') {
    return platformInstances(supply.platform, terms)
      .filter(
        ({ acceleratorCount, name }) =>
          acceleratorCount === 0 && !isBurstable({ provider, name: plainName(name) }),
      )
      .map(({ name, perHour, memoryGiB }) => ({
        ...{ accelerator: null, count: 0, instance: name, hour: perHour },
        ...{ changes: named(name), assumed: [], memoryGiB },
        isArm: isArm({ provider, name: plainName(name) }),
      }));
  }
  if (carrier !== 'instance' || deployment.accelerator !== null) return [];
  const pod = cpuPod(deployment);
  return catalog.instancesWith(null, provider, site.region.value).flatMap((offer) => {
    const { instance } = offer;
    const node = nodeOf(offer, pod, terms);
    const hour = replicaHour(node);
    if (hour === null || !node.packing.fits || isBurstable(instance)) return [];
    const { name, memoryGiB } = instance;
    return {
      ...{ accelerator: null, count: 0, instance: name, hour, changes: named(name), assumed: [] },
      ...{ memoryGiB, isArm: isArm(instance) },
    };
  });
}

/** What a CPU machine has. */
export interface CpuSize {
  readonly memoryGiB: number | null;
  /** True for processors that need another build of the image. */
  readonly isArm: boolean;
}

/** `ml.c7g.xlarge` is a `c7g.xlarge`. */
function plainName(name: string): string {
  return name.replace(/^ml\./, '');
}
