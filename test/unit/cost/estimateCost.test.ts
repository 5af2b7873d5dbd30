import { describe, expect, it } from 'vitest';
import {
  component,
  deployment,
  gpus,
  priced,
  scaled,
  stated,
} from '../../support/costDeployments.ts';

const onL4 = deployment({ accelerator: gpus('L4') });

describe('estimateCost', () => {
  it('prices the cheapest instance with a named accelerator for 730 hours', () => {
    const estimate = priced(onL4);
    expect(estimate.hardware?.instance?.instance.name).toBe('g6.xlarge');
    expect(component(estimate, 'Compute').monthly?.expected).toBeCloseTo(0.8 * 730);
    expect(estimate.lowerBound).toBe(false);
  });

  it('says so when nothing is known of an accelerator, and never calls it free', () => {
    const estimate = priced(deployment({ accelerator: gpus('Quantum-9000') }));
    expect(component(estimate, 'Compute').monthly).toBeNull();
    expect(estimate.lowerBound).toBe(true);
    expect(estimate.missing).toContain('accelerator Quantum-9000 is not known');
    expect(estimate.unit.perMillionTokens).toBeNull();
    expect(estimate.hardware).toBeNull();
  });

  it('gives a range over the accelerators a request without a name could mean', () => {
    const estimate = priced(deployment({ accelerator: gpus(null) }));
    const names = estimate.candidates.map(({ accelerator }) => accelerator);
    expect(names).toEqual(['T4', 'L4', 'A100-SXM-40', 'H100-SXM']);
    // 16 GB of weights do not fit a T4; the L4 is the cheapest on which the model runs.
    expect(estimate.candidates[0]?.fits).toBe(false);
    expect(estimate.hardware?.accelerator?.id).toBe('L4');
    const compute = component(estimate, 'Compute').monthly;
    expect(compute?.min).toBeCloseTo(0.8 * 730);
    expect(compute?.expected).toBeCloseTo(0.8 * 730);
    expect(compute?.max).toBeCloseTo(7 * 730);
  });

  it('leaves out accelerators that cannot run the quantization, though its weights would fit', () => {
    const settings = { quantization: stated('fp8'), maxModelLength: stated(8192) };
    const estimate = priced(deployment({ accelerator: gpus(null), settings }));
    expect(estimate.candidates[0]).toMatchObject({ accelerator: 'T4', fits: false });
    expect(estimate.hardware?.accelerator?.id).toBe('L4');
    const awq = { quantization: stated('awq'), maxModelLength: stated(8192) };
    const small = priced(deployment({ accelerator: gpus(null), settings: awq }));
    expect(small.hardware?.accelerator?.id).toBe('T4');
  });

  it('takes the cheapest accelerator that meets the objective as the expected one', () => {
    const unnamed = deployment({ accelerator: gpus(null) });
    const relaxed = priced(unnamed, 'workload: {requestsPerSecond: 0.1}');
    const strict = priced(unnamed, 'workload: {requestsPerSecond: 0.1, latency: {tpotMs: 20}}');
    expect(relaxed.hardware?.accelerator?.id).toBe('L4');
    expect(strict.hardware?.accelerator?.id).not.toBe('L4');
    expect(strict.meetsSlo).toBe(true);
  });

  it('prices a model that does not fit, and says what is missing', () => {
    const estimate = priced(
      deployment({
        accelerator: gpus('L4'),
        model: { id: stated('meta-llama/Llama-3.1-70B-Instruct'), location: null },
      }),
    );
    expect(estimate.memory?.fits).toBe(false);
    expect(estimate.memory?.shortfallGiB).toBeGreaterThan(100);
    expect(estimate.performance).toBeNull();
    expect(estimate.monthly?.expected).toBeGreaterThan(0.8 * 730);
  });

  it('stays at the configured replicas where nobody states traffic', () => {
    const estimate = priced(deployment({ accelerator: gpus('L4'), replicas: scaled(2, 10) }));
    expect(estimate.replicas).toEqual({ min: 2, expected: 2, max: 10 });
    expect(estimate.workload.requestsPerSecond.origin.kind).toBe('default');
    expect(estimate.utilization).toBeGreaterThan(0.3);
    expect(estimate.utilization).toBeLessThan(0.75);
  });

  it('scales with stated traffic between minimum and maximum', () => {
    const of = deployment({ accelerator: gpus('L4'), replicas: scaled(1, 10) });
    const quiet = priced(of, 'workload: {requestsPerSecond: 0.01}');
    const busy = priced(of, 'workload: {requestsPerSecond: 1000}');
    expect(quiet.replicas.expected).toBe(1);
    expect(busy.replicas.expected).toBe(10);
    expect(busy.utilization).toBeGreaterThan(1);
  });

  it('divides what is paid by what is served', () => {
    const estimate = priced(onL4, 'workload: {requestsPerSecond: 0.5, shape: steady}');
    const month = 0.5 * 3600 * 730;
    const total = estimate.monthly?.expected ?? 0;
    const { unit } = estimate;
    expect(unit.perThousandRequests).toBeCloseTo((total / month) * 1000);
    expect(unit.perMillionTokens).toBeCloseTo((total / (month * 1250)) * 1e6);
    const input = ((unit.perMillionInputTokens ?? 0) * month * 1000) / 1e6;
    const output = ((unit.perMillionOutputTokens ?? 0) * month * 250) / 1e6;
    expect(input + output).toBeCloseTo(total);
  });

  it('gives no cost per request when neither traffic nor speed is known', () => {
    const estimate = priced(
      deployment({
        accelerator: gpus('L4'),
        model: { id: stated('acme/private-model'), location: null },
      }),
    );
    expect(estimate.performance).toBeNull();
    expect(estimate.unit.perThousandRequests).toBeNull();
    expect(estimate.monthly?.expected).toBeGreaterThan(0);
  });

  it('shows the whole node as the alternative when a pod strands accelerators', () => {
    const estimate = priced(deployment({ accelerator: gpus('H100-SXM') }));
    expect(estimate.hardware?.nodeShare).toBeCloseTo(1 / 8);
    expect(component(estimate, 'Compute').monthly?.expected).toBeCloseTo(7 * 730);
    const other = (estimate.monthly?.expected ?? 0) - 7 * 730;
    expect((estimate.wholeNodeMonthly?.expected ?? 0) - other).toBeCloseTo(56 * 730);
    expect(priced(onL4).wholeNodeMonthly).toBeNull();
  });

  it('lists what was assumed, the weightiest first, and nothing that the config states', () => {
    const { assumptions } = priced(deployment({ accelerator: gpus(null) }));
    expect(assumptions[0]?.name).toBe('accelerator');
    expect(assumptions.map(({ name }) => name)).toContain('requests');
    expect(assumptions.every(({ origin }) => origin.kind !== 'config')).toBe(true);
    const named = priced(onL4).assumptions.map(({ name }) => name);
    expect(named).not.toContain('accelerator');
  });
});

