import type { AcceleratorFacts } from '../model/catalog.ts';

/**
 * Datasheet 16-bit FLOP/s per watt of the member of each family that has power enough for its arithmetic (V100, A40,
 * A100-SXM, L40S, H100-SXM, B200): what that member sustains is part of the fitted efficiencies.
 */
const FLOPS_PER_WATT: readonly (readonly [RegExp, number])[] = [
  [/^(T4|V100|Quadro)/i, 0.45e12],
  [/^(A2|A10|A10G|A16|A40|A6000|RTX-A\d+)$/i, 0.5e12],
  [/^(A30|A100|A800)/i, 0.78e12],
  [/^(L\d+S?|RTX-\d000-Ada)$/i, 1.03e12],
  [/^(GH200|H\d+)/i, 1.41e12],
  [/^(GB|B)[23]00/i, 2.25e12],
];

/**
 * Share of its datasheet arithmetic that an accelerator can sustain within its power limit, 0–1. A card with the chip of
 * a socketed accelerator and less power (T4, L4, A10, PCIe forms) lowers its clock; as voltage falls with the clock, its
 * speed falls with about the square root of the power. 1 where power or family are not known.
 */
export function sustainedShare(accelerator: AcceleratorFacts): number {
  const { powerWatts, flops } = accelerator;
  const enough = FLOPS_PER_WATT.find(([family]) => family.test(accelerator.id))?.[1];
  if (enough === undefined || powerWatts === null || flops.bf16 === null) return 1;
  const asked = flops.bf16 / powerWatts;
  return asked > enough ? Math.sqrt(enough / asked) : 1;
}
