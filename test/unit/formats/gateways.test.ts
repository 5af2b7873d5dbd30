import { describe, expect, it } from 'vitest';
import { apiProvider } from '../../../src/core/catalog/apiName.ts';
import type { Deployment } from '../../../src/core/model/deployment.ts';
import { hostOf, isOwnServer } from '../../../src/core/formats/gateways/ownServer.ts';
import { testEnvironment } from '../../support/environment.ts';
import { changed, deploymentOf, reading, writtenAs, type Texts } from '../../support/reading.ts';

const { catalog } = testEnvironment();

/** Provider and model of a deployment that is paid by token. */
function target({ supply }: Deployment): string {
  if (supply.kind !== 'api') throw new Error(`paid as ${supply.kind}`);
  return `${supply.provider?.value ?? 'own'}: ${supply.model.value}`;
}

const all = (texts: Texts | string): readonly Deployment[] =>
  reading(texts).deployments.map(({ deployment }) => deployment);

const proxy = `
model_list:
  - model_name: assistant
    litellm_params:
      model: anthropic/claude-haiku-4-5
      weight: 3
      rpm: 500
  - model_name: assistant # the careful one
    litellm_params:
      model: "openai/gpt-4o"
      weight: 1
  - model_name: inside
    litellm_params:
      model: openai/our-llama
      api_base: http://vllm.llm.svc:8000/v1
      input_cost_per_token: 2.5e-7
  - model_name: anything
    litellm_params:
      model: openai/*
  - model_name: from-outside
    litellm_params:
      model: os.environ/MODEL
router_settings:
  fallbacks:
    - inside: [assistant]
litellm_settings:
  cache: true
  cache_params:
    type: qdrant-semantic
  max_budget: 300
  budget_duration: 30d
`;

