import { describe, expect, it } from 'vitest';
import type { AncillaryPrice } from '../../../src/core/model/catalog.ts';
import type { PurchaseOption } from '../../../src/core/model/deployment.ts';
import type { Environment } from '../../../src/core/model/environment.ts';
import type { CostEstimate } from '../../../src/core/model/estimate.ts';
import {
  component,
  deployment,
  environment,
  gpus,
  priced,
  stated,
} from '../../support/costDeployments.ts';
import { costCatalog } from '../../support/costFacts.ts';

const commitment = (cloud: string, item: string, usd: number): AncillaryPrice => ({
  cloud,
  region: '*',
  item,
  unit: 'fraction',
  usd,
  note: '',
  source: 'price list',
  asOf: '2026-07-20',
});

const within: Environment = {
  ...environment,
  catalog: {
    ...costCatalog,
    ancillaries: [
      ...costCatalog.ancillaries,
      commitment('aws', 'commit_discount_1y ec2 instance SP GPU g5/g6 (no upfront, typ.)', 0.25),
      commitment('aws', 'commit_discount_1y ec2 instance SP p4d/p5 (typ.)', 0.5),
      commitment('aws', 'commit_discount_1y compute savings plan (no upfront, typ. CPU)', 0.4),
      commitment('gcp', 'cud_discount_1y a2 (A100)', 0.1),
      commitment('gcp', 'cud_discount_1y a3 (H100)', 0.2),
      commitment('gcp', 'cud_discount_1y e2', 0.3),
    ],
  },
};

function bought(option: PurchaseOption, yaml = '', product = 'L4'): CostEstimate {
  const placement = { ...deployment().placement, purchase: stated(option) };
  return priced(deployment({ accelerator: gpus(product), placement }), yaml, within);
}

const compute = (estimate: CostEstimate): number | undefined =>
  component(estimate, 'Compute').monthly?.expected;

describe('commitments', () => {
  it('take their discount off the on-demand price, by the family of the machine', () => {
    expect(compute(bought('reserved-1y'))).toBeCloseTo(0.8 * 0.75 * 730);
    expect(compute(bought('reserved-1y', '', 'H100-SXM'))).toBeCloseTo(56 * 0.5 * (1 / 8) * 730);
  });

  it('take the median of the cloud for a family that has none, and name it', () => {
    const placement = { ...deployment().placement, provider: stated('gcp' as const) };
    const of = deployment({ accelerator: gpus('L4'), placement });
    const found = component(priced(of, 'purchase: reserved-1y', within), 'Compute');
    expect(found.monthly?.expected).toBeCloseTo(0.7 * 0.8 * 730);
    const discount = found.inputs.find(({ name }) => name === 'commitment discount');
    expect(discount?.origin).toMatchObject({ kind: 'catalog', asOf: '2026-07-20' });
    expect(JSON.stringify(discount?.origin)).toContain('median');
  });

  it('cover a share of the hours, the rest is on demand', () => {
    const half = compute(bought('reserved-1y', 'commitment: {coverage: 0.5}'));
    expect(half).toBeCloseTo(0.8 * 730 * (0.5 + 0.5 * 0.75));
    expect(compute(bought('reserved-1y', 'commitment: {coverage: 0}'))).toBeCloseTo(
      compute(bought('on-demand')) ?? NaN,
    );
  });

  it('take a stated discount instead, and a negotiated one besides', () => {
    expect(compute(bought('reserved-3y', 'commitment: {discount: 0.6}'))).toBeCloseTo(
      0.8 * 0.4 * 730,
    );
    expect(compute(bought('reserved-1y', 'discount: 0.1'))).toBeCloseTo(0.8 * 0.9 * 0.75 * 730);
  });

  it('have no price where the list has none', () => {
    const estimate = bought('reserved-3y');
    expect(compute(estimate)).toBeUndefined();
    expect(estimate.missing[0]).toContain('no 3y commitment price of g6.xlarge');
  });

  it('are paid when the deployment does not run', () => {
    const always = compute(bought('reserved-1y'));
    const sometimes = compute(bought('reserved-1y', 'schedule: {hoursPerWeek: 84}'));
    expect(sometimes).toBeCloseTo(always ?? NaN);
  });
});

