import { describe, expect, it } from 'vitest';
import { installCli } from '../installedCli.ts';

const cli = await installCli();

interface Prices {
  readonly version: number;
  readonly prices: { readonly asOf: string; readonly id: string; readonly currency: string };
  readonly instances: readonly {
    readonly instance: string;
    readonly region: string;
    readonly onDemand: number | null;
    readonly spot: number | null;
    readonly asOf: string;
    readonly source: string;
  }[];
}

const pricesOf = (...args: readonly string[]): Prices =>
  JSON.parse(cli.run(cli.folder, ['prices', ...args, '--format', 'json']).stdout) as Prices;

describe('prices', () => {
  it('has a source and a date, or says that there is none, for every price', () => {
    const { version, prices, instances } = pricesOf('--region', 'us-east-1');
    expect(version).toBe(1);
    expect(prices.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(instances.length).toBeGreaterThan(50);
    for (const { region, source, asOf, onDemand, spot } of instances) {
      expect(region).toBe('us-east-1');
      expect(source).toMatch(/\w/);
      expect(asOf).toMatch(/^(\d{4}-\d\d(-\d\d)?|undated)$/);
      for (const price of [onDemand, spot]) if (price !== null) expect(price).toBeGreaterThan(0);
    }
  });

  it('narrows to an instance, and to a region', () => {
    const everywhere = pricesOf('--instance', 'g6e.xlarge').instances;
    expect(everywhere.length).toBeGreaterThan(1);
    expect(new Set(everywhere.map(({ instance }) => instance))).toEqual(new Set(['g6e.xlarge']));
    const here = pricesOf('--instance', 'g6e.xlarge', '--region', 'us-east-1').instances;
    expect(here).toEqual(everywhere.filter(({ region }) => region === 'us-east-1'));
    const { stdout } = cli.run(cli.folder, [
      'prices',
      '--instance',
      'g6e.xlarge',
      '--region',
      'us-east-1',
    ]);
    expect(stdout).toContain(`$${here[0]?.onDemand ?? NaN}/h`);
  });

  it('says what there is', () => {
    expect(cli.run(cli.folder, ['prices']).stdout).toMatch(/^aws +\d+ +\d+$/m);
  });
});
