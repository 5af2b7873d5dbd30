import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { hardwareText } from '../../../src/core/features/headline.ts';
import { testEnvironment } from '../../support/environment.ts';

const config = {
  uri: 'file:///repo/models/resnet/config.pbtxt',
  version: 1,
  text: 'name: "resnet"\nbackend: "onnxruntime"\nmax_batch_size: 8\n',
};

function priced(assumptions: string) {
  const stated = { uri: 'file:///repo/.servingcost.yaml', version: 1, text: assumptions };
  const { deployments, totals } = analyze([config, stated], testEnvironment());
  const [one] = deployments;
  if (one === undefined) throw new Error('Nothing is read.');
  return { one, totals, hardware: hardwareText(one) };
}

describe('a server of which nothing says whether it has GPUs', () => {
  it('is not priced, which is said and makes the total a lower bound', () => {
    const { one, totals, hardware } = priced('version: 1\n');
    expect(hardware).toBe('CPU or GPU, not said');
    expect(one.estimate.hardware).toBeNull();
    expect(one.estimate.missing).toContain('whether Triton finds GPUs is for its machine to say');
    expect(one.findings.map(({ code }) => code)).toContain('unknown-accelerator');
    expect(totals.lowerBound).toBe(true);
  });

  it('is priced on the accelerator that the assumptions name', () => {
    const { one, hardware } = priced('accelerator: L4\n');
    expect(hardware).toBe('1 × L4');
    expect(one.estimate.lowerBound).toBe(false);
    expect(one.findings.map(({ code }) => code)).not.toContain('unknown-accelerator');
  });

  it('is priced on a machine without accelerators, of which it takes none', () => {
    const { one, hardware } = priced('instanceType: m7i.xlarge\n');
    expect(hardware).toBe('1 × m7i.xlarge');
    expect(one.estimate.lowerBound).toBe(false);
    expect(one.findings.map(({ code }) => code)).not.toContain('unknown-accelerator');
  });
});
