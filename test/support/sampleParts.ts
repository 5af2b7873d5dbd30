import { resolveAssumptions } from '../../src/core/assumptions/resolveAssumptions.ts';
import { testEnvironment } from './environment.ts';
import { sampleEnvironment } from './sampleEnvironment.ts';
import type { DeploymentAnalysis } from '../../src/core/analysis.ts';
import type { PricedInstance } from '../../src/core/model/catalog.ts';
import type { Deployment } from '../../src/core/model/deployment.ts';
import type { CostComponent, CostEstimate } from '../../src/core/model/estimate.ts';
import type { Finding } from '../../src/core/model/finding.ts';
import type { Origin, Range, Sourced } from '../../src/core/model/sourced.ts';
import type { Workload } from '../../src/core/model/workload.ts';
import type { Span } from '../../src/core/text/span.ts';

export const HOURS = 730;

export const from = <T>(uri: string, span: Span, value: T): Sourced<T> => ({
  value,
  origin: { kind: 'config', uri, span },
});

export const byDefault = <T>(name: string, value: T, reason: string): Sourced<T> => ({
  value,
  origin: { kind: 'default', name, reason },
});

export const fixed = (monthly: number): Range => ({
  min: monthly,
  expected: monthly,
  max: monthly,
});

export const priceOrigin = ({ instance, region, price }: PricedInstance): Origin => ({
  kind: 'catalog',
  entry: `${instance.name} in ${region}`,
  source: price.source,
  asOf: price.asOf,
});

export const workload = (requestsPerSecond: number): Workload => ({
  requestsPerSecond: byDefault('demand.requestsPerSecond', requestsPerSecond, 'a small service'),
  shape: byDefault('demand.shape', 'steady', 'no shape is stated'),
  inputTokens: byDefault('demand.inputTokens', 800, 'a chat turn with some context'),
  outputTokens: byDefault('demand.outputTokens', 200, 'a short answer'),
  inputTokensP95: null,
  outputTokensP95: null,
  series: null,
  peakFactor: byDefault('demand.peakFactor', 1, 'no bursts are stated'),
  maxRequestsPerSecond: null,
  growthPerMonth: null,
  cachedPrefixShare: null,
  cacheableShare: null,
  semanticShare: null,
  routableShare: null,
  images: { perRequest: null, width: null, height: null, steps: null },
  audioSeconds: null,
  e2eMs: null,
  updatesPerMonth: null,
  ttftMs: null,
  tpotMs: null,
  percentile: byDefault('slo.percentile', 95, 'customary'),
  latencyClass: byDefault('slo.class', 'interactive', 'a chat service'),
  maxAccuracyLoss: byDefault('accuracy.maxLoss', 1, 'customary'),
});

/** Instance hours of a fixed number of replicas that each take a share of a machine. */
export function instanceHours(
  on: PricedInstance,
  share: number,
  replicas: Range,
  replicaOrigin: Origin,
): CostComponent {
  const hourly = on.price.onDemand ?? 0;
  const month = (count: number): number => count * share * hourly * HOURS;
  return {
    name: `${on.instance.name} (on-demand)`,
    category: 'compute',
    quantity: replicas.expected * share * HOURS,
    unit: 'instance-hour',
    unitPrice: hourly,
    monthly: {
      min: month(replicas.min),
      expected: month(replicas.expected),
      max: month(replicas.max),
    },
    formula: 'replicas × share of the instance × 730 h × price per hour',
    inputs: [
      { name: 'replicas', value: replicas.expected, unit: '', origin: replicaOrigin },
      {
        name: 'price per hour',
        value: hourly,
        unit: 'USD/h',
        origin: priceOrigin(on),
      },
    ],
  };
}

export const emptyEstimate = (deploymentId: string): CostEstimate => ({
  deploymentId,
  attribution: { team: null, environment: null, owner: null },
  workload: workload(1),
  hoursPerMonth: 730,
  requestsPerMonth: 0,
  components: [],
  monthly: null,
  lowerBound: false,
  missing: [],
  byCategory: { compute: 0, network: 0, storage: 0, management: 0 },
  wholeNodeMonthly: null,
  replicas: fixed(1),
  hardware: null,
  candidates: [],
  model: null,
  quantization: null,
  kvPrecision: null,
  tensorParallel: 1,
  memory: null,
  performance: null,
  utilization: null,
  ttftMs: null,
  tpotMs: null,
  meetsSlo: null,
  autoscaling: null,
  coldStart: { seconds: 0, lowerBound: true, parts: [] },
  unit: {
    perMillionTokens: null,
    perMillionInputTokens: null,
    perMillionOutputTokens: null,
    perThousandRequests: null,
    perImage: null,
    perAudioHour: null,
    perThousandPredictions: null,
    perMillionTokensAtCapacity: null,
  },
  unitBounds: null,
  assumptions: [],
});

export const assembled = (
  deployment: Deployment,
  demand: Workload,
  estimate: CostEstimate,
  findings: readonly Finding[],
): DeploymentAnalysis => ({
  deployment,
  environment: sampleEnvironment,
  assumptions: resolveAssumptions(deployment, null, testEnvironment()),
  workload: demand,
  estimate: { ...estimate, workload: demand },
  findings,
  heldBack: [],
  suppressed: [],
  propose: () => ({ refused: 'a sample cannot be changed' }),
});
