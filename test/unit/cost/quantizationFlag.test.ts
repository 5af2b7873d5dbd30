import { describe, expect, it } from 'vitest';
import { quantizationMethod } from '../../../src/core/cost/quantizationFlag.ts';
import { costCatalog } from '../../support/costFacts.ts';

describe('quantizationMethod', () => {
  it.each([
    ['fp8', 'fp8'],
    ['fbgemm_fp8', 'fp8'],
    ['w8a8_fp8', 'fp8'],
    ['awq_marlin', 'awq'],
    ['gptq_marlin', 'gptq'],
    ['modelopt_fp4', 'nvfp4'],
    ['mxfp4', 'mxfp4'],
    ['bitsandbytes-nf4', 'bnb-nf4'],
    ['eetq', 'int8-weight-only'],
    ['w8a8_int8', 'int8'],
  ])('reads %s as %s', (flag, method) => {
    expect(quantizationMethod(flag, 'vllm', costCatalog)).toBe(method);
  });

  it('knows that engines mean different things by bitsandbytes', () => {
    expect(quantizationMethod('bitsandbytes', 'vllm', costCatalog)).toBe('bnb-nf4');
    expect(quantizationMethod('bitsandbytes', 'tgi', costCatalog)).toBe('bnb-int8');
  });

  it('leaves the method to the checkpoint where the flag does', () => {
    for (const flag of ['auto', 'compressed-tensors', 'gguf']) {
      expect(quantizationMethod(flag, 'vllm', costCatalog)).toBeNull();
    }
  });

  it('passes an unknown spelling on', () => {
    expect(quantizationMethod('Mystery', 'vllm', costCatalog)).toBe('Mystery');
  });
});
