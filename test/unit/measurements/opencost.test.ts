import { describe, expect, it } from 'vitest';
import { servingText, targetsIn } from '../../support/measuredTargets.ts';
import { readResult, resultValues } from '../../support/readResult.ts';
import { allocation, opencostText } from '../../support/resultTexts.ts';

describe('OpenCost', () => {
  const controller = {
    cluster: 'one',
    namespace: 'prod',
    controller: 'chat',
    controllerKind: 'deployment',
  };
  const text = opencostText([
    [
      allocation('one/prod/deployment:chat', 20, 31, controller),
      allocation('__idle__', 20, 500, {}),
    ],
    [allocation('one/prod/deployment:chat', 21, 29, controller)],
    [allocation('one/dev/deployment:chat', 22, 77, { ...controller, namespace: 'dev' })],
  ]);

  it('is a bill of the whole time, scaled to a month, of the workload in its namespace', () => {
    expect(resultValues(text)).toEqual({
      bill: {
        source: 'OpenCost',
        from: '2026-11-20T00:00Z',
        to: '2026-11-23T00:00Z',
        monthly: 608.3,
        gpuUtilization: 0.4,
      },
    });
  });

  it('of pods is that of their workload together', () => {
    const pod = (name: string) => ({ ...controller, pod: name, container: 'vllm' });
    const pods = opencostText([
      [allocation('a', 20, 10, pod('chat-1')), allocation('b', 20, 20, pod('chat-2'))],
    ]);
    expect(resultValues(pods)?.bill?.monthly).toBe(912.5);
  });

  const busy = (of: string): number | undefined => resultValues(of)?.bill?.gpuUtilization;

  it('says how busy accelerators were by pod, wherever a version keeps that', () => {
    const one = allocation('one/prod/deployment:chat', 20, 31, controller);
    const { gpuRequestAverage, gpuUsageAverage, ...bare } = one;
    expect(busy(opencostText([[bare]]))).toBeUndefined();
    const nested = { ...bare, gpuAllocation: { gpuRequestAverage, gpuUsageAverage } };
    // Two pods of one accelerator each.
    expect(busy(opencostText([[nested]]))).toBe(0.4);
    expect(busy(opencostText([[one]]))).toBe(0.4);
  });

  it('shares out busy time over the accelerators of a pod', () => {
    const targets = targetsIn({
      'chat.yaml': servingText('chat', { namespace: 'prod' }).replace(
        'nvidia.com/gpu: 1',
        'nvidia.com/gpu: 4',
      ),
    });
    const one = { gpuRequestAverage: 8, gpuUsageAverage: 1.6 };
    const two = { ...allocation('x', 20, 31, controller), ...one };
    const reading = readResult(opencostText([[two]]), { targets });
    expect(reading).toMatchObject({ measured: [{ values: { bill: { gpuUtilization: 0.8 } } }] });
  });

  it('of a day that is not over counts until the last cost in it', () => {
    const whole = allocation('one/prod/deployment:chat', 20, 24, controller);
    const begun = allocation('one/prod/deployment:chat', 21, 6, controller);
    const text = opencostText([[whole], [{ ...begun, end: '2026-11-21T06:00:00Z' }]]);
    expect(resultValues(text)?.bill).toMatchObject({ to: '2026-11-21T06:00Z', monthly: 730 });
    // The same as one set, as `accumulate` gives it.
    const window = { start: '2026-11-20T00:00:00Z', end: '2026-11-22T00:00:00Z' };
    const both = { ...begun, totalCost: 30, window, end: '2026-11-21T06:00:00Z' };
    expect(resultValues(opencostText([[both]]))?.bill).toMatchObject({ monthly: 730 });
  });

  it('of a workload whose cost is no number is none, and that is said', () => {
    const unknown = { ...allocation('x', 20, 1, controller), totalCost: null };
    expect(
      readResult(opencostText([[unknown, allocation('y', 20, 1, { controller: 'y' })]])),
    ).toMatchObject({
      measured: [],
      notes: [
        'The cost of 1 workload is not known to it.',
        'r.json: none of its 1 allocations is one of the deployments.',
      ],
    });
  });

  it('that holds none of the deployments says so', () => {
    const other = opencostText([[allocation('x', 20, 1, { ...controller, controller: 'web' })]]);
    expect(readResult(other)).toMatchObject({
      measured: [],
      notes: ['r.json: none of its 1 allocations is one of the deployments.'],
    });
  });
});
