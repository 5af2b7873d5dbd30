import type {
  AcceleratorFacts,
  Catalog,
  InstancePrice,
  ManagedPrice,
  PricedInstance,
} from '../model/catalog.ts';
import type { Provider, ServingPlatform } from '../model/deployment.ts';
import { huggingFaceVendors, type ManagedInstance } from './managedInstance.ts';

/** An instance of a platform in a region. */
export interface ManagedPlace {
  readonly platform: ServingPlatform;
  readonly instance: ManagedInstance;
  readonly region: string;
}

/** Accelerators that a config attaches to a machine type which has none of its own. */
export interface AttachedAccelerators {
  readonly product: AcceleratorFacts | null;
  readonly count: number;
}

/**
 * A managed instance at the platform's price for an hour; null where no public price is known. `vendor` is the cloud a
 * Hugging Face endpoint runs on; without one, the first cloud that sells the instance.
 */
export function managedOffer(
  place: ManagedPlace,
  attached: AttachedAccelerators,
  vendor: 'aws' | 'gcp' | 'azure' | null,
  catalog: Catalog,
): PricedInstance | null {
  const { platform, instance, region } = place;
  switch (platform) {
    case 'aws-sagemaker':
      return offer(place, 'aws', region, catalog.managed(platform, instance.name, region));
    case 'gcp-vertex':
      return offer(place, 'gcp', region, vertexPrice(place, attached, catalog), attached);
    case 'azure-ml':
      return azureOffer(place, catalog);
    case 'hf-endpoints': {
      const vendors = vendor === null ? huggingFaceVendors : [vendor, ...huggingFaceVendors];
      for (const one of vendors) {
        const price = catalog.managed(platform, instance.name, one);
        if (price !== null) return offer(place, one, one, price);
      }
      return null;
    }
    default:
      return null;
  }
}

type Price = Pick<ManagedPrice, 'perHour' | 'source' | 'asOf'>;

function offer(
  { instance }: ManagedPlace,
  provider: Provider,
  region: string,
  price: Price | null,
  attached: AttachedAccelerators | null = null,
): PricedInstance | null {
  if (price === null) return null;
  const own = instance.accelerator !== null || instance.acceleratorCount > 0;
  const added = own || attached?.product == null ? null : attached;
  return {
    region,
    instance: {
      provider,
      name: added === null ? instance.name : `${instance.name}+${added.count}x${added.product?.id}`,
      vcpus: instance.vcpus,
      memoryGiB: instance.memoryGiB,
      accelerator: added?.product?.id ?? instance.accelerator,
      acceleratorName: added?.product?.id ?? instance.accelerator,
      acceleratorCount: added?.count ?? instance.acceleratorCount,
    },
    price: onDemand(price),
  };
}

function onDemand({ perHour, source, asOf }: Price): InstancePrice {
  return { onDemand: perHour, spot: null, note: '', source, asOf };
}

/** The machine, and the accelerators that are attached to it at the price of each. */
function vertexPrice(
  { instance, region }: ManagedPlace,
  { product, count }: AttachedAccelerators,
  catalog: Catalog,
): Price | null {
  const machine = catalog.managed('gcp-vertex', instance.name, region);
  if (machine === null || instance.accelerator !== null || product === null || count <= 0) {
    return machine;
  }
  const name = `gpu:${product.id.split('-')[0]?.toLowerCase() ?? ''}`;
  const part = catalog.managed('gcp-vertex', name, region);
  if (part === null) return null;
  return {
    perHour: machine.perHour + count * part.perHour,
    source: `${instance.name} ${machine.perHour} + ${count} × ${name} ${part.perHour}: ${machine.source}`,
    asOf: machine.asOf < part.asOf ? machine.asOf : part.asOf,
  };
}

/** Azure ML charges the machine's own price: the surcharge in the price list is 1.0 × that. */
function azureOffer({ instance, region }: ManagedPlace, catalog: Catalog): PricedInstance | null {
  const type = catalog.instance(instance.name, 'azure');
  const price = type === null ? null : catalog.price(type, region);
  if (type === null || price?.onDemand == null) return null;
  const factor = catalog.ancillary('azure', 'aml_online_endpoint_surcharge', region);
  const source =
    factor === null
      ? price.source
      : `${price.source}; Azure ML charges ${factor.usd} × the machine's price (${factor.source})`;
  return {
    region,
    instance: type,
    price: { ...price, onDemand: price.onDemand * (factor?.usd ?? 1), source },
  };
}
