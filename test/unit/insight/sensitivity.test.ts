import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../../src/core/cost/estimateCost.ts';
import { insightOf } from '../../../src/core/insight/insight.ts';
import { numericInputs } from '../../../src/core/insight/numericInputs.ts';
import { sensitivity } from '../../../src/core/insight/sensitivity.ts';
import { assume, deployment, gpus, scaled } from '../../support/costDeployments.ts';
import { testEnvironment } from '../../support/environment.ts';

const environment = testEnvironment();

function lookAt(of: Parameters<typeof deployment>[0], yaml = '') {
  const made = deployment(of);
  const assumptions = assume(made, yaml, environment);
  const estimate = estimateCost(made, assumptions, environment);
  return { deployment: made, assumptions, estimate };
}

describe('what moves the month', () => {
  const yaml = 'workload: { requestsPerSecond: 6 }';
  const scaling = lookAt({ accelerator: gpus('L4'), replicas: scaled(1, 12) }, yaml);
  const levers = sensitivity(
    scaling.deployment,
    scaling.assumptions,
    environment,
    scaling.estimate,
  );
  const named = (pattern: RegExp) => levers.find(({ input }) => pattern.test(input.name));

  it('puts the largest effect first', () => {
    const effects = levers.map(({ effect }) => effect);
    expect(effects.length).toBeGreaterThan(4);
    expect(effects).toEqual(effects.toSorted((a, b) => b - a));
  });

  it('moves the month by the share that compute has of it when the price of the machine moves', () => {
    const { monthly, components } = scaling.estimate;
    const compute = components.find(({ category }) => category === 'compute')?.monthly?.expected;
    const price = named(/^price of /);
    expect(price?.low.monthly).toBeCloseTo((monthly?.expected ?? 0) - 0.2 * (compute ?? 0), 4);
  });

  it('knows that more requests cost an autoscaled deployment more', () => {
    const rate = named(/^requests per second/);
    expect(rate?.high.monthly).toBeGreaterThan(scaling.estimate.monthly?.expected ?? Infinity);
    expect(rate?.low.monthly).toBeLessThan(scaling.estimate.monthly?.expected ?? 0);
  });

  it('knows sizes with their unit, and no cheaper way to serve than one replica', () => {
    const one = lookAt({ accelerator: gpus('L4') }, yaml);
    const found = sensitivity(one.deployment, one.assumptions, environment, one.estimate);
    const [replicas, disk] = ['replicas', 'node disk size'].map((name) =>
      found.find(({ input }) => input.name === name),
    );
    expect([replicas?.low.value, replicas?.high.value]).toEqual([1, 2]);
    expect(replicas?.low.monthly).toBe(one.estimate.monthly?.expected);
    expect(disk?.input.unit).toBe('GiB');
    expect(found.map(({ input }) => input.name)).not.toContain('calendar hours');
  });

  it('names the accelerators where the config does not', () => {
    const open = lookAt({ accelerator: gpus(null) }, yaml);
    const [first] = sensitivity(open.deployment, open.assumptions, environment, open.estimate);
    expect(first?.input.name).toBe('accelerator');
    expect(first?.low.monthly).toBeLessThan(first?.high.monthly ?? 0);
  });

  it('calls no effect endless where the month is next to nothing', () => {
    const { deployment, assumptions, estimate } = lookAt(
      { accelerator: gpus('L4'), replicas: scaled(0, 2) },
      'purchase: owned\nowned: { L4: { price: 20736, accelerators: 1 } }\ncomponents: { nodeDisk: { enabled: false }, egress: { enabled: false }, loadBalancer: { enabled: false }, controlPlane: { enabled: false }, logs: { enabled: false } }\ndeployments: { "*": { replicas: 5.0e-324 } }',
    );
    const found = sensitivity(deployment, assumptions, environment, estimate);
    expect(found.filter(({ effect }) => !Number.isFinite(effect))).toEqual([]);
  });

  it('says nothing where nothing could be priced', () => {
    const unknown = lookAt({ accelerator: gpus('NoSuchChip') }, yaml);
    const found = sensitivity(unknown.deployment, unknown.assumptions, environment, {
      ...unknown.estimate,
      monthly: null,
    });
    expect(found).toEqual([]);
  });
});

describe('numbers in a tree of values', () => {
  const origin = { kind: 'setting', name: 'x' } as const;
  const tree = fc.letrec<{ node: object; leaf: object }>((tie) => ({
    leaf: fc.record({ value: fc.double({ noNaN: true }), origin: fc.constant(origin) }),
    node: fc.dictionary(
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 }),
      fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('node')),
      { maxKeys: 4 },
    ),
  })).node;

  it('are found back where they were replaced, and nothing else changes', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const inputs = numericInputs(root);
        inputs.forEach((input, index) => {
          const after = numericInputs(input.with(42));
          expect(after.map(({ path }) => path)).toEqual(inputs.map(({ path }) => path));
          after.forEach(({ value }, other) => {
            expect(value.value).toBe(other === index ? 42 : inputs[other]?.value.value);
          });
        });
      }),
    );
  });
});

describe('every figure', () => {
  it('opens to a formula and inputs whose origins are known', () => {
    const { explanations } = insightOf(lookAt({ accelerator: gpus('L4') }), environment);
    expect(new Set(explanations.map(({ figure }) => figure)).size).toBe(explanations.length);
    for (const { formula, inputs, title } of explanations) {
      expect(title).not.toBe('');
      expect(formula).not.toBe('');
      expect(inputs.length).toBeGreaterThan(0);
    }
    const month = explanations.find(({ figure }) => figure === 'monthly');
    const sum = (month?.inputs ?? []).reduce((total, { value }) => total + Number(value), 0);
    expect(sum).toBeCloseTo(month?.value ?? 0, 6);
  });
});