describe('LiteLLM', () => {
  const deployments = all(proxy);
  const [haiku, gpt, inside] = deployments;

  it('reads every entry that names a model, with the provider in front of it', () => {
    expect(deployments.slice(0, 3).map(target)).toEqual([
      'anthropic: claude-haiku-4-5',
      'openai: gpt-4o',
      'own: our-llama',
    ]);
    expect(reading(proxy).skipped.map(({ reason }) => reason)).toContain(
      'A wildcard: which models it serves is decided by the callers.',
    );
  });

  it('gives the members of a group their shares of its traffic, and others all of theirs', () => {
    expect(haiku?.trafficShare?.value).toBe(0.75);
    expect(gpt?.trafficShare?.value).toBe(0.25);
    expect(writtenAs(proxy, haiku?.trafficShare)).toBe('3');
    expect(inside?.trafficShare).toBeNull();
  });

  it('reads cache, budget, limits, fallbacks and own prices', () => {
    expect(haiku?.route?.cache?.mode.value).toBe('semantic');
    expect(haiku?.route?.budget).toMatchObject({ usd: { value: 300 }, days: 30 });
    expect(haiku?.route?.requestsPerMinute?.value).toBe(500);
    expect(inside?.route?.fallbacks.map(({ value }) => value)).toEqual(['assistant']);
    expect(inside?.route?.price?.input?.value).toBe(2.5e-7);
    expect(inside?.route?.price?.output).toBeNull();
  });

  it('knows a server of one’s own by its address', () => {
    expect(inside?.route?.endpoint?.value).toBe('http://vllm.llm.svc:8000/v1');
    expect(haiku?.route?.endpoint).toBeNull();
  });

  it('has a place for every part of the name', () => {
    const supply = gpt?.supply;
    if (supply?.kind !== 'api') throw new Error('not paid by token');
    expect(writtenAs(proxy, supply.provider)).toBe('openai');
    expect(writtenAs(proxy, supply.model)).toBe('gpt-4o');
    expect(writtenAs(proxy, gpt?.route?.group)).toBe('assistant');
  });

  it('has an id for each of several entries of one name', () => {
    expect(new Set(deployments.map(({ id }) => id)).size).toBe(deployments.length);
  });

  it('is found in a ConfigMap', () => {
    const map = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: litellm
data:
  config.yaml: |
    model_list:
      - model_name: chat
        litellm_params:
          model: groq/llama-3.3-70b-versatile
`;
    const chat = deploymentOf(map);
    expect(target(chat)).toBe('groq: llama-3.3-70b-versatile');
    expect(chat.supply.kind === 'api' && writtenAs(map, chat.supply.model)).toBe(
      'llama-3.3-70b-versatile',
    );
  });

  it('takes the base model of an Azure deployment, whose own name says nothing', () => {
    const text = `
model_list:
  - model_name: chat
    litellm_params: { model: azure/team-deployment }
    model_info: { base_model: azure/gpt-4o }
`;
    expect(target(deploymentOf(text))).toBe('azure: gpt-4o');
  });

  it('writes another model where the old one stands, and leaves the rest', () => {
    const text = `
model_list:
  - model_name: chat # everybody
    litellm_params:
      model: openai/gpt-4o # dear
`;
    const after = changed({ 'litellm.yaml': text }, [{ kind: 'set-model', id: 'gpt-4o-mini' }]);
    expect(after['litellm.yaml']).toBe(text.replace('gpt-4o #', 'gpt-4o-mini #'));
  });

  it('refuses what a gateway has not', () => {
    const [read] = reading(proxy).deployments;
    const proposal = read?.propose([{ kind: 'set-replicas', min: 2, max: 2 }]);
    expect(proposal).toHaveProperty('refused');
  });
});

describe('Portkey', () => {
  it('multiplies the weights of nested targets and knows fallbacks', () => {
    const config = JSON.stringify({
      strategy: { mode: 'fallback' },
      cache: { mode: 'semantic' },
      targets: [
        {
          strategy: { mode: 'loadbalance' },
          targets: [
            { provider: 'openai', weight: 1, override_params: { model: 'gpt-4o' } },
            { provider: 'openai', weight: 4, override_params: { model: 'gpt-4o-mini' } },
          ],
        },
        { provider: 'anthropic', override_params: { model: 'claude-haiku-4-5' } },
      ],
    });
    const deployments = all({ 'portkey.json': config });
    expect(deployments.map(target)).toEqual([
      'openai: gpt-4o',
      'openai: gpt-4o-mini',
      'anthropic: claude-haiku-4-5',
    ]);
    expect(deployments.map(({ trafficShare }) => trafficShare?.value ?? null)).toEqual([
      0.2,
      0.8,
      null,
    ]);
    expect(deployments.map(({ route }) => route?.fallbackOnly)).toEqual([false, false, true]);
    expect(deployments.every(({ route }) => route?.cache?.mode.value === 'semantic')).toBe(true);
  });

  it('is silent on other files with targets', () => {
    expect(all({ 'a.json': '{"targets":[{"provider":"aws"}],"strategy":"blue-green"}' })).toEqual(
      [],
    );
  });
});

describe('Envoy AI Gateway', () => {
  const backend = (name: string, schema: string, host: string): string => `
---
apiVersion: aigateway.envoyproxy.io/v1beta1
kind: AIServiceBackend
metadata: { name: ${name} }
spec:
  schema: { name: ${schema} }
  backendRef: { name: ${name}, kind: Backend, group: gateway.envoyproxy.io }
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: Backend
metadata: { name: ${name} }
spec:
  endpoints:
    - fqdn: { hostname: ${host}, port: 443 }`;
  const route = `apiVersion: aigateway.envoyproxy.io/v1beta1
kind: AIGatewayRoute
metadata: { name: models }
spec:
  rules:
    - matches:
        - headers: [{ type: Exact, name: x-ai-eg-model, value: gpt-4o }]
      backendRefs:
        - { name: openai, weight: 3 }
        - { name: mine, weight: 1 }
        - { name: aws, priority: 1, modelNameOverride: us.anthropic.claude-haiku-4-5-20251001-v1:0 }
${backend('openai', 'OpenAI', 'api.openai.com')}
${backend('mine', 'OpenAI', 'vllm.llm.svc.cluster.local')}
${backend('aws', 'AWSBedrock', 'bedrock-runtime.us-east-1.amazonaws.com')}
`;
  const deployments = all(route);

  it('joins the backends, and tells OpenAI from what only speaks its language', () => {
    expect(deployments.map(target)).toEqual([
      'OpenAI: gpt-4o',
      'own: gpt-4o',
      'AWSBedrock: us.anthropic.claude-haiku-4-5-20251001-v1:0',
    ]);
    expect(deployments[1]?.route?.endpoint?.value).toBe('vllm.llm.svc.cluster.local');
  });

  it('shares the traffic among the first priority and keeps the others for failures', () => {
    expect(deployments.map(({ trafficShare }) => trafficShare?.value)).toEqual([0.75, 0.25, 0]);
    expect(deployments.map(({ route: { fallbackOnly } = {} }) => fallbackOnly)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('prices by the names of gateways', () => {
  it.each([
    ['openai', 'gpt-4o', 'openai'],
    ['gemini', 'gemini-2.5-flash', 'google'],
    ['fireworks_ai', 'accounts/fireworks/models/llama-v3-70b-instruct', 'fireworks'],
    ['groq', 'openai/gpt-oss-20b', 'groq'],
    ['bedrock', 'us.anthropic.claude-opus-4-5-20251101-v1:0', 'bedrock'],
    ['AWSBedrock', 'anthropic.claude-opus-4-5-20251101-v1:0', 'bedrock'],
  ])('finds %s %s', (provider, model, expected) => {
    expect(catalog.apiPrice(provider, model)?.provider).toBe(expected);
  });

  it('takes the price of the region where there is one', () => {
    const near = catalog.apiPrice('bedrock', 'us.anthropic.claude-opus-4-5-20251101-v1:0');
    const standard = catalog.apiPrice('bedrock', 'anthropic.claude-opus-4-5-20251101-v1:0');
    expect(near?.input).toBeGreaterThan(standard?.input ?? Infinity);
  });

  it('gives nothing rather than the price of another provider', () => {
    expect(catalog.apiPrice('openrouter', 'gpt-4o')).toBeNull();
    expect(catalog.apiPrice('openai', 'claude-haiku-4-5')).toBeNull();
    expect(apiProvider('constructor')).toBeNull();
  });
});

describe('addresses', () => {
  it.each([
    ['http://vllm:8000/v1', true],
    ['https://my-team.openai.azure.com/', false],
    ['https://api.openai.com/v1', false],
    ['http://10.0.0.4:11434', true],
    ['vllm.llm.svc.cluster.local', true],
    ['https://user:secret@api.groq.com/openai/v1', false],
    ['', false],
  ])('%s', (address, own) => {
    expect(isOwnServer(address)).toBe(own);
  });

  it('have a host', () => {
    expect(hostOf('http://VLLM:8000/v1?x=1')).toBe('vllm');
    expect(hostOf('///')).toBeNull();
  });
});
