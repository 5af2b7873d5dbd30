import { describe, expect, it } from 'vitest';
import { chooseHardware } from '../../../src/core/cost/supplyHardware.ts';
import type { Deployment, PurchaseOption } from '../../../src/core/model/deployment.ts';
import { costCatalog } from '../../support/costFacts.ts';
import { assume, deployment, environment, gpus, stated } from '../../support/costDeployments.ts';

const nowhere = deployment().placement;

function choose(of: Deployment, yaml = '', within = environment) {
  const choice = chooseHardware(of, assume(of, yaml, within), costCatalog);
  const [option] = choice.options;
  return {
    choice,
    option,
    accelerator: option?.accelerator?.id,
    instance: option?.node?.offer.instance.name,
    perHour: option?.node?.price.perHour,
    site: option && `${option.site.provider.value}/${option.site.region.value}`,
  };
}

describe('chooseHardware', () => {
  it('takes the instance type the config names before anything else', () => {
    const of = deployment({
      accelerator: gpus('L4'),
      placement: { ...nowhere, instanceType: stated('g6.12xlarge') },
    });
    const { instance, option } = choose(of, 'accelerator: T4\ninstanceType: g6.xlarge');
    expect(instance).toBe('g6.12xlarge');
    expect(option?.node?.packing.nodesPerReplica).toBeCloseTo(1 / 4);
  });

  it('finds the provider of a named instance type', () => {
    const of = deployment({
      accelerator: gpus(null),
      placement: { ...nowhere, instanceType: stated('g2-standard-4') },
    });
    expect(choose(of)).toMatchObject({ site: 'gcp/us-central1', accelerator: 'L4' });
  });

  it('then the cheapest instance with the accelerator the config names', () => {
    expect(choose(deployment({ accelerator: gpus('L4') }))).toMatchObject({
      instance: 'g6.xlarge',
      site: 'aws/us-east-1',
    });
  });

  it('takes a larger one when the pod asks for more CPU or memory than the smallest can give', () => {
    const of = deployment({ accelerator: gpus('L4'), cpuCores: stated(6) });
    expect(choose(of).instance).toBe('g6.2xlarge');
    const wide = deployment({ accelerator: gpus('L4', 4) });
    expect(choose(wide).instance).toBe('g6.12xlarge');
  });

  it('then the assumptions file, then the settings', () => {
    const of = deployment({ accelerator: gpus(null) });
    const accelerator = { value: 'T4', origin: { kind: 'setting', name: 'accelerator' } } as const;
    const within = { ...environment, defaults: { ...environment.defaults, accelerator } };
    expect(choose(of, '', within)).toMatchObject({ accelerator: 'T4' });
    expect(choose(of, 'accelerator: L4', within)).toMatchObject({ accelerator: 'L4' });
    expect(choose(of, 'instanceType: p4d.24xlarge', within).accelerator).toBe('A100-SXM-40');
    expect(choose(of, 'accelerator: L4').choice.settled).toBe(true);
  });

  it('does not give an NVIDIA default to a request for AMD', () => {
    const amd = deployment({
      accelerator: gpus(null, 8, { vendor: 'AMD', resource: 'amd.com/gpu' }),
    });
    const { choice, site } = choose(amd, 'accelerator: L4');
    expect(choice.settled).toBe(false);
    expect(choice.options.map((option) => option.accelerator?.id)).toEqual(['MI300X']);
    expect(site).toBe('azure/eastus');
  });

  it('offers every accelerator of the vendor when nothing names one', () => {
    const { choice } = choose(deployment({ accelerator: gpus(null) }));
    expect(choice.settled).toBe(false);
    expect(choice.options.map((option) => option.accelerator?.id)).toEqual([
      'T4',
      'L4',
      'A100-SXM-40',
      'H100-SXM',
    ]);
  });

  it('offers only machines that hold the pod', () => {
    const { choice } = choose(deployment({ accelerator: gpus(null, 8) }));
    expect(choice.options.map((option) => option.accelerator?.id)).toEqual([
      'A100-SXM-40',
      'H100-SXM',
    ]);
  });

  it('narrows a slice to what can be divided that way', () => {
    const slice = { profile: '1g.5gb', computeShare: 1 / 7, memoryGiB: 5 };
    const of = deployment({ accelerator: gpus(null, 1, { slice }) });
    const { choice, option } = choose(of);
    expect(choice.options.map(({ accelerator }) => accelerator?.id)).toEqual(['A100-SXM-40']);
    expect(option?.node?.packing.nodesPerReplica).toBeCloseTo(1 / 7 / 8);
  });

  it('takes the region of the assumptions where it belongs to the provider', () => {
    const of = deployment({ accelerator: gpus('L4') });
    expect(choose(of, 'region: eu-west-1')).toMatchObject({ site: 'aws/eu-west-1', perHour: 0.9 });
    const onGoogle = deployment({
      accelerator: gpus('L4'),
      placement: { ...nowhere, provider: stated('gcp') },
    });
    const { site, option } = choose(onGoogle, 'region: eu-west-1');
    expect(site).toBe('gcp/us-central1');
    expect(option?.site.region.origin).toMatchObject({ kind: 'default' });
  });

  it('leaves a price open rather than take it from a region nobody asked for', () => {
    const of = deployment({
      accelerator: gpus('H100-SXM'),
      placement: { ...nowhere, provider: stated('aws'), region: stated('eu-west-1') },
    });
    const { choice, accelerator, option } = choose(of);
    expect(option?.node).toBeNull();
    expect(accelerator).toBe('H100-SXM');
    expect(choice.missing).toEqual(['no price of H100-SXM on aws in eu-west-1 is known']);
  });

  it('says which instance type is not known', () => {
    const of = deployment({ placement: { ...nowhere, instanceType: stated('zz9.plural') } });
    expect(choose(of).choice.missing).toEqual(['instance type zz9.plural is not known']);
  });

  it('still knows the accelerator beside an instance type it does not know', () => {
    const of = deployment({
      accelerator: gpus('L4'),
      placement: { ...nowhere, instanceType: stated('zz9.plural') },
    });
    expect(choose(of)).toMatchObject({ accelerator: 'L4', instance: undefined });
  });

  it('treats a request for no accelerators as none', () => {
    const { choice, instance } = choose(deployment({ accelerator: gpus(null, 0) }));
    expect(choice.settled).toBe(true);
    expect(instance).toBe('m6i.4xlarge');
  });

  it('puts CPU pods on the cheapest share of a steady x86 machine', () => {
    const of = deployment({ cpuCores: stated(2), memoryGiB: stated(4) });
    const { instance, option } = choose(of);
    // Neither the burstable t3 nor the Arm m7g, though both are cheaper.
    expect(instance).toBe('m6i.4xlarge');
    expect(option?.node?.packing.limit).toBe('cpu');
  });
});

