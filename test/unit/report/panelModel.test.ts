import { describe, expect, it } from 'vitest';
import type { Analysis, DeploymentAnalysis } from '../../../src/core/analysis.ts';
import type { CostEstimate } from '../../../src/core/model/estimate.ts';
import { getPanelModel } from '../../../src/core/report/panelModel.ts';
import { panelModelSchema } from '../../../src/core/report/panelSchema.ts';
import { readFromPanel, readToPanel } from '../../../src/core/report/protocol.ts';
import { stated } from '../../support/costDeployments.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';

const options = { base: 'file:///repo/serving', scope: 'serving', formats: ['Kubernetes'] };
const model = getPanelModel(sampleAnalysis, options);

describe('getPanelModel', () => {
  it('is what the protocol promises, before and after it crosses the border', () => {
    expect(panelModelSchema.parse(model)).toEqual(model);
    const message = { type: 'model', model };
    expect(readToPanel(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it('shows every deployment with its place, hardware and money', () => {
    expect(
      model.deployments.map(({ name, place, hardware, monthly, range }) => ({
        name,
        place: place.label,
        hardware,
        monthly: monthly.text,
        range,
      })),
    ).toMatchInlineSnapshot(`
      [
        {
          "hardware": "1 GPU, not named",
          "monthly": "$705",
          "name": "chat-8b",
          "place": "kserve.yaml:4",
          "range": "$588–7,510",
        },
        {
          "hardware": "1 × L4",
          "monthly": "$588",
          "name": "chat-70b",
          "place": "kserve.yaml:21",
          "range": null,
        },
        {
          "hardware": "4 × A100-SXM-80",
          "monthly": "$10,000",
          "name": "llama-70b",
          "place": "llama.yaml:4",
          "range": null,
        },
        {
          "hardware": "1 × c7i.2xlarge",
          "monthly": "$261",
          "name": "reranker",
          "place": "llama.yaml:28",
          "range": null,
        },
      ]
    `);
  });

  it('sorts by numbers and shows what is not known as not known', () => {
    const reranker = model.deployments.find(({ name }) => name === 'reranker');
    expect(reranker?.utilization).toEqual({ text: '—', value: null, share: 0 });
    expect(reranker?.unitCost).toEqual({ text: '—', value: null });
  });

  it('splits the month into shares that are a whole', () => {
    const shares = model.month?.categories.map(({ share }) => share) ?? [];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });

  it('fills the memory bar exactly', () => {
    const bars = model.deployments.flatMap(({ memory }) => (memory === null ? [] : [memory]));
    expect(bars.length).toBeGreaterThan(0);
    for (const { parts } of bars) {
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    }
  });

  it('proposes one fix for each finding, largest saving first, and leaves the accelerator to its table', () => {
    const savings = model.suggestions.map(({ saving }) => saving.value ?? 0);
    expect(savings).toEqual(savings.toSorted((a, b) => b - a));
    expect(model.suggestions.some(({ id }) => id.includes('unknown-accelerator'))).toBe(false);
    expect(model.deployments.some(({ candidates }) => candidates.length > 0)).toBe(true);
  });

  it('says once what was assumed, and for whom', () => {
    const keys = model.assumptions.map(({ name, value, origin }) => [name, value, origin.text]);
    expect(new Set(keys.map((key) => key.join())).size).toBe(keys.length);
    expect(model.assumptions.every(({ deployments }) => deployments.length > 0)).toBe(true);
  });

  it('has no month and no rows without deployments, and names the formats it would read', () => {
    const nothing: Analysis = { ...sampleAnalysis, files: [], deployments: [] };
    expect(getPanelModel(nothing, options)).toMatchObject({
      month: null,
      deployments: [],
      suggestions: [],
      assumptions: [],
      formats: ['Kubernetes'],
    });
  });

  it('reads "≥" wherever something is not priced', () => {
    const totals = { ...sampleAnalysis.totals, lowerBound: true };
    const deployments = sampleAnalysis.deployments.map((one) => ({
      ...one,
      estimate: { ...one.estimate, lowerBound: true },
    }));
    const partial = getPanelModel({ ...sampleAnalysis, totals, deployments }, options);
    expect(partial.month?.expected).toMatch(/^≥ /);
    for (const { monthly } of partial.deployments) {
      if (monthly.value !== null) expect(monthly.text).toMatch(/^≥ /);
    }
  });

  it('knows nothing where no part of the sum is known', () => {
    const nothing = { min: 0, expected: 0, max: 0 };
    const totals = { ...sampleAnalysis.totals, lowerBound: true, monthly: nothing };
    const unknown = { ...sampleAnalysis, totals, deployments: changed({ monthly: null }) };
    expect(getPanelModel(unknown, options).month?.expected).toBe('Not known');
    // One that costs nothing beside others that are not known.
    const first = changed({ monthly: nothing, lowerBound: true }).slice(0, 1);
    const partly = getPanelModel({ ...unknown, deployments: first }, options);
    expect([partly.month?.expected, partly.deployments[0]?.monthly.text]).toEqual([
      'not known',
      '—',
    ]);
  });

  it('adds up by team where anybody is named, and sets the categories beside what is usual', () => {
    const [nobody] = changed({ attribution });
    const [one] = changed({
      attribution: { ...attribution, team: stated('search') },
      byCategory: { compute: 900, network: 60, storage: 40, management: 0 },
    });
    if (one === undefined || nobody === undefined) throw new Error('the sample is empty');
    expect(getPanelModel({ ...sampleAnalysis, deployments: [nobody] }, options).groups).toEqual([]);
    const { groups, month } = getPanelModel({ ...sampleAnalysis, deployments: [one] }, options);
    expect(groups).toEqual([
      {
        title: 'By team',
        rows: [expect.objectContaining({ name: 'search', deployments: '1 deployment' })],
      },
    ]);
    expect(month?.shares.map(({ label, share, usual }) => [label, share, usual])).toEqual([
      ['Compute', '90%', '50%–70%'],
      ['Network and I/O', '6%', '15%–25%'],
      ['Storage', '4%', '10%–20%'],
      ['Management', '0%', '5%–10%'],
    ]);
  });

  it('tells what of a component is idle, and no speed that no rate reaches', () => {
    const [, , llama] = sampleAnalysis.deployments;
    const { components = [], performance } = llama?.estimate ?? {};
    if (performance == null) throw new Error('the sample has lost its speed');
    const [, , shown] = getPanelModel(
      {
        ...sampleAnalysis,
        deployments: changed({
          components: components.map((one) => ({
            ...one,
            parts: [{ name: 'idle', monthly: 1780, formula: 'idle hours × price' }],
          })),
          performance: {
            ...performance,
            capacity: { ...performance.capacity, requestsPerSecond: 0, outputTokensPerSecond: 0 },
          },
        }),
      },
      options,
    ).deployments;
    expect(shown?.components[0]?.parts).toEqual(['idle $1,780']);
    const rows = new Map(shown?.performance.map(({ name, value }) => [name, value]));
    expect(rows.get('Capacity of a replica')).toMatch(/^none: /);
    expect(rows.has('Output at capacity')).toBe(false);
  });

  it('shows a unit cost once, and nothing that starts for a hosted model', () => {
    const [first] = changed({
      unit: {
        perImage: null,
        perAudioHour: null,
        perThousandPredictions: null,
        perMillionTokens: 0.5,
        perMillionInputTokens: 0.5,
        perMillionOutputTokens: null,
        perThousandRequests: 0.1,
        perMillionTokensAtCapacity: null,
      },
      unitBounds: null,
    });
    if (first === undefined) throw new Error('the sample is empty');
    const supply = { kind: 'api', provider: stated('acme'), model: stated('a') } as const;
    const hosted = { ...first, deployment: { ...first.deployment, supply } };
    const names = (one: DeploymentAnalysis) =>
      getPanelModel({ ...sampleAnalysis, deployments: [one] }, options)
        .deployments[0]?.performance.map(({ name }) => name)
        .filter((name) => /Cold start|tokens$/.test(name));
    expect(names(first)).toEqual(['1M tokens', 'Cold start']);
    expect(names(hosted)).toEqual(['1M tokens']);
  });
});

/** The deployments of the sample with their estimates changed. */
function changed(change: Partial<CostEstimate>): DeploymentAnalysis[] {
  return sampleAnalysis.deployments.map((one) => ({
    ...one,
    estimate: { ...one.estimate, ...change },
  }));
}

const attribution = { team: null, environment: null, owner: null };

describe('the protocol', () => {
  it.each([
    null,
    'ready',
    { type: 'command', command: 'workbench.action.quit' },
    { type: 'open', uri: 'file:///a', start: -1, end: 2 },
    { type: 'apply', fixIds: [1] },
    { type: 'apply' },
  ])('drops %j', (message) => {
    expect(readFromPanel(message)).toBeNull();
  });

  it('drops what is no model', () => {
    expect(readToPanel({ type: 'model', model: { ...model, deployments: 'none' } })).toBeNull();
    expect(readToPanel({ type: 'unknown' })).toBeNull();
  });
});
