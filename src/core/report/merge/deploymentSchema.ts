import * as z from 'zod';
import { unitNames } from '../../cost/mainUnit.ts';
import type { DeploymentReport } from '../reportModel.ts';
import { findingSchema } from './findingSchema.ts';
import {
  input,
  line,
  number,
  numberOrNull,
  range,
  rangeOrNull,
  text,
  textOrNull,
} from './schemaParts.ts';

export const costCategory = z.enum(['compute', 'network', 'storage', 'management']);

const monthly = z.object({
  min: numberOrNull,
  expected: numberOrNull,
  max: numberOrNull,
  compute: numberOrNull,
  network: numberOrNull,
  storage: numberOrNull,
  management: numberOrNull,
  lowerBound: z.boolean(),
  wholeNode: numberOrNull,
});

const unit = z.object({
  perMillionTokens: numberOrNull,
  perMillionInputTokens: numberOrNull,
  perMillionOutputTokens: numberOrNull,
  perThousandRequests: numberOrNull,
  perImage: numberOrNull,
  perAudioHour: numberOrNull,
  perThousandPredictions: numberOrNull,
  main: z.object({ name: z.enum(unitNames), cost: range }).nullable(),
  perMillionTokensAtCapacity: numberOrNull,
});

const workload = z.object({
  requestsPerSecond: numberOrNull,
  stated: z.boolean(),
  shape: z.enum(['steady', 'business-hours', 'diurnal', 'spiky', 'measured']),
  latencyClass: z.enum(['real-time', 'interactive', 'batch']),
  inputTokens: numberOrNull,
  inputTokensP95: numberOrNull,
  outputTokens: numberOrNull,
  outputTokensP95: numberOrNull,
  ttftMs: numberOrNull,
  tpotMs: numberOrNull,
  e2eMs: numberOrNull,
  percentile: numberOrNull,
  maxRequestsPerSecond: numberOrNull,
  growthPerMonth: numberOrNull,
  updatesPerMonth: numberOrNull,
  cacheableShare: numberOrNull,
});

const autoscaling = z.object({
  demand: z.array(numberOrNull),
  replicas: z.array(numberOrNull),
  replicaHours: range,
  target: input.nullable(),
  waitingShare: numberOrNull,
  lateShare: numberOrNull,
  droppedShare: numberOrNull,
  refusedShare: numberOrNull,
  coldStartsPerMonth: numberOrNull,
  idleShare: numberOrNull,
  monthsUntilFull: numberOrNull,
});

const within = z.object({ min: number, max: number });

const performance = z.object({
  requestsPerSecond: numberOrNull,
  outputTokensPerSecond: numberOrNull,
  work: z
    .object({
      unit: z.enum(['tokens', 'images', 'audio-seconds', 'predictions']),
      perSecond: number,
    })
    .nullable(),
  ttftMs: numberOrNull,
  tpotMs: numberOrNull,
  kvTransferMs: numberOrNull,
  utilization: numberOrNull,
  maxConcurrency: numberOrNull,
  meetsSlo: z.boolean().nullable(),
  confidence: z.enum(['measured', 'fitted', 'extrapolated']).nullable(),
  within: z
    .object({ requestsPerSecond: within, ttftMs: within.nullable(), tpotMs: within.nullable() })
    .nullable(),
});

const memory = z.object({
  weightsGiB: numberOrNull,
  kvCacheGiB: numberOrNull,
  availableGiB: numberOrNull,
  fits: z.boolean().nullable(),
  overheadGiB: numberOrNull,
  shortfallGiB: numberOrNull,
});

const component = z.object({
  name: text,
  category: costCategory,
  provider: textOrNull,
  quantity: numberOrNull,
  unit: text,
  unitPrice: numberOrNull,
  monthly: rangeOrNull,
  formula: text,
  inputs: z.array(input),
  parts: z.array(z.object({ name: text, monthly: number })),
});

const candidate = z.object({
  accelerator: text,
  instanceType: text,
  provider: text,
  region: text,
  monthly: rangeOrNull,
  fits: z.boolean(),
  meetsSlo: z.boolean(),
});

/** A deployment of a report in JSON. The close look at it is left where it was made: a report of many is a summary. */
export const deploymentSchema: z.ZodType<DeploymentReport> = z
  .object({
    id: text,
    name: text,
    file: text,
    line,
    format: text,
    kind: text,
    namespace: textOrNull,
    team: textOrNull,
    environment: textOrNull,
    owner: textOrNull,
    repository: textOrNull,
    phase: z.enum(['prefill', 'decode']).nullable(),
    trafficShare: numberOrNull,
    engine: textOrNull,
    model: z.object({
      id: textOrNull,
      parameters: numberOrNull,
      activeParameters: numberOrNull,
      weightPrecision: textOrNull,
      kvPrecision: textOrNull,
    }),
    accelerator: z.object({ name: textOrNull, count: number }).nullable(),
    hardware: text,
    tensorParallel: number,
    instanceType: textOrNull,
    provider: textOrNull,
    region: textOrNull,
    purchase: textOrNull,
    supply: z.enum(['replicas', 'managed', 'serverless', 'api', 'units', 'nodes']),
    replicas: range,
    monthly,
    unit,
    workload,
    autoscaling: autoscaling.nullable(),
    coldStart: z.object({
      seconds: numberOrNull,
      lowerBound: z.boolean(),
      parts: z.array(input),
    }),
    performance,
    memory,
    assumptions: z.array(input),
    findings: z.array(findingSchema),
    notProposed: z.array(z.object({ code: text, reason: text })),
    components: z.array(component),
    candidates: z.array(candidate),
    missing: z.array(text),
    notes: z.array(z.object({ code: text, message: text, line })),
  })
  .transform((one) => ({ ...one, insight: null }));
