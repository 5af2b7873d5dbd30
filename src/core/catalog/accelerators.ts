import type { AcceleratorFacts } from '../model/catalog.ts';
import { acceleratorLookup } from './acceleratorName.ts';
import { cited, decodeFile, type PartText } from './decode.ts';
import { acceleratorsFile, type AcceleratorsFile } from './schema.ts';

export interface AcceleratorPart {
  readonly all: readonly AcceleratorFacts[];
  find(name: string): AcceleratorFacts | null;
}

const gib = 2 ** 30;

export function decodeAccelerators(text: PartText): AcceleratorPart {
  const file = decodeFile(acceleratorsFile, text, { citations: [], accelerators: [] });
  const all = file.accelerators.map((entry) => facts(entry, file));
  const byId = new Map(all.map((one) => [one.id, one]));
  const lookup = acceleratorLookup(file.accelerators);
  return { all, find: (name) => byId.get(lookup(name) ?? '') ?? null };
}

function facts(
  entry: AcceleratorsFile['accelerators'][number],
  file: AcceleratorsFile,
): AcceleratorFacts {
  const tera = (value: number | undefined): number | null =>
    value === undefined ? null : value * 1e12;
  return {
    id: entry.id,
    vendor: entry.vendor,
    kind: entry.kind,
    memoryBytes: entry.memoryGiB * gib,
    visibleMemoryBytes: entry.visibleGiB * gib,
    visibleMemorySource: entry.visibleSource,
    bandwidth: entry.bandwidthGB * 1e9,
    flops: {
      bf16: tera(entry.bf16),
      fp8: tera(entry.fp8),
      int8: tera(entry.int8),
      fp4: tera(entry.fp4),
    },
    interconnect: entry.interconnect,
    linkBandwidth: entry.linkGB * 1e9,
    powerWatts: entry.watts ?? null,
    ...cited(file.citations, entry.cite),
  };
}
