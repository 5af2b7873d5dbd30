import { findApiPrice } from '../../src/core/catalog/apiName.ts';
import type {
  AcceleratorFacts,
  AncillaryPrice,
  ApiPrice,
  Catalog,
  InstancePrice,
  InstanceType,
  ManagedPrice,
  PricedInstance,
} from '../../src/core/model/catalog.ts';
import type { ModelFacts } from '../../src/core/model/modelFacts.ts';
import type { Provider } from '../../src/core/model/deployment.ts';
import { h100, l4, llama8b } from './performanceFacts.ts';

/** A small price list with round numbers, so that a test can be checked in the head. */

const cited = { source: 'price list', asOf: '2026-07-20' } as const;
const gib = 2 ** 30;

export const t4: AcceleratorFacts = {
  ...l4,
  id: 'T4',
  memoryBytes: 16 * gib,
  visibleMemoryBytes: 14.56 * gib,
  flops: { bf16: 65e12, fp8: null, int8: 130e12, fp4: null },
};
export const a100: AcceleratorFacts = {
  ...h100,
  id: 'A100-SXM-40',
  memoryBytes: 40 * gib,
  visibleMemoryBytes: 39.4 * gib,
  bandwidth: 1555e9,
  flops: { bf16: 312e12, fp8: null, int8: 624e12, fp4: null },
};
const mi300x: AcceleratorFacts = {
  ...h100,
  id: 'MI300X',
  vendor: 'AMD',
  memoryBytes: 192 * gib,
  visibleMemoryBytes: 191 * gib,
};
export { h100 };

const llama70b: ModelFacts = {
  ...llama8b,
  id: 'meta-llama/Llama-3.1-70B-Instruct',
  parameters: 70.55e9,
  activeParameters: 70.55e9,
  architecture: llama8b.architecture && {
    ...llama8b.architecture,
    layers: 80,
    attentionLayers: 80,
    hiddenSize: 8192,
    attentionHeads: 64,
    intermediateSize: 28672,
    kvBytesPerToken16: 327_680,
  },
};

type Row = readonly [
  provider: Provider,
  region: string,
  name: string,
  vcpus: number | null,
  memoryGiB: number | null,
  accelerator: string | null,
  count: number,
  onDemand: number | null,
  spot: number | null,
];

const rows: readonly Row[] = [
  ['aws', 'us-east-1', 't3.medium', 2, 4, null, 0, 0.04, 0.01],
  ['aws', 'us-east-1', 'm7g.xlarge', 4, 16, null, 0, 0.16, 0.05],
  ['aws', 'us-east-1', 'm6i.xlarge', 4, 16, null, 0, 0.2, 0.08],
  ['aws', 'us-east-1', 'm6i.4xlarge', 16, 64, null, 0, 0.8, 0.3],
  ['aws', 'us-east-1', 'g4dn.xlarge', 4, 16, 'T4', 1, 0.5, 0.2],
  ['aws', 'us-east-1', 'g6.xlarge', 4, 16, 'L4', 1, 0.8, 0.4],
  ['aws', 'us-east-1', 'g6.2xlarge', 8, 32, 'L4', 1, 1, 0.5],
  ['aws', 'us-east-1', 'g6.12xlarge', 48, 192, 'L4', 4, 4.6, 1.8],
  ['aws', 'us-east-1', 'p4d.24xlarge', 96, 1152, 'A100-SXM-40', 8, 24, 8],
  ['aws', 'us-east-1', 'p5.48xlarge', 192, 2048, 'H100-SXM', 8, 56, null],
  ['aws', 'eu-west-1', 'g6.xlarge', 4, 16, 'L4', 1, 0.9, 0.5],
  ['aws', 'us-west-2', 'trn1.2xlarge', 8, 32, null, 1, 1.3, 0.4],
  ['gcp', 'us-central1', 'g2-standard-4', 4, 16, 'L4', 1, 0.7, 0.3],
  ['gcp', 'us-central1', 'e2-standard-4', 4, 16, null, 0, 0.14, 0.05],
  ['azure', 'eastus', 'Standard_ND96isr_MI300X_v5', 96, 1850, 'MI300X', 8, 48, 20],
  ['lambda', 'us', 'gpu_1x_h100', null, null, 'H100-SXM', 1, 3, null],
];

