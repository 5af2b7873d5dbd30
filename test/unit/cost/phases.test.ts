import { describe, expect, it } from 'vitest';
import { insightOf } from '../../../src/core/insight/insight.ts';
import type { Deployment } from '../../../src/core/model/deployment.ts';
import type { CostEstimate } from '../../../src/core/model/estimate.ts';
import { assume, deployment, environment, gpus, priced } from '../../support/costDeployments.ts';

const demand = `version: 1
provider: aws
region: us-east-1
workload:
  requestsPerSecond: 2
  inputTokens: 2000
  outputTokens: 400
  latency: { ttftMs: 3000, tpotMs: 60 }
components: { apiGateway: { enabled: true } }
`;

const on = (phase?: Deployment['phase']): Deployment =>
  deployment({ accelerator: gpus('H100-SXM'), ...(phase && { phase }) });
const whole = priced(on(), demand);
const prefill = priced(on('prefill'), demand);
const decode = priced(on('decode'), demand);

const names = ({ components }: CostEstimate): readonly string[] =>
  components.map(({ name }) => name);
const month = ({ monthly }: CostEstimate): number => monthly?.expected ?? Number.NaN;

describe('a pair of prefill and decode workers', () => {
  it('gets every request twice, each time for a part: both are less busy than replicas of whole requests', () => {
    expect(prefill.requestsPerMonth).toBeCloseTo(whole.requestsPerMonth);
    expect(decode.requestsPerMonth).toBeCloseTo(whole.requestsPerMonth);
    const [all, first, rest] = [whole, prefill, decode].map(({ utilization }) => utilization ?? 0);
    expect(first).toBeLessThan(all ?? 0);
    expect(rest).toBeLessThan(all ?? 0);
    expect(first).toBeGreaterThan(0);
    expect(rest).toBeGreaterThan(0);
  });

  it('has a time to the first token on one side and a time per token on the other', () => {
    expect(prefill.ttftMs).toBeGreaterThan(0);
    expect(prefill.tpotMs).toBeNull();
    expect(decode.ttftMs).toBeNull();
    expect(decode.tpotMs).toBeGreaterThan(0);
    expect(decode.tpotMs ?? 0).toBeLessThan(whole.tpotMs ?? 0);
  });

  it('is held to the limit of its part alone', () => {
    expect(prefill.workload.ttftMs?.value).toBe(3000);
    expect(prefill.workload.tpotMs).toBeNull();
    expect(decode.workload.ttftMs).toBeNull();
    expect(decode.workload.tpotMs?.value).toBe(60);
    const impossible = demand.replace('tpotMs: 60', 'tpotMs: 0.01');
    expect(priced(on('decode'), impossible).meetsSlo).toBe(false);
    expect(priced(on('prefill'), impossible).meetsSlo).toBe(true);
  });

  it('costs by the input on one side, by the output on the other, and adds up to the bill', () => {
    expect(prefill.unit.perMillionOutputTokens).toBeNull();
    expect(decode.unit.perMillionInputTokens).toBeNull();
    for (const { unit } of [prefill, decode]) {
      expect(unit.perMillionTokens).toBeNull();
      expect(unit.perMillionTokensAtCapacity).toBeNull();
    }
    const requests = whole.requestsPerMonth;
    const input = ((prefill.unit.perMillionInputTokens ?? 0) * requests * 2000) / 1e6;
    const output = ((decode.unit.perMillionOutputTokens ?? 0) * requests * 400) / 1e6;
    expect(input).toBeCloseTo(month(prefill));
    expect(output).toBeCloseTo(month(decode));
    expect(
      (prefill.unit.perThousandRequests ?? 0) + (decode.unit.perThousandRequests ?? 0),
    ).toBeCloseTo(((month(prefill) + month(decode)) / requests) * 1000);
  });

  it('pays once for what lies between callers and answers', () => {
    const outside = names(whole).filter((name) => !names(prefill).includes(name));
    expect(outside).toContain('Egress to the internet');
    expect(outside).toContain('API gateway');
    expect(names(decode)).toEqual(names(whole));
  });

  it('says how long a KV cache is on its way, and at what rate', () => {
    // 2,000 tokens of 131,072 bytes at 12.5 GB/s.
    expect(prefill.performance?.kvTransferMs).toBeCloseTo(20.97, 1);
    expect(decode.performance?.kvTransferMs).toBe(prefill.performance?.kvTransferMs);
    for (const estimate of [prefill, decode]) {
      const rate = estimate.assumptions.find(({ name }) => name === 'KV transfer');
      expect(rate?.value).toBe(12.5);
      expect(rate?.origin.kind).toBe('default');
    }
    expect(whole.assumptions.map(({ name }) => name)).not.toContain('KV transfer');
  });

  it('opens its figures to what it does, and is not compared with hosted models', () => {
    const { catalog } = environment;
    const hosted = { ...catalog, hostedOffers: () => catalog.apiPrices('acme-large') };
    const insight = (of: Deployment, estimate: CostEstimate) =>
      insightOf(
        { deployment: of, assumptions: assume(of, demand), estimate },
        { ...environment, catalog: hosted },
      );
    const figures = (of: Deployment, estimate: CostEstimate): readonly string[] =>
      insight(of, estimate).explanations.map(({ figure }) => figure);
    expect(figures(on('prefill'), prefill)).toContain('perMillionInputTokens');
    expect(figures(on('prefill'), prefill)).not.toContain('perMillionOutputTokens');
    expect(figures(on('prefill'), prefill)).toContain('kvTransferMs');
    expect(figures(on('decode'), decode)).not.toContain('perMillionTokens');
    expect(figures(on(), whole)).not.toContain('kvTransferMs');
    expect(insight(on('prefill'), prefill).breakEven).toEqual([]);
    expect(insight(on(), whole).breakEven).toHaveLength(1);
  });
});
