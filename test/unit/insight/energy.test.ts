import { describe, expect, it } from 'vitest';
import { energyUse } from '../../../src/core/insight/energy.ts';
import { assume, deployment, gpus, scaled, stated } from '../../support/costDeployments.ts';
import { estimateCost } from '../../../src/core/cost/estimateCost.ts';
import { testEnvironment } from '../../support/environment.ts';

const environment = testEnvironment();

function energyOf(of: Parameters<typeof deployment>[0], yaml: string) {
  const made = deployment(of);
  const assumptions = assume(made, yaml, environment);
  return energyUse(estimateCost(made, assumptions, environment), assumptions);
}

describe('electricity of a deployment', () => {
  const one = { accelerator: gpus('L4') };
  const rate = (perSecond: number): string => `workload: { requestsPerSecond: ${perSecond} }`;

  it('lies between an idle and a full accelerator with its host', () => {
    const use = energyOf(one, rate(0.5));
    // An L4 is rated 72 W; its smallest host has 4 vCPUs and 16 GiB.
    const hours = 730 / 1000;
    expect(use?.kWhPerMonth).toBeGreaterThan(0.15 * 72 * hours);
    expect(use?.kWhPerMonth).toBeLessThan((72 + 4 * 3.5 + 16 * 0.392) * 1.135 * hours);
  });

  it('grows with load and with replicas', () => {
    const calm = energyOf(one, rate(0.05))?.kWhPerMonth ?? 0;
    const busy = energyOf(one, rate(0.5))?.kWhPerMonth ?? 0;
    const three = energyOf(
      { ...one, replicas: { min: stated(3), max: stated(3), autoscaler: null } },
      rate(0.15),
    );
    expect(busy).toBeGreaterThan(calm);
    expect(three?.kWhPerMonth).toBeCloseTo(3 * calm, 6);
  });

  it('of a machine of one’s own rests on the power and PUE that its price counts', () => {
    const yaml = (watts: number): string =>
      `purchase: owned\nowned: { L4: { price: 9000, accelerators: 2, watts: ${watts}, pue: 1.3 } }`;
    const full = 0.5 * 1.3 * (730 / 1000);
    const use = energyOf(one, `${rate(0.5)}\n${yaml(900)}`)?.kWhPerMonth ?? 0;
    expect(use).toBeGreaterThan(0.15 * 900 * full);
    expect(use).toBeLessThanOrEqual(900 * full);
    expect(energyOf(one, `${rate(0.5)}\n${yaml(450)}`)?.kWhPerMonth).toBeCloseTo(use / 2, 6);
  });

  it('gives carbon only where the intensity of the grid is stated', () => {
    expect(energyOf(one, rate(1))?.kgCO2ePerMonth).toBeNull();
    const stated = energyOf(one, `${rate(1)}\nenergy: { gramsPerKWh: 400 }`);
    expect(stated?.kgCO2ePerMonth).toBeCloseTo((stated?.kWhPerMonth ?? 0) * 0.4, 9);
  });

  it('is nothing where nothing runs, and not known where the machine is not', () => {
    const asleep = { ...one, replicas: scaled(0, 2) };
    expect(energyOf(asleep, rate(0))?.kWhPerMonth).toBe(0);
    expect(energyOf({ accelerator: gpus('NoSuchChip') }, rate(1))).toBeNull();
  });
});
