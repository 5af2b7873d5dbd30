import { describe, expect, it } from 'vitest';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

const selector = { 'node.kubernetes.io/instance-type': 'g6e.xlarge' };
const one = (name: string, replicas = 2, model = 'meta-llama/Llama-3.1-8B-Instruct') =>
  vllmDeployment({ model, args: ['--max-model-len=8192'], replicas, selector }).replace(
    'name: chat # the chat service',
    `name: ${name}`,
  );

function said(texts: readonly string[], assumptions?: string): string[] {
  return analysisOf(texts.join('---\n'), assumptions)
    .deployments.flatMap(({ findings }) => findings)
    .filter(({ code }) => code === 'consolidate')
    .map(({ message }) => message);
}

const traffic = 'version: 1\nworkload:\n  requestsPerSecond: 0.5\n';

describe('consolidate', () => {
  it('says once what teams pay who serve the same model, and what one deployment would', () => {
    const messages = said([one('search'), one('support'), one('sales')], traffic);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      /^sales, search and support each serve .*, 6 replicas in all .*Together they need 2 replicas at \d+% of capacity: \$[\d,]+\/mo less\.$/,
    );
  });

  it('is silent where nobody states traffic, or each is needed', () => {
    expect(said([one('search'), one('support')])).toEqual([]);
    const busy = 'version: 1\nworkload:\n  requestsPerSecond: 12\n';
    expect(said([one('search', 1), one('support', 1)], busy)).toEqual([]);
  });

  it('tells other models, parts of one service and one name in several places apart', () => {
    expect(said([one('search'), one('support', 2, 'Qwen/Qwen2.5-7B-Instruct')], traffic)).toEqual(
      [],
    );
    expect(said([one('chat-prefill'), one('chat-decode')], traffic)).toEqual([]);
    const inStaging = one('search').replace('name: search', 'name: search\n  namespace: staging');
    expect(said([one('search'), inStaging], traffic)).toEqual([]);
  });
});

describe('parts of one kind of machine', () => {
  const part = (name: string, model: string, gpus = 1) =>
    vllmDeployment({
      model,
      gpus,
      selector: { 'node.kubernetes.io/instance-type': 'g6e.12xlarge' },
    }).replace('name: chat # the chat service', `name: ${name}`);
  const three = [
    part('chat', 'meta-llama/Llama-3.1-8B-Instruct'),
    part('code', 'Qwen/Qwen2.5-7B-Instruct'),
    part('mail', 'mistralai/Mistral-7B-Instruct-v0.3'),
  ];

  it('are said once, with what nodes of their own would be more', () => {
    const messages = said(three);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      /^chat, code and mail each take a part of g6e\.12xlarge .* fill 1 node\. .* on 3, for \$[\d,]+\/mo more/,
    );
  });

  it('are none where they fill their machines', () => {
    expect(
      said(three.map((text) => text.replace('nvidia.com/gpu: 1', 'nvidia.com/gpu: 4'))),
    ).toEqual([]);
  });
});
