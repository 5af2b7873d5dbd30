import type { CpuFacts, InstanceType } from '../model/catalog.ts';
import { cited, decodeFile, type PartText } from './decode.ts';
import { cpusFile } from './schema.ts';

/** When the file itself is damaged: less than any server of the last ten years offers per vCPU. */
const UNKNOWN: CpuFacts = {
  processor: 'not known',
  fp32: 20e9,
  bf16: null,
  int8: null,
  bandwidth: 1.5e9,
  source: 'a cautious guess',
  asOf: 'undated',
};

/** Look-up of a machine's processor by provider and the name of its type (`c7i.large`, `ml.c7i.large`, `n2-standard-8`). */
export function decodeCpus(text: PartText): (instance: InstanceType | null) => CpuFacts {
  const file = decodeFile(cpusFile, text, { citations: [], cpus: [] });
  const giga = (value: number | undefined): number | null =>
    value === undefined ? null : value * 1e9;
  const families = file.cpus.map((entry) => ({
    provider: entry.provider,
    pattern: new RegExp(entry.pattern),
    facts: {
      processor: entry.processor,
      fp32: entry.fp32 * 1e9,
      bf16: giga(entry.bf16),
      int8: giga(entry.int8),
      bandwidth: entry.bandwidthGB * 1e9,
      ...cited(file.citations, entry.cite),
    },
  }));
  return (instance) => {
    const name = instance?.name.replace(/^ml\./, '') ?? '';
    const found = families.find(
      ({ provider, pattern }) =>
        provider === '*' || (provider === instance?.provider && pattern.test(name)),
    );
    return found?.facts ?? UNKNOWN;
  };
}
