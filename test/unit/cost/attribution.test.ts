import { describe, expect, it } from 'vitest';
import { serverShares } from '../../../src/core/cost/attribution.ts';
import { categoryShares } from '../../../src/core/cost/categoryShares.ts';
import { estimateCost } from '../../../src/core/cost/estimateCost.ts';
import {
  assume,
  component,
  deployment,
  environment,
  gpus,
  priced,
  stated,
} from '../../support/costDeployments.ts';

describe('who a deployment is reported to', () => {
  const team = (yaml: string, label: string | null = null): string | undefined =>
    priced(deployment({ team: label === null ? null : stated(label) }), yaml).attribution.team
      ?.value;

  it('is what its labels say, else the assumptions for it, else those for all', () => {
    const yaml = 'team: platform\ndeployments: {chat: {team: search}}';
    expect(team(yaml, 'ads')).toBe('ads');
    expect(team(yaml)).toBe('search');
    expect(team('team: platform')).toBe('platform');
    expect(team('')).toBeUndefined();
  });

  it('includes environment and owner', () => {
    const { attribution } = priced(deployment(), 'environment: staging\nowner: mira');
    expect(attribution.environment?.value).toBe('staging');
    expect(attribution.owner?.value).toBe('mira');
  });
});

describe('models on one server', () => {
  const at = (rate: number | null) => {
    const yaml = rate === null ? '' : `workload: {requestsPerSecond: ${rate}}`;
    return priced(deployment({ accelerator: gpus('L4') }), yaml);
  };
  const values = (rates: readonly (number | null)[]): readonly number[] =>
    serverShares(rates.map(at)).map(({ value }) => value);

  it('share it by how busy they keep it', () => {
    const [small = NaN, large = NaN] = values([0.1, 0.3]);
    expect(small + large).toBeCloseTo(1);
    expect(large / small).toBeCloseTo(3, 1);
  });

  it('share it by requests where speed is not known, in equal parts where traffic is not', () => {
    const unknown = (rate: number) =>
      priced(
        deployment({ model: { id: null, location: null }, accelerator: gpus('L4') }),
        `workload: {requestsPerSecond: ${rate}}`,
      );
    const shares = serverShares([unknown(1), unknown(3)]).map(({ value }) => value);
    expect(shares).toEqual([0.25, 0.75]);
    expect(values([null, 0.3])).toEqual([0.5, 0.5]);
    expect(values([0, 0])).toEqual([0.5, 0.5]);
  });

  it('pay their share of what it costs', () => {
    const of = deployment({ accelerator: gpus('L4') });
    const assumptions = { ...assume(of), serverShare: stated(0.25) };
    const estimate = estimateCost(of, assumptions, environment);
    expect(component(estimate, 'Compute').monthly?.expected).toBeCloseTo(0.25 * 0.8 * 730);
  });
});

describe('categories of a bill', () => {
  it('within the usual bands need no remark, others have one', () => {
    const usual = categoryShares({ compute: 60, network: 20, storage: 13, management: 7 });
    expect(usual.map(({ remark }) => remark)).toEqual([null, null, null, null]);
    const lopsided = categoryShares({ compute: 96, network: 2, storage: 1, management: 1 });
    expect(lopsided.every(({ remark }) => remark !== null)).toBe(true);
    expect(lopsided[0]?.share).toBeCloseTo(0.96);
  });

  it('of nothing are not known', () => {
    const none = categoryShares({ compute: 0, network: 0, storage: 0, management: 0 });
    expect(none.map(({ share }) => share)).toEqual([null, null, null, null]);
  });
});
