import type { DeploymentAnalysis } from '../../src/core/analysis.ts';
import type { AcceleratorFacts, PricedInstance } from '../../src/core/model/catalog.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import type { AcceleratorCandidate } from '../../src/core/model/estimate.ts';
import type { Finding } from '../../src/core/model/finding.ts';
import { a100, a10g, g5, g6, l4, llama70b, llama8b, p4de } from './sampleCatalog.ts';
import {
  HOURS,
  assembled,
  byDefault,
  emptyEstimate,
  fixed,
  from,
  instanceHours,
  workload,
} from './sampleParts.ts';
import { kserveText as text, kserveUri as uri, place } from './sampleTexts.ts';

const separator = text.indexOf('---');
const in8b = (line: string, wanted: string) => place(text, line, wanted, 'name: chat-8b');
const in70b = (line: string, wanted: string) => place(text, line, wanted, 'name: chat-70b');

const chat8bDeployment: Deployment = {
  id: `${uri}#InferenceService/default/chat-8b`,
  name: 'chat-8b',
  uri,
  format: 'kserve',
  kind: 'InferenceService',
  namespace: null,
  nameSpan: in8b('name: chat-8b', 'chat-8b'),
  span: { start: 0, end: separator },
  uris: [uri],
  engine: from(uri, in8b('name: huggingface', 'huggingface'), 'kserve-huggingface'),
  engineVersion: null,
  model: { id: from(uri, in8b(llama8b.id, llama8b.id), llama8b.id), location: null },
  settings: {},
  accelerator: {
    product: null,
    confidence: 'stated',
    count: from(uri, in8b('nvidia.com/gpu: "1"', '"1"'), 1),
    resource: 'nvidia.com/gpu',
    vendor: 'NVIDIA',
    slice: null,
  },
  cpuCores: null,
  memoryGiB: null,
  podsPerReplica: byDefault('pods', 1, 'one pod is one replica'),
  supply: { kind: 'replicas' },
  replicas: {
    min: from(uri, in8b('minReplicas: 1', '1'), 1),
    max: from(uri, in8b('maxReplicas: 3', '3'), 3),
    autoscaler: {
      kind: 'kserve',
      metric: null,
      target: null,
      uri,
      span: in8b('maxReplicas: 3', '3'),
    },
  },
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
};

const candidate = (
  accelerator: AcceleratorFacts,
  instance: PricedInstance,
  share: number,
): AcceleratorCandidate => {
  const replica = (instance.price.onDemand ?? 0) * share * HOURS;
  return {
    accelerator: accelerator.id,
    instance,
    monthly: { min: replica, expected: replica * 1.2, max: replica * 3 },
    fits: true,
    meetsSlo: true,
  };
};
const candidates = [candidate(l4, g6, 1), candidate(a10g, g5, 1), candidate(a100, p4de, 0.125)];

const nameAccelerator = (accelerator: AcceleratorFacts, monthlySaving: number) => ({
  id: `${chat8bDeployment.id}:unknown-accelerator:${accelerator.id}`,
  title: `Name ${accelerator.id} in .servingcost.yaml`,
  edits: [
    {
      uri: 'file:///repo/.servingcost.yaml',
      create: true,
      edits: [{ span: { start: 0, end: 0 }, newText: `accelerator: ${accelerator.id}\n` }],
    },
  ],
  monthlySaving,
  safe: false,
  needs: null,
  changes: null,
  effect: null,
});

const unnamed: Finding = {
  code: 'unknown-accelerator',
  level: 'information',
  deploymentId: chat8bDeployment.id,
  uri,
  span: in8b('nvidia.com/gpu: "1"', '"1"'),
  message: '1 GPU is asked for and not named: $588–7,510/mo over 3 accelerators that fit.',
  fixes: [nameAccelerator(l4, 0), nameAccelerator(a10g, -176.3)],
  tradeOffs: [],
  consequence: null,
};

const range = { min: HOURS * 0.8048, expected: HOURS * 0.8048 * 1.2, max: HOURS * 27.447 * 0.375 };

