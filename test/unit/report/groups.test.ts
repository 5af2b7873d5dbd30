import { describe, expect, it } from 'vitest';
import type { Analysis, DeploymentAnalysis } from '../../../src/core/analysis.ts';
import { renderReport } from '../../../src/core/report/render.ts';
import { getReport } from '../../../src/core/report/report.ts';
import { stated } from '../../support/costDeployments.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';

const base = 'file:///repo';

function withDeployments(
  change: (one: DeploymentAnalysis, index: number) => DeploymentAnalysis,
): Analysis {
  return { ...sampleAnalysis, deployments: sampleAnalysis.deployments.map(change) };
}

describe('totals by team and environment', () => {
  const teams = ['search', 'ads', 'search', null];
  const report = getReport(
    withDeployments((one, index) => {
      const team = teams[index] ?? null;
      const attribution = {
        ...one.estimate.attribution,
        team: team === null ? null : stated(team),
      };
      return { ...one, estimate: { ...one.estimate, attribution } };
    }),
    { base },
  );

  it('add up to the total', () => {
    expect(report.byTeam.map(({ name }) => name).sort()).toEqual(['ads', null, 'search'].sort());
    for (const groups of [report.byTeam, report.byEnvironment]) {
      const sum = groups.reduce((total, { expected }) => total + (expected ?? 0), 0);
      expect(sum).toBeCloseTo(report.totals.expected ?? NaN, 6);
      expect(groups.reduce((count, { deployments }) => count + deployments, 0)).toBe(4);
    }
  });

  it('stand in the report for people, where anybody is named', () => {
    for (const format of ['text', 'markdown', 'html'] as const) {
      const text = renderReport(report, format);
      expect(text).toContain('By team');
      expect(text).not.toContain('By environment');
      expect(text).toContain('not named');
    }
  });

  it('of what nobody could price are not known', () => {
    const unpriced = getReport(
      withDeployments((one) => ({ ...one, estimate: { ...one.estimate, monthly: null } })),
      { base },
    );
    expect(unpriced.byTeam.every(({ expected }) => expected === null)).toBe(true);
    expect(unpriced.byTeam.every(({ lowerBound }) => lowerBound)).toBe(true);
  });
});

describe('variants that run at once', () => {
  const month = (usd: number | null) =>
    usd === null ? null : { min: usd, expected: usd, max: usd };

  function split(shares: readonly (number | null)[], months: readonly (number | null)[]): Analysis {
    return withDeployments((one, index) => {
      const share = shares[index] ?? null;
      const deployment = {
        ...one.deployment,
        id: share === null ? one.deployment.id : `${one.deployment.uri}#Kind/ns/chat/${index}`,
        uri: one.deployment.uri,
        trafficShare: share === null ? null : stated(share),
      };
      return {
        ...one,
        deployment,
        estimate: { ...one.estimate, monthly: month(months[index] ?? null) },
      };
    });
  }

  it('cost what all of them cost, and beside the main one what the others do', () => {
    const report = getReport(split([0.1, 0.9], [300, 900, 1, 1]), { base });
    expect(report.trafficSplits).toMatchObject([
      {
        service: 'serving/kserve.yaml#Kind/ns/chat',
        variants: [
          { trafficShare: 0.9, monthly: 900 },
          { trafficShare: 0.1, monthly: 300 },
        ],
        monthly: 1200,
        beside: 300,
      },
    ]);
    const sentence = 'chat splits its traffic over 2 variants (90% and 10%)';
    expect(renderReport(report, 'text')).toContain(sentence);
    expect(renderReport(report, 'html')).toContain(sentence);
  });

  it('are no split when there is only one, and not known when one has no price', () => {
    expect(getReport(split([0.1], [1, 1, 1, 1]), { base }).trafficSplits).toEqual([]);
    const open = getReport(split([0.1, 0.9], [null, 900, 1, 1]), { base }).trafficSplits;
    expect(open).toMatchObject([{ monthly: null, beside: null }]);
  });
});