const offers: readonly PricedInstance[] = rows.map(
  ([provider, region, name, vcpus, memoryGiB, accelerator, acceleratorCount, onDemand, spot]) => ({
    region,
    instance: {
      provider,
      name,
      vcpus,
      memoryGiB,
      accelerator,
      acceleratorName: accelerator,
      acceleratorCount,
    },
    price: { onDemand, spot, note: '', ...cited },
  }),
);

const ancillaries: readonly AncillaryPrice[] = (
  [
    ['aws', 'us-east-1', 'egress_internet first 10TB', 'GB', 0.09],
    ['aws', 'us-east-1', 'egress_internet next 40TB', 'GB', 0.085],
    ['aws', 'us-east-1', 'egress_internet next 100TB', 'GB', 0.07],
    ['aws', 'us-east-1', 'alb_hour', 'hour', 0.02],
    ['aws', 'us-east-1', 'alb_lcu', 'LCU-hour', 0.008],
    ['aws', 'us-east-1', 'ebs_gp3_storage', 'GB-month', 0.08],
    ['aws', 'us-east-1', 'efs_standard', 'GB-month', 0.3],
    ['aws', 'us-east-1', 'cloudwatch_logs_ingest', 'GB', 0.5],
    ['aws', '*', 'eks_control_plane', 'cluster-hour', 0.1],
    ['aws', 'us-east-1', 'cross_az_transfer', 'GB per direction', 0.01],
    ['aws', 'us-east-1', 'inter_region_transfer (typ.)', 'GB', 0.02],
    ['aws', 'us-east-1', 'nat_gateway_hour', 'hour', 0.045],
    ['aws', 'us-east-1', 'nat_gateway_data', 'GB', 0.045],
    ['aws', 'us-east-1', 'api_gateway_http', 'million requests', 1],
    ['aws', 'us-east-1', 'cloudfront_data', 'GB', 0.085],
    ['aws', 'us-east-1', 'cloudfront_https_requests', '10,000 requests', 0.01],
    ['aws', 'us-east-1', 's3_standard_first_50tb', 'GB-month', 0.023],
    ['aws', 'us-east-1', 'ecr_storage', 'GB-month', 0.1],
    ['aws', 'us-east-1', 'elasticache_redis cache.t4g.micro', 'hour', 0.016],
    ['aws', 'us-east-1', 'elasticache_redis cache.m6g.large (6.38 GiB)', 'hour', 0.15],
    ['aws', 'us-east-1', 'elasticache_redis cache.r7g.large (13.07 GiB)', 'hour', 0.22],
    ['aws', 'us-east-1', 'cloudwatch_logs_storage', 'GB-month', 0.03],
    ['aws', 'us-east-1', 'cloudwatch_metric', 'metric-month', 0.3],
    ['aws', 'us-east-1', 'sagemaker_serverless_compute', 'GB-second', 0.00002],
    ['aws', 'us-east-1', 'sagemaker_serverless_data', 'GB', 0.016],
    ['runpod', 'serverless-flex', '24GB L4/A5000/3090', 'second', 0.0002],
    ['gcp', 'us-central1', 'egress_internet 0-1 TiB', 'GiB', 0.12],
    ['gcp', '*', 'gke_cluster_fee', 'cluster-hour', 0.1],
    ['gcp', '*', 'cloud_logging_ingest', 'GiB', 0.5],
    ['gcp', 'us-central1', 'lb_forwarding_rule', 'hour', 0.025],
    ['gcp', 'us-central1', 'lb_data', 'GiB', 0.008],
  ] as const
).map(([cloud, region, item, unit, usd]) => ({
  cloud,
  region,
  item,
  unit,
  usd,
  note: '',
  ...cited,
}));

