import type { AcceleratorsFile } from './schema.ts';

type Entry = AcceleratorsFile['accelerators'][number];

/** What a written accelerator name says: `NVIDIA-A100-SXM4-80GB` is family a100, form sxm, 80 GB. */
interface ParsedName {
  readonly family: string;
  readonly form: string | null;
  readonly memoryGB: number | null;
}

/** Words of product names that tell no products apart. */
const noise = new Set(
  [
    'nvidia tesla geforce amd instinct radeon google cloud intel habana aws amazon gpu gpus',
    'oam hbm hbm2 hbm2e hbm3 hbm3e gddr6 generation blackwell server workstation edition vf',
    'nvl72 corporation laptop per socket bse shared',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Splits a name into family, form and memory. Case, vendor and separators have no meaning; a count (`H100:8`) is cut.
 */
function parseAcceleratorName(name: string): ParsedName {
  let form: string | null = null;
  let memoryGB: number | null = null;
  const family: string[] = [];
  const words = name
    .replace(/:\d+(\.\d+)?$/, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  for (const word of words) {
    const memory = /^(\d+)(?:g|gb|gib)$/.exec(word)?.[1];
    const shape = /^(?:sxm\d?|pcie|nvl)$/.exec(word)?.[0];
    if (memory !== undefined) memoryGB = Number(memory);
    else if (shape !== undefined) form = shape.startsWith('sxm') ? 'sxm' : shape;
    else if (word !== '' && !noise.has(word)) family.push(word);
  }
  return { family: family.join(''), form, memoryGB };
}

/**
 * Look-up of catalogue ids by any spelling. A name that states form or memory matches only products that have it; among
 * several products the first of the catalogue is meant, which is the smallest SXM card: `A100` is the 40 GB one, 80 GB
 * only when it is stated, as SkyPilot, Karpenter and the price lists use the names. `memoryGB` adds what is known beside
 * the name. Null when no product fits: nothing is guessed.
 */
export function acceleratorLookup(
  entries: readonly Entry[],
): (name: string, memoryGB?: number | null) => string | null {
  const byId = new Map(entries.map((entry) => [entry.id.toLowerCase(), entry.id]));
  const families = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const family of entry.families) {
      families.set(family, [...(families.get(family) ?? []), entry]);
    }
  }
  return (name, memoryGB = null) => {
    const exact = byId.get(name.trim().toLowerCase());
    if (exact !== undefined) return exact;
    for (const parsed of readings(parseAcceleratorName(name))) {
      const candidates = families.get(parsed.family) ?? [];
      const formed = candidates.filter(
        ({ form }) => parsed.form === null || form === undefined || form === parsed.form,
      );
      const sized =
        parsed.memoryGB === null
          ? preferSize(formed, memoryGB)
          : formed.filter((entry) => sameSize(entry.memoryGiB, parsed.memoryGB ?? 0));
      const found = sized[0];
      if (found !== undefined) return found.id;
    }
    return null;
  };
}

/** Other ways to read a name: `H100SXM` without a separator, `A100_80` without a unit, `GH200-480GB` with host memory. */
function readings(parsed: ParsedName): readonly ParsedName[] {
  const others: ParsedName[] = [parsed];
  const joined = /^(.+?)(sxm\d?|pcie|nvl)$/.exec(parsed.family);
  if (joined?.[1] !== undefined && parsed.form === null) {
    const shape = joined[2] ?? '';
    others.push({ ...parsed, family: joined[1], form: shape.startsWith('sxm') ? 'sxm' : shape });
  }
  const bare = /^([a-z]+\d+[a-z]*?)(16|24|32|40|48|80|94|96|141)(?:gb?)?$/.exec(parsed.family);
  if (bare?.[1] !== undefined && parsed.memoryGB === null) {
    others.push({ ...parsed, family: bare[1], memoryGB: Number(bare[2]) });
  }
  if (parsed.family === 'gh200' && parsed.memoryGB === 480) {
    others.push({ ...parsed, memoryGB: null });
  }
  return others;
}

function preferSize(entries: readonly Entry[], memoryGB: number | null): readonly Entry[] {
  const sized = entries.filter((entry) => memoryGB !== null && sameSize(entry.memoryGiB, memoryGB));
  return sized.length > 0 ? sized : entries;
}

/** Product names count 10^9 or 2^30 bytes: 288 GB and 268 GiB are the same card. */
function sameSize(memoryGiB: number, stated: number): boolean {
  return stated === memoryGiB || Math.abs(stated / (memoryGiB * 1.073741824) - 1) < 0.01;
}
