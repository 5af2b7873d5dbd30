import fc from 'fast-check';
import type { ResolvedAssumptions } from '../../src/core/assumptions/resolved.ts';
import { estimateCost } from '../../src/core/cost/estimateCost.ts';
import type {
  Deployment,
  Provider,
  PurchaseOption,
  ServingPlatform,
  Supply,
} from '../../src/core/model/deployment.ts';
import type { CostEstimate } from '../../src/core/model/estimate.ts';
import { assume, deployment, environment, gpus, stated } from './costDeployments.ts';

const anyPlatform = fc.constantFrom<ServingPlatform>(
  'aws-sagemaker',
  'gcp-vertex',
  'gcp-cloud-run',
  'azure-ml',
  'hf-endpoints',
  'databricks',
  'runpod',
  'other',
);

const optionally = <T>(of: fc.Arbitrary<T>) =>
  fc.option(of).map((value) => (value === null ? null : stated(value)));

const replicas: Supply = { kind: 'replicas' };

/** Most capacity is replicas, and so are most of these. */
const anySupply: fc.Arbitrary<Supply> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(replicas) },
  { weight: 1, arbitrary: fc.constant<Supply>({ kind: 'nodes' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('managed' as const),
      platform: anyPlatform,
      instanceType: optionally(
        fc.constantFrom('ml.g6.xlarge', 'g2-standard-4', 'nvidia-l4 x1', 'GPU_MEDIUM', '?'),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('serverless' as const),
      platform: anyPlatform,
      concurrency: optionally(fc.integer({ min: 0, max: 200 })),
      provisioned: optionally(fc.integer({ min: 0, max: 10 })),
      idleSeconds: optionally(fc.integer({ min: 0, max: 5000 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('api' as const),
      provider: optionally(fc.constantFrom('acme', 'other')),
      model: fc.constantFrom('acme-large', 'acme/acme-large', 'acme-draw', 'gone').map(stated),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('units' as const),
      platform: anyPlatform,
      unit: fc.constantFrom('PTU', 'model unit'),
      count: fc.integer({ min: 0, max: 100 }).map(stated),
    }),
  },
);

const share = fc.double({ min: 0, max: 1, noNaN: true });
const discount = fc.double({ min: 0, max: 0.9, noNaN: true });

const anyTerms = fc.record(
  {
    purchase: fc.constantFrom('on-demand', 'spot', 'reserved-1y', 'owned'),
    spot: fc.record({ interruptionRate: share, onDemandShare: share }),
    commitment: fc.record({ coverage: share, discount }),
    schedule: fc.constantFrom('always', 'business-hours', { hoursPerWeek: 10 }),
    owned: fc.record({
      L4: fc.record({
        price: fc.integer({ min: 1, max: 1_000_000 }),
        accelerators: fc.integer({ min: 1, max: 8 }),
      }),
    }),
    serverless: fc.record({ secondsPerRequest: fc.double({ min: 0.001, max: 600, noNaN: true }) }),
    api: fc.record({ batchShare: share }),
    nodeShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
    discount,
  },
  { requiredKeys: [] },
);

const amount = fc.integer({ min: 0, max: 1000 });

const anyComponents = fc.record(
  {
    warmPool: fc.record({ replicas: amount }),
    coldStarts: fc.record({ startsPerMonth: amount }),
    redundancy: fc.record({ zones: fc.integer({ min: 1, max: 3 }) }),
    rollout: fc.record({ surge: share, enabled: fc.boolean() }),
    crossZone: fc.record({ share }),
    apiGateway: fc.record({}),
    nat: fc.record({ share }),
    cdn: fc.record({ share }),
    interRegion: fc.record({ gibPerMonth: amount }),
    modelFiles: fc.record({ shared: fc.boolean() }),
    registry: fc.record({}),
    cacheServer: fc.record({ sizeGiB: fc.double({ min: 0.1, max: 500, noNaN: true }) }),
    monitoring: fc.record({}),
    engineering: fc.record({ hoursPerMonth: amount, usdPerHour: amount }, { requiredKeys: [] }),
    logs: fc.record({ retentionDays: fc.integer({ min: 1, max: 400 }) }),
    egress: fc.record({ enabled: fc.boolean() }),
  },
  { requiredKeys: [] },
);

/** Any deployment a config could ask for, sense or nonsense. */
export const anyDeployment: fc.Arbitrary<Deployment> = fc
  .record({
    product: fc.constantFrom(null, 'T4', 'L4', 'A100-SXM-40', 'H100-SXM', 'Quantum-9000'),
    count: fc.constantFrom(0, 1, 2, 4, 8, 16),
    slice: fc.constantFrom(
      null,
      { profile: '1g.5gb', computeShare: 1 / 7, memoryGiB: 5 },
      { profile: 'shared', computeShare: 0.25, memoryGiB: null },
    ),
    model: fc.constantFrom(
      'meta-llama/Llama-3.1-8B-Instruct',
      'meta-llama/Llama-3.1-70B-Instruct-AWQ',
      'acme/private',
      null,
    ),
    tensorParallel: fc.constantFrom(undefined, 1, 2, 8),
    min: fc.integer({ min: 0, max: 20 }),
    more: fc.option(fc.integer({ min: 0, max: 20 })),
    autoscaled: fc.boolean(),
    cores: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
    memory: fc.option(fc.double({ min: 0, max: 4000, noNaN: true })),
    pods: fc.constantFrom(1, 2),
    cpuOnly: fc.boolean(),
    provider: fc.constantFrom<Provider | null>(null, 'aws', 'gcp', 'azure', 'lambda', 'other'),
    region: fc.constantFrom(null, 'us-east-1', 'eu-west-1', 'mars-north-1'),
    instanceType: fc.constantFrom(null, 'g6.xlarge', 'p5.48xlarge', 'm6i.xlarge', 'zz9.plural'),
    purchase: fc.constantFrom<PurchaseOption | null>(
      null,
      'on-demand',
      'spot',
      'reserved-1y',
      'reserved-3y',
      'serverless',
      'owned',
    ),
    supply: anySupply,
    trafficShare: fc.constantFrom(null, 0, 0.1, 1),
    location: fc.constantFrom(null, 's3://models/llama', 'gs://models/llama', 'pvc://models'),
    volume: fc.option(fc.double({ min: 0, max: 5000, noNaN: true })),
    sharedVolume: fc.boolean(),
  })
  .map((of) =>
    deployment({
      supply: of.supply,
      trafficShare: of.trafficShare === null ? null : stated(of.trafficShare),
      model: {
        id: of.model === null ? null : stated(of.model),
        location: of.location === null ? null : stated(of.location),
      },
      settings:
        of.tensorParallel === undefined ? {} : { tensorParallel: stated(of.tensorParallel) },
      accelerator: of.cpuOnly ? null : gpus(of.product, of.count, { slice: of.slice }),
      replicas: {
        min: stated(of.min),
        max: of.more === null ? null : stated(of.min + of.more),
        autoscaler: of.autoscaled
          ? { kind: 'keda', metric: null, target: null, uri: '', span: { start: 0, end: 0 } }
          : null,
      },
      cpuCores: of.cores === null ? null : stated(of.cores),
      memoryGiB: of.memory === null ? null : stated(of.memory),
      podsPerReplica: stated(of.pods),
      placement: {
        provider: of.provider === null ? null : stated(of.provider),
        region: of.region === null ? null : stated(of.region),
        instanceType: of.instanceType === null ? null : stated(of.instanceType),
        purchase: of.purchase === null ? null : stated(of.purchase),
        spotPermitted: null,
      },
      volumes:
        of.volume === null
          ? []
          : [
              {
                name: 'models',
                sizeGiB: stated(of.volume),
                storageClass: null,
                shared: of.sharedVolume,
              },
            ],
    }),
  );

export const anyAssumptions: fc.Arbitrary<string> = fc
  .record({
    rate: fc.option(fc.double({ min: 0, max: 5000, noNaN: true })),
    shape: fc.constantFrom('steady', 'business-hours', 'diurnal', 'spiky'),
    input: fc.integer({ min: 0, max: 100_000 }),
    output: fc.integer({ min: 0, max: 20_000 }),
    ttft: fc.option(fc.integer({ min: 1, max: 100_000 })),
    hours: fc.integer({ min: 1, max: 744 }),
    replicas: fc.option(fc.double({ min: 0, max: 50, noNaN: true })),
    more: fc.record(
      {
        latencyClass: fc.constantFrom('real-time', 'interactive', 'batch'),
        peakFactor: fc.double({ min: 1, max: 12, noNaN: true }),
        maxRequestsPerSecond: fc.double({ min: 0.01, max: 1000, noNaN: true }),
        growthPerMonth: fc.double({ min: -0.5, max: 2, noNaN: true }),
        updatesPerMonth: fc.integer({ min: 0, max: 100 }),
        cachedPrefixShare: share,
      },
      { requiredKeys: [] },
    ),
    terms: anyTerms,
    components: anyComponents,
  })
  .map(({ rate, shape, input, output, ttft, hours, replicas, more, terms, components }) =>
    JSON.stringify({
      ...terms,
      components,
      hoursPerMonth: hours,
      workload: {
        ...(rate === null ? {} : { requestsPerSecond: rate }),
        shape,
        inputTokens: input,
        outputTokens: output,
        ...(ttft === null ? {} : { latency: { ttftMs: ttft } }),
        ...more,
      },
      deployments: replicas === null ? {} : { '*': { replicas } },
    }),
  );

/** A deployment with what is assumed of it, priced. */
export interface Looked {
  readonly of: Deployment;
  readonly assumptions: ResolvedAssumptions;
  readonly estimate: CostEstimate;
}

/** Holds a property against so many deployments under assumptions of any kind. */
export function checkAny(runs: number, property: (looked: Looked) => void): void {
  fc.assert(
    fc.property(anyDeployment, anyAssumptions, (of, yaml) => {
      const assumptions = assume(of, yaml);
      property({ of, assumptions, estimate: estimateCost(of, assumptions, environment) });
    }),
    { numRuns: runs },
  );
}