describe('purchase', () => {
  const onSpot = (product: string) =>
    deployment({
      accelerator: gpus(product),
      placement: { ...nowhere, purchase: stated<PurchaseOption>('spot') },
    });

  it('takes the spot price where the config asks for spot', () => {
    expect(choose(onSpot('L4')).perHour).toBe(0.4);
  });

  it('has no price, and says so, where no spot price is known', () => {
    const { perHour, choice } = choose(onSpot('H100-SXM'));
    expect(perHour).toBeNull();
    expect(choice.missing).toEqual(['no spot price of p5.48xlarge is known in us-east-1']);
  });

  it('lets the config decide before the assumptions', () => {
    const placement = { ...nowhere, purchase: stated<PurchaseOption>('on-demand') };
    const of = deployment({ accelerator: gpus('L4'), placement });
    expect(choose(of, 'purchase: spot').perHour).toBe(0.8);
    expect(choose(deployment({ accelerator: gpus('L4') }), 'purchase: spot').perHour).toBe(0.4);
  });

  it('takes a negotiated discount off on-demand prices of that provider, not off spot', () => {
    const of = deployment({ accelerator: gpus('L4') });
    expect(choose(of, 'discount: 0.25').perHour).toBeCloseTo(0.6);
    expect(choose(of, 'discount: {aws: 0.5}').perHour).toBeCloseTo(0.4);
    expect(choose(of, 'discount: {gcp: 0.5}').perHour).toBeCloseTo(0.8);
    expect(choose(onSpot('L4'), 'discount: 0.25').perHour).toBe(0.4);
  });

  it('takes the user’s own price for an instance type as it is', () => {
    const of = deployment({ accelerator: gpus('L4') });
    expect(choose(of, 'prices: {G6.xlarge: 0.55}\ndiscount: 0.25').perHour).toBe(0.55);
  });

  it('does not invent a price for what it cannot price yet', () => {
    const of = deployment({ accelerator: gpus('L4') });
    expect(choose(of, 'purchase: owned')).toMatchObject({ perHour: null });
    expect(choose(of, 'purchase: owned').choice.missing[0]).toContain('owned');
  });
});
