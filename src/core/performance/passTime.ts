import type { AcceleratorFacts } from '../model/catalog.ts';
import type { NetworkParameters, PassParameters } from './passParameters.ts';
import { softMaximum } from './softMaximum.ts';

/** What one item (a text, an image, a window of audio) asks of a pass, and what every pass reads once. */
export interface PassWork {
  readonly network: 'transformer' | 'convolution' | 'diffusion';
  /** Multiply-adds per item. */
  readonly multiplications: number;
  /** Elements that layers write per item. */
  readonly activations: number;
  /** Bytes of weights, read once per pass. */
  readonly weightBytes: number;
  /** Layers with weights. */
  readonly layers: number;
}

/** How a server runs a network: layer by layer, or as a compiled graph. */
export type Runtime = 'eager' | 'compiled';

/** The arithmetic a network is served in. */
export type PassPrecision = 'fp32' | 'tf32' | 'bf16' | 'fp8' | 'int8';

/** NVIDIA before Ampere: no TF32, and power for a fraction of the datasheet rate. */
const OLD_SILICON = /^(T4|V100|P100|P40|P4|K80|M60|Quadro-RTX|RTX-20)/i;

/**
 * 32-bit rate over 16-bit rate: an eighth before Ampere (datasheets of V100 and T4), half with TF32. Frameworks use TF32
 * for convolutions unasked, for matrix multiplications only when told; without it cards reach between a sixteenth (A100)
 * and a half (RTX).
 */
function singlePrecisionShare(accelerator: AcceleratorFacts, work: PassWork): number {
  if (OLD_SILICON.test(accelerator.id)) return 1 / 8;
  return work.network === 'transformer' ? 1 / 4 : 1 / 2;
}

/** Datasheet op/s at a precision; 0 where the catalogue holds no rate at all. */
function datasheetRate(
  accelerator: AcceleratorFacts,
  precision: PassPrecision,
  work: PassWork,
): number {
  const { bf16, fp8, int8, fp32 } = accelerator.flops;
  const half = bf16 ?? 0;
  switch (precision) {
    case 'fp32':
      return fp32 ?? half * singlePrecisionShare(accelerator, work);
    case 'tf32':
      return half / 2;
    case 'fp8':
      return fp8 ?? half;
    case 'int8':
      return int8 ?? half;
    default:
      return half;
  }
}

/** Seconds per FLOP that the power limit costs on top of the datasheet rate; 32-bit operations take twice the energy. */
function energySeconds(
  accelerator: AcceleratorFacts,
  precision: PassPrecision,
  { energy }: PassParameters,
): number {
  const watts = accelerator.powerWatts;
  if (watts === null || watts <= 0) return 0;
  const node = OLD_SILICON.test(accelerator.id)
    ? energy.volta
    : accelerator.flops.fp8 === null
      ? energy.ampere
      : energy.ada;
  const factor = precision === 'fp32' || precision === 'tf32' ? 2 : precision === 'bf16' ? 1 : 0.5;
  return factor / (node * watts);
}

/**
 * Seconds of one pass over a batch: launch of every layer, plus a soft maximum of multiplying and of moving weights and
 * activations. Infinity where the accelerator's arithmetic is not known.
 */
export function passSeconds(
  work: PassWork,
  batch: number,
  accelerator: AcceleratorFacts,
  serving: { readonly precision: PassPrecision; readonly runtime: Runtime },
  parameters: PassParameters,
): number {
  const rate = datasheetRate(accelerator, serving.precision, work);
  if (!(rate > 0) || !(accelerator.bandwidth > 0)) return Infinity;
  const isCpu = accelerator.kind === 'cpu';
  const network = networkOf(work, isCpu, parameters);
  const perFlop =
    1 / (rate * network.compute) +
    (isCpu ? 0 : energySeconds(accelerator, serving.precision, parameters));
  const fused = serving.runtime === 'compiled' && !isCpu ? parameters.fusedTraffic : 1;
  const elementBytes = serving.precision === 'fp32' || serving.precision === 'tf32' ? 4 : 2;
  const moved = batch * work.activations * elementBytes * network.traffic * fused;
  const launch = isCpu ? parameters.cpu.launch : parameters.launch[serving.runtime];
  return (
    work.layers * launch +
    softMaximum(
      2 * batch * work.multiplications * perFlop,
      (work.weightBytes + moved) / accelerator.bandwidth,
    )
  );
}

function networkOf(
  { network }: PassWork,
  isCpu: boolean,
  parameters: PassParameters,
): NetworkParameters {
  const source = isCpu ? parameters.cpu : parameters;
  if (network !== 'diffusion') return source[network];
  return isCpu ? source.transformer : { compute: parameters.diffusion.compute, traffic: 0 };
}
