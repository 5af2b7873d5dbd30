import type { DeploymentAnalysis } from '../../src/core/analysis.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import type { Finding } from '../../src/core/model/finding.ts';
import { a100, c7i, llama70b, p4de } from './sampleCatalog.ts';
import {
  assembled,
  byDefault,
  emptyEstimate,
  fixed,
  from,
  instanceHours,
  priceOrigin,
  workload,
} from './sampleParts.ts';
import { llamaText as text, llamaUri as uri, place } from './sampleTexts.ts';

const at = (line: string, wanted: string, after = 'llama-70b') => place(text, line, wanted, after);
const separator = text.indexOf('---');
const placement = {
  provider: null,
  region: null,
  purchase: null,
  spotPermitted: null,
};

const llamaDeployment: Deployment = {
  id: `${uri}#Deployment/default/llama-70b`,
  name: 'llama-70b',
  uri,
  format: 'kubernetes',
  kind: 'Deployment',
  namespace: null,
  nameSpan: at('name: llama-70b', 'llama-70b', ''),
  span: { start: 0, end: separator },
  uris: [uri],
  engine: from(uri, at('image: vllm/vllm-openai:v0.9.1', 'vllm/vllm-openai:v0.9.1'), 'vllm'),
  engineVersion: from(uri, at('image: vllm/vllm-openai:v0.9.1', 'v0.9.1'), '0.9.1'),
  model: {
    id: from(uri, at('--model=meta-llama/Llama-3.1-70B-Instruct', llama70b.id), llama70b.id),
    location: null,
  },
  settings: {
    tensorParallel: from(uri, at('--tensor-parallel-size=2', '2'), 2),
    maxModelLength: from(uri, at('--max-model-len=32768', '32768'), 32_768),
    maxSequences: from(uri, at('--max-num-seqs=256', '256'), 256),
  },
  accelerator: {
    product: from(uri, at('instance-type: p4de.24xlarge', 'p4de.24xlarge'), a100.id),
    confidence: 'stated',
    count: from(uri, at('nvidia.com/gpu: 2', '2'), 2),
    resource: 'nvidia.com/gpu',
    vendor: 'NVIDIA',
    slice: null,
  },
  cpuCores: null,
  memoryGiB: null,
  podsPerReplica: byDefault('pods', 1, 'one pod is one replica'),
  supply: { kind: 'replicas' },
  replicas: {
    min: from(uri, at('replicas: 2', '2'), 2),
    max: from(uri, at('replicas: 2', '2'), 2),
    autoscaler: null,
  },
  placement: {
    ...placement,
    instanceType: from(uri, at('instance-type: p4de.24xlarge', 'p4de.24xlarge'), 'p4de.24xlarge'),
  },
  volumes: [],
  team: from(uri, at('team: search', 'search'), 'search'),
  environment: null,
  trafficShare: null,
  broken: false,
  notes: [],
};

const llamaFindings: readonly Finding[] = [
  {
    code: 'quantize',
    level: 'warning',
    deploymentId: llamaDeployment.id,
    uri,
    span: at('--model=meta-llama/Llama-3.1-70B-Instruct', llama70b.id),
    message: 'Weights in INT8 fit on one A100-SXM-80 and serve the same load. $5,010/mo.',
    fixes: [
      {
        id: `${llamaDeployment.id}:quantize:w8a8`,
        title: 'Quantize to INT8 on one accelerator',
        edits: [
          {
            uri,
            edits: [
              { span: at('--tensor-parallel-size=2', '2'), newText: '1' },
              { span: at('nvidia.com/gpu: 2', '2'), newText: '1' },
            ],
          },
        ],
        monthlySaving: 5009.0775,
        safe: true,
        needs: null,
        changes: null,
        effect: {
          monthly: { before: 10018.155, after: 5009.0775 },
          ttftMs: { before: 410, after: 460 },
          tpotMs: { before: 32, after: 24 },
          missedShare: { before: 0, after: 0 },
        },
      },
    ],
    tradeOffs: ['−0.3 points of benchmark accuracy'],
    consequence: {
      risk: 'medium',
      effort: 'hours',
      downtime: 'rolling restart',
      reversible: true,
    },
  },
  {
    code: 'spot',
    level: 'information',
    deploymentId: llamaDeployment.id,
    uri,
    span: at('instance-type: p4de.24xlarge', 'p4de.24xlarge'),
    message: 'Two replicas can run on spot capacity. $5,820/mo.',
    fixes: [
      {
        id: `${llamaDeployment.id}:spot:aws`,
        title: 'Run on spot instances',
        edits: [
          {
            uri,
            edits: [
              {
                span: {
                  start: at('p4de.24xlarge\n', '\n').end,
                  end: at('p4de.24xlarge\n', '\n').end,
                },
                newText: '        karpenter.sh/capacity-type: spot\n',
              },
            ],
          },
        ],
        monthlySaving: 5820.655,
        safe: false,
        needs: 'The cluster needs a node pool that offers spot capacity.',
        changes: null,
        effect: null,
      },
    ],
    tradeOffs: ['a node can be taken away with two minutes of notice'],
    consequence: null,
  },
];

