import { describe, expect, it } from 'vitest';
import { sustainedShare } from '../../../src/core/performance/powerLimit.ts';
import { trustOf } from '../../../src/core/performance/trust.ts';
import { h100, l4, llamaOnH100 } from '../../support/performanceFacts.ts';

const width = ({ low, high }: { low: number; high: number }): number => high / low;

describe('how far a prediction can be trusted', () => {
  const unseenModel = {
    ...llamaOnH100,
    model: { ...llamaOnH100.model, id: 'acme/never-measured-8b' },
  };
  const seen = trustOf(unseenModel);

  it('kinds that were measured are fitted', () => {
    expect(seen.confidence).toBe('fitted');
  });

  it('the band widens with each thing that was not measured', () => {
    const card = trustOf({ ...unseenModel, accelerator: l4 });
    const cardAndEngine = trustOf({ ...unseenModel, accelerator: l4, engine: 'tgi' });
    expect(card.confidence).toBe('extrapolated');
    expect(width(card.band)).toBeGreaterThan(width(seen.band));
    expect(width(cardAndEngine.band)).toBeGreaterThan(width(card.band));
  });

  it('a set-up with rows of its own is called measured and has the narrowest band', () => {
    const measured = trustOf({
      ...llamaOnH100,
      engine: 'tensorrt-llm',
      engineVersion: '1.0',
      quantization: 'bf16',
      tensorParallel: 4,
      accelerators: 4,
    });
    expect(measured.confidence).toBe('measured');
    expect(width(measured.band)).toBeLessThan(width(seen.band));
  });
});

describe('power', () => {
  it('limits cards that have a large chip and little power', () => {
    expect(sustainedShare(l4)).toBeLessThan(0.9);
    expect(sustainedShare(l4)).toBeGreaterThan(0.5);
    expect(sustainedShare(h100)).toBeCloseTo(1, 1);
    expect(sustainedShare({ ...l4, powerWatts: null })).toBe(1);
  });
});