const managed: readonly ManagedPrice[] = (
  [
    ['aws-sagemaker', 'us-east-1', 'ml.g6.xlarge', 1.1],
    ['gcp-vertex', 'us-central1', 'g2-standard-4', 0.8],
    ['hf-endpoints', 'aws', 'nvidia-l4-x1', 0.9],
  ] as const
).map(([platform, region, name, perHour]) => ({
  platform,
  region,
  name,
  vcpus: 4,
  memoryGiB: 16,
  accelerator: 'L4',
  acceleratorCount: 1,
  perHour,
  ...cited,
}));

const tokens: ApiPrice = {
  provider: 'acme',
  model: 'acme-large',
  variant: '',
  mode: 'chat',
  input: 2,
  output: 8,
  cachedInput: 1,
  cacheWrite: null,
  batchInput: 1,
  batchOutput: null,
  contextWindow: 128_000,
  longContext: { threshold: 50_000, input: 4, output: 16 },
  perUnit: null,
  ...cited,
};
const hosted: readonly ApiPrice[] = [
  tokens,
  {
    ...tokens,
    model: 'acme-draw',
    mode: 'image_generation',
    input: null,
    output: null,
    longContext: null,
    perUnit: { unit: 'image', usd: 0.04 },
  },
];

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const instances: readonly InstanceType[] = [
  ...new Map(offers.map(({ instance }) => [instance.name, instance])).values(),
];

export const costCatalog: Catalog = {
  priceId: 'test',
  asOf: '2026-07-20',
  accelerators: [t4, l4, a100, h100, mi300x],
  accelerator: (name) => costCatalog.accelerators.find((facts) => same(facts.id, name)) ?? null,
  models: [llama8b, llama70b],
  model: (name) => {
    const base = name.replace(/-(AWQ|FP8)$/, '');
    const facts = costCatalog.models.find((known) => same(known.id, base));
    const suffix = /-(AWQ|FP8)$/.exec(name)?.[1]?.toLowerCase() ?? null;
    return facts === undefined
      ? null
      : { facts, quantization: suffix, match: suffix === null ? 'exact' : 'variant' };
  },
  quantizations: [],
  quantization: () => null,
  publishedVariants: () => [],
  smallerModels: () => [],
  instance: (name, provider) =>
    instances.find((one) => same(one.name, name) && (provider ?? one.provider) === one.provider) ??
    null,
  cpu: () => ({
    processor: 'Intel Xeon 8488C (Sapphire Rapids)',
    fp32: 90e9,
    bf16: 1434e9,
    int8: 2867e9,
    bandwidth: 3.2e9,
    source: 'test',
    asOf: '2026-11',
  }),
  price: (wanted, region): InstancePrice | null =>
    offers.find((offer) => offer.instance.name === wanted.name && offer.region === region)?.price ??
    null,
  instancesWith: (accelerator, provider, region) =>
    offers.filter(
      ({ instance, region: at }) =>
        instance.provider === provider &&
        at === region &&
        instance.accelerator === accelerator &&
        (accelerator !== null || instance.acceleratorCount === 0),
    ),
  regions: (provider) => [
    ...new Set(offers.filter((o) => o.instance.provider === provider).map((o) => o.region)),
  ],
  providers: ['aws', 'gcp', 'azure', 'lambda'],
  instances,
  managedPrices: managed,
  managed: (platform, name, region) =>
    managed.find(
      (one) =>
        one.platform === platform && one.name === name.toLowerCase() && one.region === region,
    ) ?? null,
  ancillary: (cloud, item, region) =>
    ancillaries.find((row) => row.cloud === cloud && row.item === item && row.region === region) ??
    ancillaries.find((row) => row.cloud === cloud && row.item === item && row.region === '*') ??
    null,
  ancillaries,
  hostedOffers: () => [],
  apiPrice: (provider, model) =>
    findApiPrice((name) => hosted.filter((one) => same(one.model, name)), provider, model),
  apiPrices: (model) => hosted.filter((one) => same(one.model, model)),
  offeredModels: hosted.map(({ model }) => model.toLowerCase()),
};
