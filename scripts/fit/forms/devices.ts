import type { AcceleratorFacts } from '../../../src/core/model/catalog.ts';
import { catalog } from '../catalog.ts';

/**
 * Processors of the measurements: 10^9 FLOP/s in single precision (cores × sustained GHz × FLOP per cycle) and 10^9 bytes/s
 * of their memory, by the name that the source uses. Vendor specifications, from memory, unverified.
 */
export const cpuDevices: Readonly<
  Record<string, { readonly fp32: number; readonly bandwidth: number }>
> = {
  'cpu-i9_10940x-dynamo': { fp32: 14 * 3.0 * 64, bandwidth: 94 },
  'cpu-i7_12700h-dynamo': { fp32: 6 * 3.8 * 32 + 8 * 2.8 * 16, bandwidth: 77 },
  'CPU Cascade Lake 16 vCPU': { fp32: 8 * 2.8 * 64, bandwidth: 16 * 2.9 },
  'Framework Mainboard (128GB)': { fp32: 16 * 4.0 * 64, bandwidth: 256 },
  'Framework 13 (Ryzen AI 5 340 16GB)': { fp32: 6 * 3.5 * 32, bandwidth: 90 },
  'Radxa Orion O6 - 16GB': { fp32: 12 * 2.4 * 16, bandwidth: 96 },
  'Minisforum MS-R1': { fp32: 12 * 2.4 * 16, bandwidth: 96 },
  'Pi 5 - 16GB': { fp32: 4 * 2.4 * 16, bandwidth: 17 },
  'Pi 5 - 8GB': { fp32: 4 * 2.4 * 16, bandwidth: 17 },
  'Pi 500+ - 16GB': { fp32: 4 * 2.4 * 16, bandwidth: 17 },
  'AmpereOne A192-32X (512GB)': { fp32: 192 * 3.2 * 16, bandwidth: 333 },
};

/** A card that no cloud rents out and the catalogue leaves out. Vendor specifications, from memory, unverified. */
const rtx3070Ti = { bandwidth: 608e9, bf16: 43.5e12, watts: 290 };

/** Facts of a device of the rows; null where the catalogue lacks it. */
export function deviceFacts(name: string): AcceleratorFacts | null {
  const cpu = cpuDevices[name];
  if (name === 'RTX-3070-Ti') {
    const near = catalog.accelerator('RTX-3070');
    if (near === null) return null;
    return {
      ...near,
      bandwidth: rtx3070Ti.bandwidth,
      flops: { ...near.flops, bf16: rtx3070Ti.bf16 },
      powerWatts: rtx3070Ti.watts,
    };
  }
  if (cpu === undefined) {
    const maxQ = name.endsWith(' Max-Q');
    const facts = catalog.accelerator(name.replace(' Max-Q', ''));
    return facts === null || !maxQ ? facts : { ...facts, powerWatts: 300 };
  }
  const gib = 2 ** 30;
  return {
    id: name,
    vendor: '',
    kind: 'cpu',
    memoryBytes: 512 * gib,
    visibleMemoryBytes: 512 * gib,
    visibleMemorySource: 'enough',
    bandwidth: cpu.bandwidth * 1e9,
    flops: {
      bf16: cpu.fp32 * 1e9,
      fp8: null,
      int8: 1.5 * cpu.fp32 * 1e9,
      fp4: null,
      fp32: cpu.fp32 * 1e9,
    },
    interconnect: 'memory',
    linkBandwidth: 0,
    powerWatts: null,
    source: 'vendor specifications (from memory, unverified)',
    asOf: '2026-11',
  };
}
