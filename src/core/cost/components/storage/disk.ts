import type { NamedInput } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import type { ComponentContext } from '../context.ts';

export interface StoragePrice {
  /** USD per GiB and month. */
  readonly perGiB: number;
  readonly input: NamedInput;
}

/** Price list entry for a storage class by its usual names; `size` is what the entry is priced for, in GiB. */
interface DiskItem {
  readonly pattern: RegExp;
  readonly item: string;
  readonly size: number;
}

/** The first pattern that the storage class matches counts; the last one is the cloud’s default class. */
const disks: Readonly<Record<PricedCloud, readonly DiskItem[]>> = {
  aws: [
    { pattern: /efs/, item: 'efs_standard', size: 1 },
    { pattern: /fsx|lustre/, item: 'fsx_lustre_persistent_125', size: 1 },
    { pattern: /gp2/, item: 'ebs_gp2_storage', size: 1 },
    { pattern: /io[12]/, item: 'ebs_io2_storage', size: 1 },
    { pattern: /^/, item: 'ebs_gp3_storage', size: 1 },
  ],
  gcp: [
    { pattern: /filestore|nfs|rwx/, item: 'filestore_basic_hdd', size: 1 },
    { pattern: /premium|ssd/, item: 'pd-ssd', size: 1 },
    { pattern: /^standard$|pd-standard/, item: 'pd-standard', size: 1 },
    { pattern: /^/, item: 'pd-balanced', size: 1 },
  ],
  azure: [
    { pattern: /file|nfs/, item: 'files', size: 1 },
    { pattern: /premium/, item: 'disk P10 128 GiB LRS', size: 128 },
    { pattern: /hdd|standard-lrs/, item: 'disk S10 128 GiB LRS', size: 128 },
    { pattern: /^/, item: 'disk E30 1 TiB LRS', size: 1024 },
  ],
};

/** Price of a disk by its storage class (null: the cloud’s default); null when the list has none. */
export function diskPrice(
  storageClass: string | null,
  context: ComponentContext,
): StoragePrice | null {
  const cloud = pricedCloud(context);
  if (cloud === null) return null;
  const name = storageClass?.toLowerCase() ?? '';
  const disk = disks[cloud].find((candidate) => candidate.pattern.test(name));
  return disk === undefined ? null : storagePrice(disk.item, context, disk.size);
}

/** Price of an entry that is sold by the GiB and month, or by a disk of a size. */
export function storagePrice(
  item: string,
  context: ComponentContext,
  size = 1,
): StoragePrice | null {
  const price = ancillaryPrice(context, item);
  return price === null ? null : { perGiB: price.usd / size, input: priceInput(price) };
}
