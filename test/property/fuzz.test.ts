import fc from 'fast-check';
import { describe, it } from 'vitest';
import { targets } from '../fuzz/targets.ts';

// The same inputs every time; `npm run fuzz` looks for others.
describe('for any input, nothing is thrown and all that is told holds', () => {
  it.each(targets.filter(({ quick }) => quick > 0))('$name', ({ inputs, holds, quick }) => {
    fc.assert(fc.property(inputs, holds), { numRuns: quick });
  });
});
