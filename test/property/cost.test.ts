import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deployment, Provider, PurchaseOption } from '../../src/core/model/deployment.ts';
import type { CostEstimate } from '../../src/core/model/estimate.ts';
import { deployment, gpus, priced, stated } from '../support/costDeployments.ts';

/** Any deployment a config could ask for, sense or nonsense. */
const anyDeployment: fc.Arbitrary<Deployment> = fc
  .record({
    product: fc.constantFrom(null, 'T4', 'L4', 'A100-SXM-40', 'H100-SXM', 'Quantum-9000'),
    count: fc.constantFrom(0, 1, 2, 4, 8, 16),
    slice: fc.constantFrom(
      null,
      { profile: '1g.5gb', computeShare: 1 / 7, memoryGiB: 5 },
      { profile: 'shared', computeShare: 0.25, memoryGiB: null },
    ),
    model: fc.constantFrom(
      'meta-llama/Llama-3.1-8B-Instruct',
      'meta-llama/Llama-3.1-70B-Instruct-AWQ',
      'acme/private',
      null,
    ),
    tensorParallel: fc.constantFrom(undefined, 1, 2, 8),
    min: fc.integer({ min: 0, max: 20 }),
    more: fc.option(fc.integer({ min: 0, max: 20 })),
    autoscaled: fc.boolean(),
    cores: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
    memory: fc.option(fc.double({ min: 0, max: 4000, noNaN: true })),
    pods: fc.constantFrom(1, 2),
    cpuOnly: fc.boolean(),
    provider: fc.constantFrom<Provider | null>(null, 'aws', 'gcp', 'azure', 'lambda', 'other'),
    region: fc.constantFrom(null, 'us-east-1', 'eu-west-1', 'mars-north-1'),
    instanceType: fc.constantFrom(null, 'g6.xlarge', 'p5.48xlarge', 'm6i.xlarge', 'zz9.plural'),
    purchase: fc.constantFrom<PurchaseOption | null>(null, 'on-demand', 'spot', 'owned'),
    volume: fc.option(fc.double({ min: 0, max: 5000, noNaN: true })),
    sharedVolume: fc.boolean(),
  })
  .map((of) =>
    deployment({
      model: { id: of.model === null ? null : stated(of.model), location: null },
      settings:
        of.tensorParallel === undefined ? {} : { tensorParallel: stated(of.tensorParallel) },
      accelerator: of.cpuOnly ? null : gpus(of.product, of.count, { slice: of.slice }),
      replicas: {
        min: stated(of.min),
        max: of.more === null ? null : stated(of.min + of.more),
        autoscaler: of.autoscaled
          ? { kind: 'keda', metric: null, target: null, uri: '', span: { start: 0, end: 0 } }
          : null,
      },
      cpuCores: of.cores === null ? null : stated(of.cores),
      memoryGiB: of.memory === null ? null : stated(of.memory),
      podsPerReplica: stated(of.pods),
      placement: {
        provider: of.provider === null ? null : stated(of.provider),
        region: of.region === null ? null : stated(of.region),
        instanceType: of.instanceType === null ? null : stated(of.instanceType),
        purchase: of.purchase === null ? null : stated(of.purchase),
        spotPermitted: null,
      },
      volumes:
        of.volume === null
          ? []
          : [
              {
                name: 'models',
                sizeGiB: stated(of.volume),
                storageClass: null,
                shared: of.sharedVolume,
              },
            ],
    }),
  );

const anyAssumptions: fc.Arbitrary<string> = fc
  .record({
    rate: fc.option(fc.double({ min: 0, max: 5000, noNaN: true })),
    shape: fc.constantFrom('steady', 'business-hours', 'diurnal', 'spiky'),
    input: fc.integer({ min: 0, max: 100_000 }),
    output: fc.integer({ min: 0, max: 20_000 }),
    ttft: fc.option(fc.integer({ min: 1, max: 100_000 })),
    hours: fc.integer({ min: 1, max: 744 }),
    replicas: fc.option(fc.double({ min: 0, max: 50, noNaN: true })),
    more: fc.record(
      {
        latencyClass: fc.constantFrom('real-time', 'interactive', 'batch'),
        peakFactor: fc.double({ min: 1, max: 12, noNaN: true }),
        maxRequestsPerSecond: fc.double({ min: 0.01, max: 1000, noNaN: true }),
        growthPerMonth: fc.double({ min: -0.5, max: 2, noNaN: true }),
        updatesPerMonth: fc.integer({ min: 0, max: 100 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ rate, shape, input, output, ttft, hours, replicas, more }) =>
    JSON.stringify({
      hoursPerMonth: hours,
      workload: {
        ...(rate === null ? {} : { requestsPerSecond: rate }),
        shape,
        inputTokens: input,
        outputTokens: output,
        ...(ttft === null ? {} : { latency: { ttftMs: ttft } }),
        ...more,
      },
      deployments: replicas === null ? {} : { '*': { replicas } },
    }),
  );

/** Every number in a value, with the path to it. */
function* numbers(value: unknown, path = ''): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) yield* numbers(child, `${path}.${key}`);
  }
}