describe('schedules', () => {
  it('shorten the month of what runs, not of what stands in front of it', () => {
    const estimate = bought('on-demand', 'schedule: {hoursPerWeek: 42}');
    expect(compute(estimate)).toBeCloseTo((0.8 * 730) / 4);
    expect(component(estimate, 'Control plane').monthly?.expected).toBeCloseTo(7.3);
    const business = compute(bought('on-demand', 'schedule: business-hours'));
    expect(business).toBeCloseTo((0.8 * 730 * 65) / 168);
    expect(compute(bought('on-demand', 'schedule: always'))).toBeCloseTo(0.8 * 730);
  });

  it('are those of the deployment before those of the file', () => {
    const yaml = 'schedule: business-hours\ndeployments: {chat: {schedule: always}}';
    expect(compute(bought('on-demand', yaml))).toBeCloseTo(0.8 * 730);
  });
});

describe('spot', () => {
  it('falls back to on-demand machines for the stated share of the hours', () => {
    expect(compute(bought('spot'))).toBeCloseTo(0.4 * 730);
    expect(compute(bought('spot', 'spot: {onDemandShare: 0.25}'))).toBeCloseTo(0.5 * 730);
  });

  it('pays for the start of machines in place of those taken back', () => {
    const yaml = 'spot: {interruptionRate: 0.5}\ncoldStart: {seconds: 3600}';
    const starts = component(bought('spot', yaml), 'Cold starts');
    expect(starts.monthly?.expected).toBeCloseTo(0.5 * 0.4);
    const off = bought('spot', `${yaml}\ncomponents: {coldStarts: {enabled: false}}`);
    expect(off.components.map(({ name }) => name)).not.toContain('Cold starts');
  });
});

describe('owned hardware', () => {
  const machine = [
    'purchase: owned',
    'owned:',
    '  L4:',
    '    price: 43800',
    '    accelerators: 2',
    '    years: 5',
    '    watts: 1000',
    '    pue: 1.5',
    '    usdPerKwh: 0.2',
    '    hostingPerMonth: 73',
  ].join('\n');
  const of = deployment({ accelerator: gpus('L4') });

  it('costs its price over its life, its power and its room, by the accelerators taken', () => {
    // 43,800 over 43,800 h is a dollar, 1.5 kW at 20 cents 0.3, 73 over 730 h 0.1: half of 1.4 for one of two.
    const estimate = priced(of, machine);
    expect(compute(estimate)).toBeCloseTo(0.7 * 730);
    expect(estimate.lowerBound).toBe(false);
    expect(estimate.components.map(({ category }) => category)).toEqual(['compute']);
  });

  it('costs more the less it is used', () => {
    const half = machine.replace('    years: 5', '    years: 5\n    utilization: 0.5');
    expect(compute(priced(of, half))).toBeCloseTo(((2 + 0.3 + 0.2) / 2) * 730);
  });

  it('is paid when a schedule switches it off, its power is not', () => {
    const hours = (65 / 168) * 730;
    const scheduled = `${machine}\nschedule: business-hours`;
    expect(compute(priced(of, scheduled))).toBeCloseTo((1.1 * 730 + 0.3 * hours) / 2);
  });

  it('shares the other hours with whoever the stated utilization stands for', () => {
    const stated = machine.replace('    years: 5', '    years: 5\n    utilization: 1');
    const scheduled = `${stated}\nschedule: business-hours`;
    expect(compute(priced(of, scheduled))).toBeCloseTo(0.7 * (65 / 168) * 730);
  });

  it('takes the power from the datasheet, and says what is not stated', () => {
    const bare = 'purchase: owned\nowned: {L4: {price: 8760, years: 1, usdPerKwh: 0.1, pue: 1}}';
    const estimate = priced(of, bare);
    const watts = component(estimate, 'Compute').inputs.find(({ name }) => name === 'power');
    expect(watts?.value).toBeGreaterThan(72);
    expect(watts?.origin.kind).toBe('derived');
    expect(compute(estimate)).toBeCloseTo((1 + (Number(watts?.value) / 1000) * 0.1) * 730);
    const remarks = estimate.assumptions.map(({ value }) => String(value));
    expect(remarks.some((text) => text.includes('without hosting'))).toBe(true);
  });

  it('settles an accelerator the config does not name', () => {
    const estimate = priced(deployment({ accelerator: gpus(null) }), machine);
    expect(estimate.hardware?.accelerator?.id).toBe('L4');
    expect(compute(estimate)).toBeCloseTo(0.7 * 730);
  });
});

describe('a measured share of the node', () => {
  it('replaces the share the pod requests', () => {
    const of = deployment({ accelerator: gpus('L4') });
    expect(compute(priced(of, 'nodeShare: 0.25'))).toBeCloseTo(0.2 * 730);
  });
});
