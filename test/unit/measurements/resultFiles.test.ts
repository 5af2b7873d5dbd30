import { describe, expect, it } from 'vitest';
import { llama, servingText, targetsIn } from '../../support/measuredTargets.ts';
import { readResult } from '../../support/readResult.ts';
import { vllmBenchText } from '../../support/resultTexts.ts';

describe('a file of results', () => {
  it('of no kind that is known is a clear problem', () => {
    expect(readResult('{"a": 1}')).toEqual({
      problem: 'r.json is no result of GuideLLM, AIPerf, vllm bench serve or OpenCost.',
    });
    expect(readResult('[1')).toEqual({ problem: 'r.json is no JSON.' });
    for (const text of [
      'null',
      '"x"',
      '[]',
      '{}',
      '{"benchmarks":[]}',
      '{"data":[]}',
      '{"data":[null]}',
    ]) {
      expect(readResult(text), text).toHaveProperty('problem');
    }
  });

  it('may be of several deployments of one model: a person names one', () => {
    const targets = targetsIn({
      'a.yaml': servingText('chat'),
      'b.yaml': servingText('search'),
    });
    expect(readResult(vllmBenchText(), { targets })).toMatchObject({
      measured: [],
      notes: [`r.json: model ${llama} may be any of chat, search; name one of them.`],
    });
    expect(readResult(vllmBenchText(), { targets })).toHaveProperty('isNameable', true);
    const named = readResult(vllmBenchText(), {
      targets: targets.slice(1),
      named: true,
      replicas: 2,
    });
    expect(named).toMatchObject({
      measured: [
        { target: { deployment: { name: 'search' } }, values: { benchmark: { replicas: 2 } } },
      ],
    });
  });

  it('of another model is nobody’s, unless a person says so', () => {
    const other = vllmBenchText({ model_id: 'Qwen/Qwen2.5-7B-Instruct' });
    expect(readResult(other)).toMatchObject({ measured: [] });
    expect(readResult(other, { named: true })).toMatchObject({ measured: [{}] });
  });
});
