import { describe, expect, it } from 'vitest';
import { matchOf, type Labels } from '../../../src/core/measurements/match.ts';
import type { Target } from '../../../src/core/measurements/target.ts';
import { llama, servingText, targetsIn } from '../../support/measuredTargets.ts';

const targets = targetsIn({
  'chat.yaml': servingText('chat', { namespace: 'prod', args: ['--served-model-name=llama'] }),
  'dev.yaml': servingText('chat', { namespace: 'dev', args: ['--served-model-name=llama'] }),
  'search.yaml': servingText('search', { model: 'Qwen/Qwen2.5-7B-Instruct' }),
});

function names(
  labels: Labels,
  among: readonly Target[] = targets,
  engines = ['vllm'] as const,
): string {
  return matchOf({ labels, engines }, among)
    .map(({ deployment: { namespace, name } }) => `${namespace ?? ''}/${name}`)
    .join(' ');
}

describe('series are matched', () => {
  it('by workload, service or job in their namespace', () => {
    expect(names({ namespace: 'prod', workload: 'chat' })).toBe('prod/chat');
    expect(names({ namespace: 'dev', service: 'chat-svc' })).toBe('dev/chat');
    expect(names({ namespace: 'dev', job: 'dev/chat' })).toBe('dev/chat');
    expect(names({ namespace: 'prod', workload: 'chat-predictor-00001-deployment' })).toBe(
      'prod/chat',
    );
    expect(names({ workload: 'search-deployment' })).toBe('/search');
    expect(names({ service: 'search-raycluster-7bdfl-head-svc' })).toBe('/search');
  });

  it('with none that has no name of an object', () => {
    expect(names({ workload: `search${'-svc'.repeat(100_000)}` })).toBe('');
  });

  it('by what they are about, not by what exports them', () => {
    expect(
      names({
        namespace: 'monitoring',
        exported_namespace: 'prod',
        exported_workload: 'chat',
        workload: 'agent',
      }),
    ).toBe('prod/chat');
  });

  it('by the model, as it is served or called', () => {
    expect(names({ namespace: 'prod', model_name: 'llama' })).toBe('prod/chat');
    expect(names({ namespace: 'prod', model_name: llama })).toBe('prod/chat');
    expect(names({ model_name: 'Qwen2.5-7B-Instruct' })).toBe('/search');
    expect(names({ model_name: 'other/Qwen2.5-7B-Instruct' })).toBe('');
  });

  it('with all that they may equally be, for a person to tell apart', () => {
    expect(names({ model_name: 'llama' })).toBe('prod/chat dev/chat');
  });

  it('with none that contradicts: another namespace, another engine, another name', () => {
    expect(names({ namespace: 'stage', workload: 'chat' })).toBe('');
    expect(
      matchOf({ labels: { namespace: 'prod', workload: 'chat' }, engines: ['tgi'] }, targets),
    ).toEqual([]);
    expect(names({ workload: 'chatty' })).toBe('');
    expect(names({})).toBe('');
  });

  it('by the labels that a person states, and by nothing else then', () => {
    const labelled = targetsIn({
      'search.yaml': servingText('search'),
      '.servingcost.yaml':
        'version: 1\ndeployments:\n  search:\n    metricLabels: { namespace: ml, job: gpu-7 }\n',
    });
    expect(names({ namespace: 'ml', job: 'gpu-7', workload: 'x' }, labelled)).toBe('/search');
    expect(names({ namespace: 'ml', workload: 'search' }, labelled)).toBe('');
  });
});
