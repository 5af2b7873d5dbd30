import { describe, expect, it } from 'vitest';
import { monitoring } from '../../support/fakeMonitoring.ts';
import type { Answering } from '../../support/fakePrometheus.ts';
import { servingText, targetsIn } from '../../support/measuredTargets.ts';
import { notesOf, productionOf, runMeasure } from '../../support/runMeasure.ts';

describe('SGLang', () => {
  it('counts ranks that report the same requests once, and no priorities beside all', () => {
    const own = { namespace: 'prod', workload: 'chat', model_name: 'llama' };
    const service: Answering = (expression) => {
      if (expression.includes('max_over_time')) return [];
      if (expression.includes('rate(sglang:')) return [[own, 2]];
      if (expression.includes('sglang:num_running_reqs')) return [[own, 6]];
      if (expression.includes('sum_over_time(sglang:token_usage')) return [[own, 60]];
      if (expression.includes('count_over_time(sglang:token_usage')) return [[own, 240]];
      return expression.includes('group by') && expression.includes('sglang:') ? [[own, 2]] : [];
    };
    const targets = targetsIn({
      'chat.yaml': servingText('chat', { namespace: 'prod' }).replace(
        'vllm/vllm-openai:v0.9.1',
        'lmsysorg/sglang:v0.5.4',
      ),
    });
    const done = runMeasure(monitoring(service), { targets });
    expect(productionOf(done)).toMatchObject({ concurrency: 3, kvCacheUsage: 0.25 });
    const asked = done.queries.map(({ expression }) => expression);
    expect(asked.find((one) => one.includes('num_running_reqs'))).toContain(
      'max without (tp_rank, pp_rank, moe_ep_rank) (avg_over_time(sglang:num_running_reqs{namespace=~"prod",model_name=~"llama",priority=""}',
    );
    expect(asked.find((one) => one.includes('time_to_first_token_seconds_sum'))).toContain(
      'is_streaming!="false"',
    );
  });
});

describe('Triton', () => {
  const triton =
    (model: string): Answering =>
    (expression, time) => {
      const window = Number(/\[(\d+)s\]/.exec(expression)?.[1] ?? 3600);
      const own = { namespace: 'prod', workload: 'chat', model };
      if (expression.includes('max_over_time')) return [];
      if (expression.includes('rate(nv_inference_request_success')) return [[own, 2]];
      if (expression.includes('increase(nv_inference_request_success')) return [[own, 2 * window]];
      if (expression.includes('increase(nv_inference_request_duration_us'))
        return [[own, 2 * window * 40_000]];
      if (expression.includes('sum_over_time(nv_gpu_utilization')) return [[own, 0.4 * 240]];
      if (expression.includes('count_over_time(nv_gpu_utilization')) return [[own, 240]];
      return time > 0 ? [] : [];
    };
  const targets = targetsIn({
    'chat.yaml': servingText('chat', { namespace: 'prod' }).replace(
      'vllm/vllm-openai:v0.9.1',
      'nvcr.io/nvidia/tritonserver:25.01-trtllm-python-py3',
    ),
  });

  it('counts the ensemble that callers ask, and not its parts', () => {
    const models = ['preprocessing', 'tensorrt_llm', 'postprocessing', 'ensemble'];
    const done = runMeasure(monitoring(...models.map(triton)), { targets });
    expect(productionOf(done)).toMatchObject({
      source: 'Triton at prom',
      requestsPerSecond: 2,
      e2eMs: 40,
      gpuUtilization: 0.4,
    });
    const unclear = runMeasure(monitoring(...['a', 'b'].map(triton)), { targets });
    expect(notesOf(unclear)[0]).toContain('its series are of the models a, b');
  });
});
