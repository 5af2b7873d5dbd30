import { podRequest } from '../cost/acceleratorHardware.ts';
import { cheapest, nodeOf, type HardwareOption } from '../cost/offer.ts';
import { isUnusual } from '../cost/unusualMachines.ts';
import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import { isGiven, withChanges } from './consider.ts';
import {
  carrierOf,
  siteFor,
  type Assumed,
  type Carrier,
  type Machine,
  type MachineTerms,
} from './machineTerms.ts';
import { platformMachines } from './platformMachines.ts';

/**
 * What the deployment could run on in its region: for every accelerator of the vendor and every number of them the cheapest
 * machine at a known price that holds a replica. Empty where nothing in the config could name another one. Platforms sell
 * whole instances, so that the numbers are those of the instances; elsewhere they are `counts`.
 */
export function machinesOf(terms: MachineTerms, counts: readonly number[]): readonly Machine[] {
  const { deployment, catalog } = terms;
  const carrier = carrierOf(deployment);
  const request = deployment.accelerator;
  if (carrier === null || request === null) return [];
  if (carrier === 'platform') return platformMachines(terms);
  return catalog.accelerators
    .filter(({ kind, vendor }) => kind === 'gpu' && vendor === request.vendor)
    .flatMap((accelerator) =>
      counts.flatMap((count) => inCloud(carrier, accelerator, count, terms) ?? []),
    );
}

function inCloud(
  carrier: Carrier,
  accelerator: AcceleratorFacts,
  count: number,
  terms: MachineTerms,
): Machine | null {
  const { deployment, assumptions, catalog } = terms;
  const present = deployment.accelerator;
  const site = siteFor(terms);
  const provider = site.provider.value;
  // Where the instance type gives the accelerators, it gives all of them.
  const whole = carrier === 'instance' && isGiven(present, deployment.placement.instanceType);
  const counts: readonly Change[] =
    whole || present === null || present.count.value === count
      ? []
      : [{ kind: 'set-accelerator-count', count }];
  const asked: readonly Change[] = [{ kind: 'set-accelerator-count', count }];
  const pod = podRequest(withChanges(deployment, asked, catalog), accelerator);
  const options = catalog
    .instancesWith(accelerator.id, provider, site.region.value)
    .filter(
      ({ instance }) =>
        !isUnusual(instance) &&
        (whole ? instance.acceleratorCount === count : instance.acceleratorCount >= count),
    )
    .map((offer): HardwareOption => ({
      accelerator,
      origin: site.region.origin,
      site,
      pod,
      node: nodeOf(offer, pod, terms),
    }));
  const best = cheapest(options)?.node ?? null;
  if (best?.price.perHour == null || !best.packing.fits) return null;
  const { name } = best.offer.instance;
  const hour = best.price.perHour * best.packing.nodesPerReplica;
  const base = { accelerator, count, instance: name, hour };
  const isSame = present?.product?.value === accelerator.id;
  switch (carrier) {
    case 'instance': {
      const named: Change = { kind: 'set-instance-type', instanceType: name, provider };
      const isThere = deployment.placement.instanceType?.value === name;
      return { ...base, changes: isThere ? counts : [named, ...counts], assumed: [] };
    }
    case 'accelerator': {
      const named: Change = { kind: 'name-accelerator', accelerator: accelerator.id, provider };
      return { ...base, changes: isSame ? counts : [named, ...counts], assumed: [] };
    }
    default: {
      const assumed: Assumed =
        assumptions.instanceType === null
          ? { field: 'accelerator', value: accelerator.id }
          : { field: 'instanceType', value: name };
      return { ...base, changes: counts, assumed: [assumed] };
    }
  }
}
