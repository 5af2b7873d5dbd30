import type { AcceleratorFacts, Catalog, InstancePrice, InstanceType } from '../model/catalog.ts';
import type { ResolvedModel } from '../model/modelFacts.ts';

/** Facts of one's own, by the names that configs write for them; each is found before what the catalogue has. */
export interface OwnFacts {
  readonly models: readonly Named<ResolvedModel>[];
  readonly accelerators: readonly Named<AcceleratorFacts>[];
  readonly instances: readonly OwnInstanceFacts[];
}

export interface Named<Fact> {
  readonly names: readonly string[];
  readonly fact: Fact;
}

export interface OwnInstanceFacts {
  readonly instance: InstanceType;
  /** Null = every region. */
  readonly region: string | null;
  readonly price: InstancePrice;
}

/** The catalogue with facts of one's own before its own. Prices it knows are not changed, nor is their id. */
export function withOwnFacts(catalog: Catalog, own: OwnFacts): Catalog {
  const models = byName(own.models);
  const accelerators = byName(own.accelerators);
  const instances = new Map(own.instances.map((one) => [keyOf(one.instance.name), one]));
  const ownAt = (name: string, region: string): OwnInstanceFacts | null => {
    const found = instances.get(keyOf(name));
    return found !== undefined && isIn(found, region) ? found : null;
  };
  const overrides: Partial<Catalog> = {
    accelerator: (name) => accelerators.get(keyOf(name)) ?? catalog.accelerator(name),
    get accelerators() {
      return [...own.accelerators.map(({ fact }) => fact), ...catalog.accelerators];
    },
    model: (name) => models.get(keyOf(name)) ?? models.get(lastPart(name)) ?? catalog.model(name),
    get models() {
      return [...own.models.map(({ fact }) => fact.facts), ...catalog.models];
    },
    instance: (name, provider) => {
      const found = instances.get(keyOf(name))?.instance;
      const isWanted = provider === undefined || found?.provider === provider;
      return found !== undefined && isWanted ? found : catalog.instance(name, provider);
    },
    get instances() {
      return [...own.instances.map(({ instance }) => instance), ...catalog.instances];
    },
    price: (instance, region) =>
      ownAt(instance.name, region)?.price ?? catalog.price(instance, region),
    instancesWith: (accelerator, provider, region) =>
      [
        ...own.instances
          .filter((one) => one.instance.provider === provider && isIn(one, region))
          .filter(({ instance }) => instance.accelerator === accelerator)
          .map(({ instance, price }) => ({ instance, region, price })),
        ...catalog
          .instancesWith(accelerator, provider, region)
          .filter(({ instance }) => !instances.has(keyOf(instance.name))),
      ].sort((a, b) => (a.price.onDemand ?? Infinity) - (b.price.onDemand ?? Infinity)),
    regions: (provider) => [
      ...new Set([
        ...catalog.regions(provider),
        ...own.instances.flatMap(({ instance, region }) =>
          instance.provider === provider && region !== null ? [region] : [],
        ),
      ]),
    ],
    get providers() {
      return [
        ...new Set([...catalog.providers, ...own.instances.map((one) => one.instance.provider)]),
      ];
    },
  };
  // Not a copy: what the catalogue decodes when it is asked for stays undecoded until then.
  return Object.create(catalog, Object.getOwnPropertyDescriptors(overrides)) as Catalog;
}

function byName<Fact>(all: readonly Named<Fact>[]): ReadonlyMap<string, Fact> {
  return new Map(all.flatMap(({ names, fact }) => names.map((name) => [keyOf(name), fact])));
}

function isIn(one: OwnInstanceFacts, region: string): boolean {
  return one.region === null || one.region === region;
}

/** Case has no meaning in names of models, accelerators and machines. */
function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

/** A path or an address ends in the name of what lies there. */
function lastPart(name: string): string {
  return keyOf(name.replace(/\/+$/, '').split('/').at(-1) ?? '');
}
