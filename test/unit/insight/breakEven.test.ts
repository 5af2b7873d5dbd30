import { describe, expect, it } from 'vitest';
import { breakEven } from '../../../src/core/insight/breakEven.ts';
import { deployment, gpus, priced, stated } from '../../support/costDeployments.ts';
import { testEnvironment } from '../../support/environment.ts';

const environment = testEnvironment();

const chat = (model: string, yaml = 'workload: { requestsPerSecond: 2 }') =>
  priced(
    deployment({ accelerator: gpus('L4'), model: { id: stated(model), location: null } }),
    yaml,
    environment,
  );

describe('a deployment against hosted offers', () => {
  const estimate = chat('meta-llama/Llama-3.1-8B-Instruct');
  const offers = breakEven(estimate, environment.catalog);

  it('lists offers of the same model, the cheapest first', () => {
    expect(offers.length).toBeGreaterThan(2);
    expect(offers.every(({ match }) => match === 'same')).toBe(true);
    const prices = offers.map(({ perMillionTokens }) => perMillionTokens);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
  });

  it('costs at the break-even volume what the deployment costs', () => {
    for (const offer of offers) {
      const there = (offer.tokensPerMonth / 1e6) * offer.perMillionTokens;
      expect(there).toBeCloseTo(estimate.monthly?.expected ?? 0, 6);
    }
  });

  it('charges input and output at their own prices', () => {
    const [first] = offers;
    const { inputTokens, outputTokens } = estimate.workload;
    const perRequest =
      (inputTokens.value * (first?.offer.input ?? 0) +
        outputTokens.value * (first?.offer.output ?? 0)) /
      1e6;
    expect(first?.monthly).toBeCloseTo(perRequest * estimate.requestsPerMonth, 6);
  });

  it('takes models of about the same size where the model is not hosted, and says so', () => {
    const others = breakEven(chat('CohereLabs/aya-expanse-8b'), environment.catalog);
    expect(others.length).toBeGreaterThan(0);
    expect(others.every(({ match }) => match === 'comparable')).toBe(true);
  });

  it('compares nothing without a known model', () => {
    expect(breakEven(chat('nobody/nothing-knows-this'), environment.catalog)).toEqual([]);
  });
});

describe('hosted offers of a model', () => {
  const names = (id: string): readonly string[] =>
    environment.catalog.hostedOffers(id).map(({ model }) => model.toLowerCase());

  it('leaves out guards and fine-tunes, which share only the architecture', () => {
    expect(names('meta-llama/Llama-3.1-8B-Instruct').join()).not.toMatch(/guard|hermes|distill/);
  });

  it('reads the names of Bedrock', () => {
    expect(names('meta-llama/Llama-3.3-70B-Instruct')).toContain('meta.llama3-3-70b-instruct-v1:0');
  });

  it('holds no offer without a price', () => {
    for (const { id } of environment.catalog.models) {
      for (const { input } of environment.catalog.hostedOffers(id)) {
        expect(input).toBeGreaterThan(0);
      }
    }
  });
});
