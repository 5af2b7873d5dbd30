import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import type { PanelDetails } from '../../../src/core/report/panelDetailsSchema.ts';
import { getPanelDetails } from '../../../src/core/report/panelModel.ts';
import { testEnvironment } from '../../support/environment.ts';
import { kindsOfWork } from '../../support/kindsOfWork.ts';

const base = 'file:///repo';

/** The only deployment of these texts, looked at closely. */
function lookAt(config: string, assumptions?: string): PanelDetails {
  const analysis = analyze(
    [
      { uri: `${base}/server.yaml`, version: 1, text: config },
      ...(assumptions === undefined
        ? []
        : [{ uri: `${base}/.servingcost.yaml`, version: 1, text: assumptions }]),
    ],
    testEnvironment(),
  );
  const [id = ''] = analysis.deployments.map(({ deployment }) => deployment.id);
  const details = getPanelDetails(analysis, id, base);
  if (details === null) throw new Error('there is no deployment');
  return details;
}

const panesOf = ({ load }: PanelDetails): readonly string[] =>
  (load.chart?.panes ?? []).map(({ y }) => y.title);

describe('throughput and latency', () => {
  it.each([
    ['chat', ['Output, tokens/s', 'TTFT', 'TPOT']],
    ['images', ['Throughput, images/s', 'Latency']],
    ['vision', ['Throughput, predictions/s', 'Latency']],
    ['vectors', ['Throughput, tokens/s', 'Latency']],
    ['speech', ['Throughput, × real time', 'Latency']],
    ['unnamed', ['Output, tokens/s', 'TTFT', 'TPOT']],
    ['classical', ['Throughput, predictions/s', 'Latency']],
  ] as const)('are counted in what is served: %s', (kind, titles) => {
    expect(panesOf(lookAt(kindsOfWork[kind]))).toEqual(titles);
  });

  it('have a line at each limit, and a pane for the last token where that is limited', () => {
    const workload =
      '{ requestsPerSecond: 2, latency: { ttftMs: 900, e2eMs: 20000, percentile: 99 } }';
    const { chart } = lookAt(kindsOfWork.chat, `workload: ${workload}\n`).load;
    expect(
      chart?.panes.map(({ y, thresholds }) => [y.title, thresholds.map(({ at }) => at)]),
    ).toEqual([
      ['Output, tokens/s', []],
      ['TTFT', [900]],
      ['TPOT', []],
      ['To the last token', [20000]],
    ]);
    expect(chart?.columns.map(({ title }) => title)).toContain('TTFT, p99');
  });

  it('say that the load only stands in where nobody states one', () => {
    expect(lookAt(kindsOfWork.chat).load.chart?.description).toContain('No traffic is stated');
    const stated = lookAt(kindsOfWork.chat, 'workload: { requestsPerSecond: 1 }\n');
    expect(stated.load.chart?.description).toContain('0.5 req/s arrive at each replica');
  });

  it('mark no point where more arrives than can be served', () => {
    const { chart } = lookAt(kindsOfWork.chat, 'workload: { requestsPerSecond: 5000 }\n').load;
    expect(chart?.description).toContain('more than it can serve');
    expect(chart?.panes[0]?.marks.map(({ isMain }) => isMain)).toEqual([false]);
  });

  it.each([
    ['Qwen/Qwen2.5-7B-Instruct', 'acme/private', 'the model is not in the catalogue'],
    ['Qwen/Qwen2.5-7B-Instruct', 'meta-llama/Llama-3.1-405B-Instruct', 'the model does not fit'],
  ])('are not drawn where they are not known: %s as %s', (model, other, reason) => {
    const { load, week } = lookAt(kindsOfWork.chat.replace(model, other));
    expect(load).toMatchObject({ chart: null });
    expect(load.absent).toContain(reason);
    expect(week.absent).toContain(reason);
  });
});

describe('the week', () => {
  it('shows what is idle only where the traffic is stated', () => {
    const names = (details: PanelDetails): readonly string[] =>
      (details.week.chart?.panes ?? []).flatMap(({ series }) => series.map(({ name }) => name));
    expect(names(lookAt(kindsOfWork.chat))).toEqual(['Demand', 'Paid']);
    const stated = lookAt(kindsOfWork.chat, 'workload: { requestsPerSecond: 1 }\n');
    expect(names(stated)).toEqual(['Demand', 'Needed', 'Idle']);
  });

  it('names its hours, and what each of them costs', () => {
    const { chart } = lookAt(kindsOfWork.chat).week;
    expect(chart?.stops).toHaveLength(168);
    expect(chart?.stops[0]?.title).toBe('Mon 00:00');
    expect(chart?.stops[167]?.title).toBe('Sun 23:00');
    // Two replicas on a g6.xlarge each.
    expect(chart?.stops[30]?.values).toEqual([expect.stringContaining('req/s'), '2', '$1.61']);
  });
});