export const chat8b: DeploymentAnalysis = assembled(
  chat8bDeployment,
  workload(1),
  {
    ...emptyEstimate(chat8bDeployment.id),
    components: [
      {
        ...instanceHours(
          g6,
          1,
          { min: 1, expected: 1.2, max: 3 },
          chat8bDeployment.replicas.min.origin,
        ),
        monthly: range,
      },
    ],
    monthly: range,
    byCategory: { compute: range.expected, network: 0, storage: 0, management: 0 },
    replicas: { min: 1, expected: 1.2, max: 3 },
    hardware: {
      accelerator: l4,
      instance: g6,
      origin: {
        kind: 'default',
        name: 'accelerator',
        reason: 'the cheapest of 3 on which the model fits',
      },
      purchase: byDefault('purchase', 'on-demand', 'nothing asks for spot'),
      pricePerHour: g6.price.onDemand,
      nodeShare: 1,
    },
    candidates,
    model: llama8b,
    quantization: byDefault('precision', 'bf16', 'the published weights'),
    kvPrecision: 'bf16',
    memory: {
      weightsGiB: 14.96,
      overheadGiB: 1.9,
      kvCacheGiB: 3.38,
      availableGiB: 20.24,
      physicalGiB: 22.49,
      fits: true,
      shortfallGiB: 0,
      kvBytesPerToken: 131_072,
      kvCacheTokens: 27_700,
      sequencesAtMaximumLength: 0,
    },
    utilization: 0.61,
    ttftMs: 530,
    tpotMs: 71,
    unit: {
      perMillionTokens: 0.268,
      perMillionInputTokens: 0.09,
      perMillionOutputTokens: 0.98,
      perThousandRequests: 0.268,
      perImage: null,
      perAudioHour: null,
      perThousandPredictions: null,
      perMillionTokensAtCapacity: 0.164,
    },
    unitBounds: null,
    assumptions: [
      {
        name: 'accelerator',
        value: 'L4',
        unit: '',
        origin: {
          kind: 'default',
          name: 'accelerator',
          reason: 'the cheapest of 3 on which the model fits',
        },
      },
    ],
  },
  [unnamed],
);

const chat70bDeployment: Deployment = {
  ...chat8bDeployment,
  id: `${uri}#InferenceService/default/chat-70b`,
  name: 'chat-70b',
  nameSpan: in70b('name: chat-70b', 'chat-70b'),
  span: { start: separator + 4, end: text.length },
  engine: from(uri, in70b('name: huggingface', 'huggingface'), 'kserve-huggingface'),
  model: { id: from(uri, in70b(llama70b.id, llama70b.id), llama70b.id), location: null },
  accelerator: {
    product: from(uri, in70b('g6.xlarge', 'g6.xlarge'), l4.id),
    confidence: 'stated',
    count: from(uri, in70b('nvidia.com/gpu: 1', '1'), 1),
    resource: 'nvidia.com/gpu',
    vendor: 'NVIDIA',
    slice: null,
  },
  replicas: {
    min: byDefault('minReplicas', 1, "KServe's default"),
    max: byDefault('maxReplicas', 1, "KServe's default"),
    autoscaler: null,
  },
  placement: {
    ...chat8bDeployment.placement,
    instanceType: from(uri, in70b('g6.xlarge', 'g6.xlarge'), 'g6.xlarge'),
  },
};

const chat70bHours = instanceHours(g6, 1, fixed(1), chat70bDeployment.replicas.min.origin);
const chat70bMonthly = chat70bHours.monthly ?? fixed(0);

export const chat70b: DeploymentAnalysis = assembled(
  chat70bDeployment,
  workload(1),
  {
    ...emptyEstimate(chat70bDeployment.id),
    components: [chat70bHours],
    monthly: chat70bMonthly,
    byCategory: { compute: chat70bMonthly.expected, network: 0, storage: 0, management: 0 },
    hardware: {
      accelerator: l4,
      instance: g6,
      origin: chat70bDeployment.accelerator?.count.origin ?? { kind: 'derived', formula: '' },
      purchase: byDefault('purchase', 'on-demand', 'nothing asks for spot'),
      pricePerHour: g6.price.onDemand,
      nodeShare: 1,
    },
    model: llama70b,
    quantization: byDefault('precision', 'bf16', 'the published weights'),
    kvPrecision: 'bf16',
    memory: {
      weightsGiB: 131.42,
      overheadGiB: 1.9,
      kvCacheGiB: 0,
      availableGiB: 20.24,
      physicalGiB: 22.49,
      fits: false,
      shortfallGiB: 113.1,
      kvBytesPerToken: 327_680,
      kvCacheTokens: 0,
      sequencesAtMaximumLength: 0,
    },
  },
  [
    {
      code: 'does-not-fit',
      level: 'error',
      deploymentId: chat70bDeployment.id,
      uri,
      span: in70b('nvidia.com/gpu: 1', '1'),
      message:
        'Does not fit: needs 133 GiB, an L4 offers 20.2 GiB. $587/mo are paid while it restarts.',
      fixes: [],
      tradeOffs: [],
      consequence: null,
    },
  ],
);
