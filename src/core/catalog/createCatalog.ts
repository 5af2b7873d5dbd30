import type { Catalog } from '../model/catalog.ts';
import { findApiPrice } from './apiName.ts';
import { decodeAccelerators } from './accelerators.ts';
import { ancillaryPrices, apiPrices, offersByModel } from './ancillary.ts';
import { decodeCpus } from './cpus.ts';
import { decodeFile, type PartText } from './decode.ts';
import { hostedOffers } from './hosted.ts';
import { instancePart } from './instances.ts';
import { layered } from './layered.ts';
import { lazy } from './lazy.ts';
import { managedPart, managedPrices } from './managed.ts';
import { decodeModels } from './models.ts';
import { decodeQuantizations } from './quantizations.ts';
import { readRefreshedFile } from './refresh/refreshedFile.ts';
import { ancillaryFile, apiFile, instancesFile, managedFile } from './schema.ts';
import type { CatalogPart, CatalogText } from './text.ts';
import { decodeSmallerModels } from './smallerModels.ts';
import { decodeVariants } from './variants.ts';

const nothing = { citations: [], prices: [] };
const noOffers = { ...nothing, providers: [], modes: [] };
const noInstances = { id: 'none', asOf: 'undated', citations: [], notes: [], providers: {} };

/**
 * The catalogue over the compact files. Each file is decoded when something in it is first asked for; the call itself
 * costs nothing. Never throws: what a damaged file should have held is unknown.
 *
 * @param refreshed Text of a `RefreshedFile`: prices that were read after those that ship; null without any.
 */
export function createCatalog(text: CatalogText, refreshed: PartText | null = null): Catalog {
  const part = (name: CatalogPart): PartText => ({ json: text[name], checked: text.checked });
  const newer = lazy(() => readRefreshedFile(refreshed));
  const accelerators = lazy(() => decodeAccelerators(part('accelerators')));
  const cpus = lazy(() => decodeCpus(part('cpus')));
  const models = lazy(() => decodeModels(part('models')));
  const quantizations = lazy(() => decodeQuantizations(part('quantizations')));
  const allQuantizations = lazy(() => [...quantizations().values()]);
  const variants = lazy(() => decodeVariants(part('variants'), models()));
  const smaller = lazy(() => decodeSmallerModels(part('variants')));
  const shipped = lazy(() => {
    const file = decodeFile(instancesFile, part('instances'), noInstances);
    return { file, isBook: false };
  });
  const shippedInstances = lazy(() => instancePart([shipped()]));
  const instances = lazy(() => {
    const { lists, book } = newer();
    if (lists.instances === undefined && book === undefined) return shippedInstances();
    return instancePart([
      shipped(),
      ...(lists.instances === undefined ? [] : [{ file: lists.instances, isBook: false }]),
      ...(book === undefined ? [] : [{ file: book, isBook: true }]),
    ]);
  });
  const allInstances = lazy(() =>
    instances().providers.flatMap((one) => instances().of(one)?.instances ?? []),
  );
  const managed = lazy(() => {
    const listed = managedPrices(decodeFile(managedFile, part('managed'), nothing));
    const own = managedPrices(newer().lists.managed ?? nothing);
    const then = own.length === 0 ? shippedInstances : instances;
    return managedPart(
      layered(listed, own, ({ platform, region, name }) => [platform, region, name].join('\t')),
      { then, now: instances },
    );
  });
  const ancillary = lazy(() =>
    layered(
      ancillaryPrices(decodeFile(ancillaryFile, part('ancillary'), nothing)),
      ancillaryPrices(newer().lists.ancillary ?? nothing),
      ({ cloud, region, item }) => [cloud, region, item].join('\t'),
    ),
  );
  const api = lazy(() =>
    offersByModel(
      layered(
        apiPrices(decodeFile(apiFile, part('api'), noOffers)),
        apiPrices(newer().lists.api ?? noOffers),
        ({ provider, mode, model, variant }) => [provider, mode, model, variant].join('\t'),
      ),
    ),
  );
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
    get offeredModels() {
      return [...api().keys()];
    },
  };
}
