import type { AcceleratorFacts } from '../model/catalog.ts';

/**
 * Slices smaller than the whole that NVIDIA divides an accelerator into, by the start of its id, smallest first: the number
 * before `g` is its compute slices, of which an A30 has four and the others seven. NVIDIA MIG User Guide, “Supported MIG
 * Profiles” (docs.nvidia.com, 2026-08); those with media engines alone are left out.
 */
const profiles: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^A30$/, ['1g.6gb', '2g.12gb']],
  [/^A100-.*-40$/, ['1g.5gb', '1g.10gb', '2g.10gb', '3g.20gb', '4g.20gb']],
  [/^(A100-.*-80|H100-(SXM|PCIe))$/, ['1g.10gb', '1g.20gb', '2g.20gb', '3g.40gb', '4g.40gb']],
  [/^H100-NVL$/, ['1g.12gb', '1g.24gb', '2g.24gb', '3g.47gb', '4g.47gb']],
  [/^H200-/, ['1g.18gb', '1g.35gb', '2g.35gb', '3g.71gb', '4g.71gb']],
  [/^B200$/, ['1g.23gb', '1g.45gb', '2g.45gb', '3g.90gb', '4g.90gb']],
];

/** MIG profiles of an accelerator, smallest first; empty where it cannot be divided. */
export function migProfilesOf({ id }: Pick<AcceleratorFacts, 'id'>): readonly string[] {
  return profiles.find(([pattern]) => pattern.test(id))?.[1] ?? [];
}