describe('the demand of a workload', () => {
  const chat = deployment({ accelerator: gpus('A100-SXM-40') });
  const capacity = (yaml: string, of = chat): number =>
    priced(of, `workload: {inputTokens: 4000, ${yaml}}`).performance?.capacity.requestsPerSecond ??
    NaN;

  it('reaches the model of speed: cached prefixes, lengths that spread, limits end to end', () => {
    const plain = capacity('outputTokens: 250');
    expect(capacity('outputTokens: 250, cachedPrefixShare: 0.8')).toBeGreaterThan(plain);
    const without = deployment({
      accelerator: gpus('A100-SXM-40'),
      settings: { ...chat.settings, prefixCaching: stated(false) },
    });
    expect(capacity('outputTokens: 250, cachedPrefixShare: 0.8', without)).toBeCloseTo(plain, 6);
    expect(capacity('outputTokens: {mean: 250, p95: 800}')).toBeLessThan(plain);
    expect(capacity('outputTokens: 250, latency: {e2eMs: 8000}')).toBeLessThan(plain);
  });

  it('is refused above the rate limit, and costs nothing there', () => {
    const { autoscaling, components } = priced(
      chat,
      'workload: {requestsPerSecond: 4, shape: steady, maxRequestsPerSecond: 1}',
    );
    expect(autoscaling?.refusedShare).toBeCloseTo(0.75, 6);
    const unlimited = priced(chat, 'workload: {requestsPerSecond: 1, shape: steady}').components;
    const egress = (all: typeof components): number | undefined =>
      all.find(({ name }) => name.startsWith('Egress'))?.monthly?.expected;
    expect(egress(components)).toBeCloseTo(egress(unlimited) ?? NaN, 6);
  });

  it('outgrows a fixed number of replicas at a foreseeable time', () => {
    const months = (growth: number): number | null | undefined =>
      priced(chat, `workload: {requestsPerSecond: 0.5, shape: steady, growthPerMonth: ${growth}}`)
        .autoscaling?.monthsUntilFull;
    expect(months(0.2)).toBeGreaterThan(months(0.4) ?? Infinity);
    expect(months(0)).toBeNull();
  });
});
