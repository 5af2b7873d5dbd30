import { readAssumptions } from '../../src/core/assumptions/readAssumptions.ts';
import { resolveAssumptions } from '../../src/core/assumptions/resolveAssumptions.ts';
import type { ResolvedAssumptions } from '../../src/core/assumptions/resolved.ts';
import { estimateCost } from '../../src/core/cost/estimateCost.ts';
import type { AcceleratorRequest, Deployment } from '../../src/core/model/deployment.ts';
import type { Environment } from '../../src/core/model/environment.ts';
import type { CostComponent, CostEstimate } from '../../src/core/model/estimate.ts';
import type { Sourced } from '../../src/core/model/sourced.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';
import { costCatalog } from './costFacts.ts';

const nowhere = { start: 0, end: 0 };

/** A value as if it stood in the config. */
export function stated<T>(value: T): Sourced<T> {
  return { value, origin: { kind: 'config', uri: 'file:///app/chat.yaml', span: nowhere } };
}

/** One vLLM pod on the CPU that states nothing else: the ground every test builds on. */
export function deployment(overrides: Partial<Deployment> = {}): Deployment {
  return {
    id: 'file:///app/chat.yaml#Deployment/default/chat',
    name: 'chat',
    uri: 'file:///app/chat.yaml',
    format: 'kubernetes',
    kind: 'Deployment',
    namespace: null,
    nameSpan: nowhere,
    span: nowhere,
    uris: ['file:///app/chat.yaml'],
    engine: stated('vllm'),
    engineVersion: stated('0.9.1'),
    model: { id: stated('meta-llama/Llama-3.1-8B-Instruct'), location: null },
    settings: { maxModelLength: stated(8192) },
    accelerator: null,
    cpuCores: null,
    memoryGiB: null,
    podsPerReplica: stated(1),
    supply: { kind: 'replicas' },
    replicas: { min: stated(1), max: stated(1), autoscaler: null },
    placement: {
      provider: null,
      region: null,
      instanceType: null,
      purchase: null,
      spotPermitted: null,
    },
    volumes: [],
    team: null,
    environment: null,
    trafficShare: null,
    broken: false,
    notes: [],
    ...overrides,
  };
}

/** A request for NVIDIA accelerators; `product` null = not named. */
export function gpus(
  product: string | null,
  count = 1,
  overrides: Partial<AcceleratorRequest> = {},
): AcceleratorRequest {
  return {
    product: product === null ? null : stated(product),
    confidence: 'stated',
    count: stated(count),
    resource: 'nvidia.com/gpu',
    vendor: 'NVIDIA',
    slice: null,
    ...overrides,
  };
}

/** Replicas between two numbers; `max` null = no upper limit. */
export function scaled(min: number, max: number | null): Deployment['replicas'] {
  return {
    min: stated(min),
    max: max === null ? null : stated(max),
    autoscaler: {
      kind: 'hpa',
      metric: null,
      target: null,
      uri: 'file:///app/hpa.yaml',
      span: nowhere,
    },
  };
}

export const environment: Environment = {
  catalog: costCatalog,
  today: '2026-11-22',
  currency: { code: 'USD', perUsd: 1, asOf: null },
  defaults: { provider: null, region: null, accelerator: null },
  levels: {},
  assumptions: null,
};

export function readYaml(text: string, uri = 'file:///app/.servingcost.yaml') {
  return readAssumptions(parseFile({ uri, version: 1, text }));
}

/** Assumptions of a deployment from the text of an assumptions file. */
export function assume(
  of: Deployment,
  yaml = '',
  within: Environment = environment,
): ResolvedAssumptions {
  return resolveAssumptions(of, yaml === '' ? null : readYaml(yaml).assumptions, within);
}

/** The estimate of a deployment with the assumptions file of that text. */
export function priced(of: Deployment, yaml = '', within: Environment = environment): CostEstimate {
  return estimateCost(of, assume(of, yaml, within), within);
}

export function component(estimate: CostEstimate, name: string): CostComponent {
  const found = estimate.components.find((one) => one.name.startsWith(name));
  if (found === undefined) throw new Error(`no component ${name}`);
  return found;
}