const llamaHours = instanceHours(p4de, 0.25, fixed(2), llamaDeployment.replicas.min.origin);
const llamaMonthly = llamaHours.monthly ?? fixed(0);

export const llama: DeploymentAnalysis = assembled(
  llamaDeployment,
  workload(2),
  {
    ...emptyEstimate(llamaDeployment.id),
    attribution: { team: llamaDeployment.team, environment: null, owner: null },
    components: [llamaHours],
    monthly: llamaMonthly,
    byCategory: { compute: llamaMonthly.expected, network: 0, storage: 0, management: 0 },
    wholeNodeMonthly: fixed(llamaMonthly.expected * 4),
    replicas: fixed(2),
    hardware: {
      accelerator: a100,
      instance: p4de,
      origin: llamaDeployment.replicas.min.origin,
      purchase: byDefault('purchase', 'on-demand', 'nothing asks for spot'),
      pricePerHour: p4de.price.onDemand,
      nodeShare: 0.25,
    },
    model: llama70b,
    quantization: byDefault('precision', 'bf16', 'the published weights'),
    kvPrecision: 'bf16',
    tensorParallel: 2,
    memory: {
      weightsGiB: 65.71,
      overheadGiB: 2.4,
      kvCacheGiB: 3.89,
      availableGiB: 72,
      physicalGiB: 80,
      fits: true,
      shortfallGiB: 0,
      kvBytesPerToken: 163_840,
      kvCacheTokens: 50_900,
      sequencesAtMaximumLength: 1,
    },
    performance: {
      saturated: {
        concurrency: 41,
        requestsPerSecond: 3.1,
        outputTokensPerSecond: 620,
        totalTokensPerSecond: 3100,
        ttftMs: 1900,
        tpotMs: 58,
      },
      capacity: {
        concurrency: 30,
        requestsPerSecond: 2.6,
        outputTokensPerSecond: 520,
        totalTokensPerSecond: 2600,
        ttftMs: 640,
        tpotMs: 44,
      },
      limit: 'target-utilization',
      maxConcurrency: 41,
      prefillShare: 0.31,
      work: { unit: 'tokens', perRequest: 1000 },
      confidence: 'fitted',
      band: { low: 0.8, high: 1.25 },
    },
    utilization: 0.38,
    ttftMs: 412,
    tpotMs: 36,
    unit: {
      perMillionTokens: 1.91,
      perMillionInputTokens: 0.74,
      perMillionOutputTokens: 6.58,
      perThousandRequests: 1.91,
      perImage: null,
      perAudioHour: null,
      perThousandPredictions: null,
      perMillionTokensAtCapacity: 0.73,
    },
    unitBounds: null,
    assumptions: [
      {
        name: 'requestsPerSecond',
        value: 2,
        unit: 'req/s',
        origin: { kind: 'default', name: 'demand.requestsPerSecond', reason: 'a small service' },
      },
      { name: 'region', value: 'us-east-1', unit: '', origin: priceOrigin(p4de) },
      {
        name: 'output tokens',
        value: 200,
        unit: 'tokens',
        origin: { kind: 'default', name: 'demand.outputTokens', reason: 'a short answer' },
      },
    ],
  },
  llamaFindings,
);

const inReranker = (line: string, wanted: string) => at(line, wanted, 'name: reranker');

const rerankerDeployment: Deployment = {
  ...llamaDeployment,
  id: `${uri}#Deployment/default/reranker`,
  name: 'reranker',
  nameSpan: inReranker('name: reranker', 'reranker'),
  span: { start: separator + 4, end: text.length },
  engine: from(uri, inReranker('text-embeddings-inference', 'text-embeddings-inference'), 'tei'),
  engineVersion: null,
  model: { id: null, location: null },
  settings: {},
  accelerator: null,
  cpuCores: from(uri, inReranker('cpu: "8"', '"8"'), 8),
  memoryGiB: from(uri, inReranker('memory: 12Gi', '12Gi'), 12),
  replicas: {
    min: from(uri, inReranker('replicas: 1', '1'), 1),
    max: from(uri, inReranker('replicas: 1', '1'), 1),
    autoscaler: null,
  },
  placement: {
    ...placement,
    instanceType: from(uri, inReranker('c7i.2xlarge', 'c7i.2xlarge'), 'c7i.2xlarge'),
  },
  team: null,
};

const rerankerHours = instanceHours(c7i, 1, fixed(1), rerankerDeployment.replicas.min.origin);
const rerankerMonthly = rerankerHours.monthly ?? fixed(0);

export const reranker: DeploymentAnalysis = assembled(
  rerankerDeployment,
  workload(5),
  {
    ...emptyEstimate(rerankerDeployment.id),
    components: [rerankerHours],
    monthly: rerankerMonthly,
    byCategory: { compute: rerankerMonthly.expected, network: 0, storage: 0, management: 0 },
    hardware: {
      accelerator: null,
      instance: c7i,
      origin: rerankerDeployment.placement.instanceType?.origin ?? priceOrigin(c7i),
      purchase: byDefault('purchase', 'on-demand', 'nothing asks for spot'),
      pricePerHour: c7i.price.onDemand,
      nodeShare: 1,
    },
  },
  [],
);
