import type { Catalog } from '../model/catalog.ts';
import { findApiPrice } from './apiName.ts';
import { decodeAccelerators } from './accelerators.ts';
import { decodeAncillary, decodeApi } from './ancillary.ts';
import { decodeCpus } from './cpus.ts';
import type { PartText } from './decode.ts';
import { hostedOffers } from './hosted.ts';
import { decodeInstances } from './instances.ts';
import { lazy } from './lazy.ts';
import { decodeManaged } from './managed.ts';
import { decodeModels } from './models.ts';
import { decodeQuantizations } from './quantizations.ts';
import type { CatalogPart, CatalogText } from './text.ts';
import { decodeSmallerModels } from './smallerModels.ts';
import { decodeVariants } from './variants.ts';

/**
 * The catalogue over the compact files. Each file is decoded when something in it is first asked for; the call itself
 * costs nothing. Never throws: what a damaged file should have held is unknown.
 */
export function createCatalog(text: CatalogText): Catalog {
  const part = (name: CatalogPart): PartText => ({ json: text[name], checked: text.checked });
  const accelerators = lazy(() => decodeAccelerators(part('accelerators')));
  const cpus = lazy(() => decodeCpus(part('cpus')));
  const models = lazy(() => decodeModels(part('models')));
  const quantizations = lazy(() => decodeQuantizations(part('quantizations')));
  const allQuantizations = lazy(() => [...quantizations().values()]);
  const variants = lazy(() => decodeVariants(part('variants'), models()));
  const smaller = lazy(() => decodeSmallerModels(part('variants')));
  const instances = lazy(() => decodeInstances(part('instances')));
  const allInstances = lazy(() =>
    instances().providers.flatMap((one) => instances().of(one)?.instances ?? []),
  );
  const managed = lazy(() => decodeManaged(part('managed'), instances));
  const ancillary = lazy(() => decodeAncillary(part('ancillary')));
  const api = lazy(() => decodeApi(part('api')));
  const hosted = lazy(() =>
    hostedOffers([...api().values()].flat(), (name) => models().find(name)),
  );
  return {
    get priceId() {
      return instances().id;
    },
    get asOf() {
      return instances().asOf;
    },
    accelerator: (name) => accelerators().find(name),
    get accelerators() {
      return accelerators().all;
    },
    model: (name) => models().find(name),
    get models() {
      return models().all;
    },
    quantization: (id) => quantizations().get(id.toLowerCase()) ?? null,
    get quantizations() {
      return allQuantizations();
    },
    publishedVariants: (name) => variants()(name),
    smallerModels: (name) => smaller()(name),
    instance(name, provider) {
      const places = provider === undefined ? instances().providers : [provider];
      for (const place of places) {
        const found = instances().of(place)?.find(name) ?? null;
        if (found !== null) return found;
      }
      return null;
    },
    cpu: (instance) => cpus()(instance),
    price: (instance, region) =>
      instances().of(instance.provider)?.price(instance.name, region) ?? null,
    instancesWith: (accelerator, provider, region) =>
      instances().of(provider)?.with(accelerator, region) ?? [],
    regions: (provider) => instances().of(provider)?.regions ?? [],
    get providers() {
      return instances().providers;
    },
    get instances() {
      return allInstances();
    },
    managed: (platform, name, region) => managed().find(platform, name, region),
    get managedPrices() {
      return managed().all;
    },
    ancillary(cloud, item, region) {
      const offers = ancillary().filter((one) => one.cloud === cloud && one.item === item);
      return (
        offers.find((one) => one.region === region) ??
        offers.find((one) => one.region === '*') ??
        null
      );
    },
    get ancillaries() {
      return ancillary();
    },
    hostedOffers: (id) => hosted().get(id) ?? [],
    apiPrice: (provider, model) => findApiPrice((name) => api().get(name) ?? [], provider, model),
    apiPrices: (model) => api().get(model.trim().toLowerCase()) ?? [],
  };
}
