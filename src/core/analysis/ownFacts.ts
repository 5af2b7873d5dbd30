import type { OwnAccelerator, OwnInstance } from '../assumptions/factsSchema.ts';
import type { Assumptions } from '../assumptions/readAssumptions.ts';
import type { Named, OwnFacts, OwnInstanceFacts } from '../catalog/withOwnFacts.ts';
import type { AcceleratorFacts, Catalog } from '../model/catalog.ts';
import type { ParsedFile } from '../model/document.ts';
import type { ResolvedModel } from '../model/modelFacts.ts';
import { cited, ownModel, type FactMistake } from './ownModel.ts';

export interface OwnFactsReading {
  readonly facts: OwnFacts;
  readonly mistakes: readonly FactMistake[];
}

/** Bandwidth of PCIe 4.0 x16 in one direction, bytes/s (PCI-SIG: 16 GT/s × 16 lanes, 128b/130b). */
const pcie4 = 32e9;
/** Share of the memory that a driver leaves to an engine, where no start-up log says it. */
const visibleShare = 0.99;
const gib = 2 ** 30;

/**
 * The facts that an assumptions file adds to the catalogue; `files` hold the `config.json` it may name. What cannot be used is
 * left out and said.
 */
export function readOwnFacts(
  { uri, values }: Assumptions,
  files: readonly ParsedFile[],
  catalog: Catalog,
): OwnFactsReading {
  const mistakes: FactMistake[] = [];
  const accelerators = Object.entries(values.accelerators ?? {}).map(
    ([name, one]): Named<AcceleratorFacts> => ({
      names: [name, ...(one.names ?? [])],
      fact: acceleratorFacts(name, one),
    }),
  );
  const known = (name: string): AcceleratorFacts | null =>
    accelerators.find(({ names }) =>
      names.some((each) => each.toLowerCase() === name.toLowerCase()),
    )?.fact ?? catalog.accelerator(name);
  const instances = Object.entries(values.instances ?? {}).flatMap(
    ([name, one]): readonly OwnInstanceFacts[] => {
      const accelerator = one.accelerator === undefined ? null : known(one.accelerator);
      if (one.accelerator !== undefined && accelerator === null) {
        const message = `Neither the catalogue nor this file knows an accelerator ${one.accelerator}.`;
        mistakes.push({ path: ['instances', name, 'accelerator'], message });
        return [];
      }
      return [instanceFacts(name, one, accelerator)];
    },
  );
  const models = Object.entries(values.models ?? {}).flatMap(
    ([name, one]): readonly Named<ResolvedModel>[] => {
      const read = ownModel(name, one, { uri, files, catalog });
      if ('message' in read) {
        mistakes.push({ path: ['models', name, ...read.path], message: read.message });
        return [];
      }
      return [{ names: [name, ...(one.names ?? [])], fact: read }];
    },
  );
  return { facts: { models, accelerators, instances }, mistakes };
}

function acceleratorFacts(name: string, one: OwnAccelerator): AcceleratorFacts {
  const { teraflops } = one;
  const flops = (value: number | undefined): number | null =>
    value === undefined ? null : value * 1e12;
  return {
    id: name,
    vendor: one.vendor ?? '',
    kind: one.kind ?? 'gpu',
    memoryBytes: one.memoryGiB * gib,
    visibleMemoryBytes: one.memoryGiB * gib * visibleShare,
    visibleMemorySource: `${visibleShare * 100}% of the memory, estimated`,
    bandwidth: one.bandwidthGBPerSecond * 1e9,
    flops: {
      bf16: flops(teraflops.bf16),
      fp8: flops(teraflops.fp8),
      int8: flops(teraflops.int8),
      fp4: flops(teraflops.fp4),
    },
    interconnect: one.linkGBPerSecond === undefined ? 'PCIe4 x16' : 'as stated',
    linkBandwidth: one.linkGBPerSecond === undefined ? pcie4 : one.linkGBPerSecond * 1e9,
    powerWatts: one.watts ?? null,
    ...cited(one),
  };
}

function instanceFacts(
  name: string,
  one: OwnInstance,
  accelerator: AcceleratorFacts | null,
): OwnInstanceFacts {
  return {
    instance: {
      provider: one.provider,
      name,
      vcpus: one.vcpus ?? null,
      memoryGiB: one.memoryGiB ?? null,
      accelerator: accelerator?.id ?? null,
      acceleratorName: one.accelerator ?? null,
      acceleratorCount: accelerator === null ? 0 : (one.accelerators ?? 1),
    },
    region: one.region ?? null,
    price: {
      onDemand: one.usdPerHour ?? null,
      spot: one.spotUsdPerHour ?? null,
      note: '',
      ...cited(one),
    },
  };
}
