import { describe, expect, it } from 'vitest';
import { getPanelTrend } from '../../../src/core/report/panelModel.ts';
import { monthNames } from '../../../src/core/report/monthNames.ts';
import { panelTrendSchema } from '../../../src/core/report/panelTrendSchema.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';

const chat = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  replicas: 2,
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  args: ['--max-model-len=4096'],
});
const scaling = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: chat
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
  minReplicas: 1
  maxReplicas: 50
`;

function trendOf(text: string, assumptions: string) {
  const analysis = analysisOf(text, `version: 1\n${assumptions}`);
  const trend = getPanelTrend(analysis, 'file:///repo');
  if (trend === null) throw new Error('nothing is priced');
  expect(panelTrendSchema.parse(trend)).toEqual(trend);
  return { trend, monthly: analysis.totals.monthly };
}

const growing = 'workload: { requestsPerSecond: 2, growthPerMonth: 0.15 }\n';

describe('the year to come', () => {
  it('is a line from the month of the report on, a row each', () => {
    const { trend, monthly } = trendOf(chat + scaling, growing);
    const line = trend.chart?.panes[0]?.series.find(({ mark }) => mark === 'line');
    expect(line?.points).toHaveLength(12);
    expect(line?.points[0]?.y).toBeCloseTo(monthly.expected);
    expect(line?.points[11]?.y).toBeGreaterThan(monthly.expected);
    expect(trend.chart?.stops.map(({ title }) => title)).toEqual(monthNames('2026-11-22', 12));
    expect(trend.summary).toMatch(
      /^\$[\d,]+ over the 12 months to Oct 2027: from \$[\d,]+\/mo to \$[\d,]+\/mo\.$/,
    );
    expect(trend.growth).toMatchObject([{ text: '15% a month', deployments: 'chat' }]);
    expect(trend.isUnstated).toBe(false);
  });

  it('says where growth is stated, and opens the place', () => {
    const { trend } = trendOf(chat, growing);
    expect(trend.growth[0]?.origin.place).toMatchObject({
      uri: 'file:///repo/.servingcost.yaml',
      label: '.servingcost.yaml:2',
    });
  });

  it('is flat, and says why, where no growth is stated', () => {
    const { trend } = trendOf(chat, 'workload: { requestsPerSecond: 2 }\n');
    expect(trend.chart).toBeNull();
    expect(trend.isUnstated).toBe(true);
    expect(trend.summary).toContain('every month the same');
    expect(trend.notes).toEqual(['Growth of the traffic is not stated: taken as none.']);
  });

  it('shows the budget of all, and the month from which it is exceeded', () => {
    const { monthly } = trendOf(chat + scaling, growing);
    const budget = Math.ceil(monthly.expected * 1.3);
    const { trend } = trendOf(
      chat + scaling,
      `${growing}policies: { budgets: { total: ${budget} } }\n`,
    );
    expect(trend.chart?.panes[0]?.thresholds[0]?.at).toBe(budget);
    const line = trend.chart?.panes[0]?.series.find(({ mark }) => mark === 'line');
    const first = line?.points.findIndex(({ y }) => y > budget) ?? -1;
    expect(first).toBeGreaterThan(0);
    expect(trend.notes).toContainEqual(
      expect.stringMatching(
        `^Above the budget of .* from ${trend.chart?.stops[first]?.title ?? ''}\\.$`,
      ),
    );
  });

  it('says when replicas that cannot follow are full', () => {
    const { trend } = trendOf(chat, 'workload: { requestsPerSecond: 0.3, growthPerMonth: 0.5 }\n');
    expect(trend.notes).toContainEqual(
      expect.stringMatching(/^From \w{3} 202\d the busiest hour of chat needs more/),
    );
  });

  it('is nothing where nothing is priced', () => {
    const deployments = sampleAnalysis.deployments.map((one) => ({
      ...one,
      estimate: { ...one.estimate, monthly: null },
    }));
    expect(getPanelTrend({ ...sampleAnalysis, deployments }, 'file:///repo')).toBeNull();
  });
});

it('names months over the turn of the year', () => {
  expect(monthNames('2026-11-22', 3)).toEqual(['Nov 2026', 'Dec 2026', 'Jan 2027']);
});
