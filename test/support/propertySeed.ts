import fc from 'fast-check';

/**
 * The tests of a commit give the same answer every time: properties are tried on the same inputs. Other inputs are looked for
 * with `SERVING_COST_SEED=…`, a number or `random`; a property that fails says the seed it was tried with.
 */
const fixed = 20_260_920;

const asked = process.env.SERVING_COST_SEED;
if (asked !== 'random') fc.configureGlobal({ seed: asked === undefined ? fixed : Number(asked) });
