import type { AcceleratorFacts } from '../model/catalog.ts';
import type { ReplicaConfiguration } from '../model/performance.ts';
import { isAtLeast } from './engineVersion.ts';
import type { EngineProfileId, GenerationId } from './parameters.ts';

/** Whose fitted efficiencies an accelerator or engine gets, and whether it was itself in the fit. */
export interface ProfileMatch<Id extends string> {
  readonly id: Id;
  readonly fitted: boolean;
}

/** Accelerators with rows in the fit, by catalogue id. */
const FITTED: readonly (readonly [RegExp, GenerationId])[] = [
  [/^A100/i, 'ampere'],
  [/^(H100-SXM|H200-SXM|GH200)/i, 'hopper'],
  [/^(B200|GB200)/i, 'blackwell'],
  [/^L40S$/i, 'ada'],
  [/^RTX-PRO-6000/i, 'blackwell-workstation'],
  [/^MI300X/i, 'cdna3'],
  [/^MI250/i, 'cdna2'],
];

/** PCIe cards with the memory and arithmetic of their socketed siblings. */
const DATA_CENTRE_CARD = /^(A100|A30|V100|H\d+|B\d00)/i;

/**
 * The generation whose efficiencies describe an accelerator. One that was not in the fit goes by its physics: the
 * narrowest arithmetic it has, and whether it is a graphics card (GDDR) or has HBM.
 */
export function generationOf(
  accelerator: AcceleratorFacts,
  profile: EngineProfileId,
): ProfileMatch<GenerationId> {
  const known = FITTED.find(([pattern]) => pattern.test(accelerator.id));
  if (known !== undefined) {
    // The software of 2024 for this generation was far from what it does today.
    const isEarly = known[1] === 'cdna3' && profile.endsWith('2024');
    return { id: isEarly ? 'cdna3-2024' : known[1], fitted: true };
  }
  const { fp8, fp4 } = accelerator.flops;
  const isOnCard = /pcie/i.test(accelerator.interconnect);
  const hasHbm = !isOnCard || DATA_CENTRE_CARD.test(accelerator.id);
  if (accelerator.vendor === 'AMD') return { id: fp8 === null ? 'cdna2' : 'cdna3', fitted: false };
  if (!hasHbm) return { id: fp4 === null ? 'ada' : 'blackwell-workstation', fitted: false };
  if (accelerator.vendor !== 'NVIDIA') return { id: 'ampere', fitted: false };
  return { id: fp4 !== null ? 'blackwell' : fp8 !== null ? 'hopper' : 'ampere', fitted: false };
}

/** The engine profile of a replica. Engines without rows in the fit get that of the engine nearest in design. */
export function engineProfileOf(replica: ReplicaConfiguration): ProfileMatch<EngineProfileId> {
  const version = replica.engineVersion;
  switch (replica.engine) {
    case 'vllm':
    case 'kserve-huggingface':
      return { id: isAtLeast(version, 0, 8) ? 'vllm' : 'vllm-2024', fitted: true };
    case 'tensorrt-llm':
      return {
        id: isAtLeast(version, 0, 14) ? 'tensorrt-llm' : 'tensorrt-llm-2024',
        fitted: true,
      };
    case 'nim':
    case 'triton':
      return { id: 'tensorrt-llm', fitted: false };
    case 'sglang':
      return { id: 'sglang', fitted: true };
    case 'ollama':
    case 'llama-cpp':
      return { id: 'llama-cpp', fitted: true };
    case 'torchserve':
      return { id: 'vllm-2024', fitted: false };
    default:
      return { id: 'vllm', fitted: false };
  }
}
