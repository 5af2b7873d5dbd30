import type { Catalog } from '../../model/catalog.ts';
import type { InstanceRow } from '../compact/instanceRow.ts';
import { numberIn } from './records.ts';
import type { PriceFile } from './reading.ts';
import type { Tally } from './tally.ts';

/** What an entry of the AWS price list says, by the names of its JSON attributes. */
export interface AwsOffer {
  readonly instanceType: string;
  readonly regionCode: string;
  readonly productFamily: string;
  readonly operatingSystem: string;
  readonly tenancy: string;
  readonly preInstalledSw: string;
  readonly capacityStatus: string;
  readonly marketOption: string;
  readonly licenseModel: string;
  readonly vcpu: string;
  readonly memory: string;
  readonly gpu: string;
  readonly unit: string;
  readonly currency: string;
  readonly price: string;
}

/** Whether an entry is the on-demand price of a bare Linux machine: lists hold it beside thirty others of the same machine. */
export function isLinuxMachine(offer: Omit<AwsOffer, 'unit' | 'currency' | 'price'>): boolean {
  return (
    offer.productFamily.startsWith('Compute Instance') &&
    offer.operatingSystem === 'Linux' &&
    offer.tenancy === 'Shared' &&
    ['', 'NA'].includes(offer.preInstalledSw) &&
    ['', 'Used'].includes(offer.capacityStatus) &&
    ['', 'OnDemand'].includes(offer.marketOption) &&
    ['', 'No License required'].includes(offer.licenseModel)
  );
}

/** The row of an entry; none where a price is not in US dollars an hour, or the accelerators of a machine cannot be told. */
export function awsRow(
  offer: AwsOffer,
  list: { readonly version: string; readonly asOf: string },
  catalog: Catalog,
  tally: Tally,
): InstanceRow[] {
  const { instanceType: type, regionCode: region } = offer;
  const price = Number(offer.price);
  // Machines that are not sold on demand stand in the list at 0.
  if (price === 0 || !/^h(?:ou)?rs$/i.test(offer.unit)) return [];
  if (offer.currency !== 'USD') {
    tally.add(`prices in ${offer.currency}`, `${type} in ${region}`);
    return [];
  }
  const accelerators = acceleratorsOf(type, offer.gpu, catalog);
  if (accelerators === null) {
    tally.add('machines whose accelerators the list does not name', type);
    return [];
  }
  return [
    {
      cloud: 'aws',
      region,
      type,
      vcpus: numberIn(offer.vcpu),
      memoryGiB: numberIn(offer.memory),
      ...accelerators,
      acceleratorMemoryGiB: null,
      onDemand: price,
      spot: null,
      source: `AWS price list AmazonEC2, version ${list.version}`,
      asOf: list.asOf,
    },
  ];
}

/** The list says how many accelerators a machine has, not which: that of the same machine, or of its family, is taken. */
function acceleratorsOf(
  type: string,
  gpu: string,
  catalog: Catalog,
): Pick<InstanceRow, 'accelerator' | 'accelerators' | 'acceleratorId'> | null {
  const family = type.slice(0, type.indexOf('.') + 1);
  const known = catalog.instance(type, 'aws');
  const alike = catalog.instances.filter(
    ({ provider, name }) => provider === 'aws' && name.startsWith(family),
  );
  const count = known?.acceleratorCount ?? numberIn(gpu === 'NA' ? '' : gpu);
  const of = known ?? alike.find(({ acceleratorCount }) => acceleratorCount > 0) ?? null;
  if (count === 0 || (count === null && of === null))
    return { accelerator: '', accelerators: null };
  const isOneKind = alike.every(({ accelerator }) => accelerator === of?.accelerator);
  if (count === null || of === null || (known === null && !isOneKind)) return null;
  return {
    accelerator: of.acceleratorName ?? '',
    accelerators: count,
    ...(of.accelerator === null ? {} : { acceleratorId: of.accelerator }),
  };
}

/** Version and day of a list: its own, else those of the file. */
export function awsListOf(
  version: string,
  publicationDate: string,
  file: PriceFile,
): { readonly version: string; readonly asOf: string } {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(publicationDate)?.[0];
  return { version: version === '' ? 'not stated' : version, asOf: day ?? file.day };
}