const check = (property: (of: Deployment, yaml: string) => void): void => {
  fc.assert(fc.property(anyDeployment, anyAssumptions, property), { numRuns: 300 });
};

/** The same but for the order in which floating-point numbers were added. */
function expectSame(actual: number, wanted: number): void {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-9 * Math.abs(wanted));
}

describe('any cost estimate', () => {
  it('is the sum of its components, at least, on average and at most', () => {
    check((of, yaml) => {
      const { components, monthly, byCategory } = priced(of, yaml);
      for (const bound of ['min', 'expected', 'max'] as const) {
        const sum = components.reduce((total, one) => total + (one.monthly?.[bound] ?? 0), 0);
        expectSame(monthly?.[bound] ?? 0, sum);
      }
      const categories = Object.values(byCategory).reduce((total, one) => total + one, 0);
      expectSame(monthly?.expected ?? 0, categories);
    });
  });

  it('holds no number that is none, no negative cost, and no range out of order', () => {
    check((of, yaml) => {
      const estimate = priced(of, yaml);
      const { components, monthly, wholeNodeMonthly, replicas, unit, utilization } = estimate;
      const { coldStart, autoscaling } = estimate;
      const figures = { components, monthly, wholeNodeMonthly, unit, coldStart, autoscaling };
      for (const [path, value] of numbers(figures)) {
        expect(Number.isFinite(value), path).toBe(true);
        expect(value, path).toBeGreaterThanOrEqual(0);
      }
      if (utilization !== null) expect(utilization).toBeGreaterThanOrEqual(0);
      for (const range of [monthly, wholeNodeMonthly, replicas]) {
        if (range === null) continue;
        expect(range.min).toBeLessThanOrEqual(range.expected * (1 + 1e-9));
        expect(range.expected).toBeLessThanOrEqual(range.max * (1 + 1e-9));
      }
    });
  });

  it('never shows the unknown as nothing', () => {
    check((of, yaml) => {
      const estimate = priced(of, yaml);
      const open = estimate.components.filter(({ monthly }) => monthly === null);
      expect(estimate.lowerBound).toBe(open.length > 0);
      expect(estimate.missing.length > 0).toBe(open.length > 0);
      const compute = estimate.components.find(({ category }) => category === 'compute');
      const runs = estimate.replicas.min > 0;
      if (compute?.monthly && runs) expect(compute.monthly.min).toBeGreaterThan(0);
    });
  });

  it('is the same every time', () => {
    check((of, yaml) => {
      expect(JSON.stringify(priced(of, yaml))).toBe(JSON.stringify(priced(of, yaml)));
    });
  });

  it('never gets cheaper with more replicas', () => {
    const month = (of: Deployment, min: number, yaml: string): CostEstimate['monthly'] =>
      priced({ ...of, replicas: { min: stated(min), max: null, autoscaler: null } }, yaml).monthly;
    check((of, yaml) => {
      const min = of.replicas.min.value;
      const fewer = month(of, min, yaml);
      const more = month(of, min + 1, yaml);
      if (fewer === null || more === null) return;
      expect(more.expected).toBeGreaterThanOrEqual(fewer.expected * (1 - 1e-9));
    });
  });

  it('never gets cheaper at most with a higher maximum', () => {
    const most = (of: Deployment, more: number, yaml: string): number | undefined => {
      const { min, autoscaler } = of.replicas;
      const replicas = { min, max: stated(min.value + more), autoscaler };
      return priced({ ...of, replicas }, yaml).monthly?.max;
    };
    check((of, yaml) => {
      const lower = most(of, 2, yaml);
      const higher = most(of, 5, yaml);
      if (lower === undefined || higher === undefined) return;
      expect(higher).toBeGreaterThanOrEqual(lower * (1 - 1e-9));
    });
  });

  it('runs no fewer replica-hours for more requests on the same hardware', () => {
    const hours = (of: Deployment, rate: number): number | undefined =>
      priced(of, `workload: { requestsPerSecond: ${rate} }`).autoscaling?.replicaHours.expected;
    const rates = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(anyDeployment, rates, rates, (of, one, other) => {
        if (of.accelerator?.product === null) return;
        const fewer = hours(of, Math.min(one, other));
        const more = hours(of, Math.max(one, other));
        if (fewer === undefined || more === undefined) return;
        expect(more).toBeGreaterThanOrEqual(fewer * (1 - 1e-9));
      }),
      { numRuns: 200 },
    );
  });

  it('pays at least as much for whole nodes as for shares of them', () => {
    check((of, yaml) => {
      const { monthly, wholeNodeMonthly } = priced(of, yaml);
      if (monthly === null || wholeNodeMonthly === null) return;
      expect(wholeNodeMonthly.expected).toBeGreaterThanOrEqual(monthly.expected * (1 - 1e-9));
      expect(wholeNodeMonthly.max).toBeGreaterThanOrEqual(monthly.max * (1 - 1e-9));
    });
  });
});
