import type { Volume } from '../../model/deployment.ts';
import type { CostComponent, NamedInput } from '../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from './ancillary.ts';
import { constant, scale, sourcedInput, type ComponentContext } from './context.ts';

/** Persistent volumes: GiB × price, once when the replicas share one, else for each replica. */
export function storageComponents(context: ComponentContext): readonly CostComponent[] {
  const { volumes } = context.assumptions.components;
  if (!volumes.enabled) return [];
  return context.deployment.volumes.map((volume) => volumeComponent(volume, context));
}

interface DiskPrice {
  /** USD per GiB and month. */
  readonly perGiB: number;
  readonly input: NamedInput;
}

function volumeComponent(volume: Volume, context: ComponentContext): CostComponent {
  const size = volume.sizeGiB.value;
  const price = diskPrice(volume.storageClass, context);
  const count = volume.shared ? constant(1) : context.replicas;
  return {
    name: `Volume ${volume.name}`,
    category: 'storage',
    quantity: size * count.expected,
    unit: 'GiB-month',
    unitPrice: price?.perGiB ?? null,
    monthly: price === null ? null : scale(count, size * price.perGiB),
    formula:
      price === null
        ? 'no price of this kind of volume is known'
        : volume.shared
          ? 'size × price per GiB and month'
          : 'replicas × size × price per GiB and month',
    inputs: [sourcedInput('size', volume.sizeGiB, 'GiB'), ...(price === null ? [] : [price.input])],
  };
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
    { pattern: /^(standard|.*pd-standard.*)$/, item: 'pd-standard', size: 1 },
    { pattern: /^/, item: 'pd-balanced', size: 1 },
  ],
  azure: [
    { pattern: /file|nfs/, item: 'files', size: 1 },
    { pattern: /premium/, item: 'disk P10 128 GiB LRS', size: 128 },
    { pattern: /hdd|standard-lrs/, item: 'disk S10 128 GiB LRS', size: 128 },
    { pattern: /^/, item: 'disk E30 1 TiB LRS', size: 1024 },
  ],
};

function diskPrice(storageClass: string | null, context: ComponentContext): DiskPrice | null {
  const cloud = pricedCloud(context);
  if (cloud === null) return null;
  const name = storageClass?.toLowerCase() ?? '';
  const disk = disks[cloud].find((candidate) => candidate.pattern.test(name));
  const price = disk === undefined ? null : ancillaryPrice(context, disk.item);
  if (disk === undefined || price === null) return null;
  return { perGiB: price.usd / disk.size, input: priceInput(price) };
}
