import * as z from 'zod';
import { chartSchema } from './chart/chartSchema.ts';
import { figure } from './panelSchema.ts';

/** One deployment on other machines, beside the other deployments, and against hosted models. Asked for by the page. */

/** What is compared; the page asks with it, and the answer says which question it answers. */
export const compareQuestionSchema = z
  .object({
    deploymentId: z.string(),
    providers: z.enum(['same', 'all']),
    /** Region of its own cloud; null = where it runs today. */
    region: z.string().nullable(),
    /** Null = as today. */
    purchase: z.enum(['on-demand', 'spot', 'reserved-1y', 'reserved-3y']).nullable(),
  })
  .readonly();

const instance = z
  .object({
    key: z.string(),
    instance: z.string(),
    /** "aws, us-east-1". */
    place: z.string(),
    seller: z.string(),
    /** "2 × L4 of 4", "CPU". */
    hardware: z.string(),
    /** "4 vCPU, 16 GiB"; empty where the source does not say. */
    size: z.string(),
    /** "now", "cheapest", "Pareto: latency": empty for most. */
    tags: z.array(z.string()).readonly(),
    isCurrent: z.boolean(),
    isBestOfKind: z.boolean(),
    fits: z.boolean(),
    meetsSlo: z.boolean(),
    /** "yes", "misses the SLO", "does not fit: 12 GiB missing per accelerator". */
    verdict: z.string(),
    monthly: figure,
    /** "$380–2,940"; null where it is one number. */
    range: z.string().nullable(),
    replicas: figure,
    perMillionTokens: figure,
    perThousandRequests: figure,
    ttft: figure,
    tpot: figure,
    throughput: figure,
    utilization: figure,
    onDemand: figure,
    spot: figure,
    reserved1y: figure,
    reserved3y: figure,
    /** "1 → 2 accelerators, 3 → 2 replicas"; empty where only the machine is another. */
    besides: z.string(),
    /** Source and day of the price. */
    source: z.string(),
    /** True where it may be written into the files; whether they can say it shows when it is asked for. */
    canUse: z.boolean(),
  })
  .readonly();

const instances = z
  .object({
    /** "Cheapest that holds: g6.xlarge (1 × L4), replicas: 2, $1,270/mo, $260/mo less than now." */
    summary: z.string(),
    /** What every row serves, whether limits are stated, what is left out: a sentence each. */
    notes: z.array(z.string()).readonly(),
    rows: z.array(instance).readonly(),
    sellers: z.array(z.string()).readonly(),
    /** Of its own cloud. */
    regions: z.array(z.string()).readonly(),
    /** How many are left out for each reason: "12 burstable: not for steady serving". */
    left: z.array(z.string()).readonly(),
    /** Null where fewer than two rows can be drawn. `keys` are those of the rows that its stops are. */
    charts: z
      .array(z.object({ chart: chartSchema, keys: z.array(z.string()).readonly() }).readonly())
      .readonly(),
  })
  .readonly();

const deployment = z
  .object({
    id: z.string(),
    name: z.string(),
    isCurrent: z.boolean(),
    model: z.string(),
    hardware: z.string(),
    monthly: figure,
    perMillionTokens: figure,
    /** At capacity: what the hardware could do for the price. */
    perMillionTokensAtCapacity: figure,
    perThousandRequests: figure,
    utilization: figure,
    /** "yes", "no: 12 GiB missing per accelerator", "not known". */
    fits: z.string(),
    slo: z.string(),
  })
  .readonly();

const hosted = z
  .object({
    offer: z.string(),
    match: z.string(),
    isCurrent: z.boolean(),
    monthly: figure,
    unit: figure,
    /** "from 10 million requests a month, with 15 replicas"; "never, as far as 200 replicas go". */
    breakEven: z.string(),
    /** Which is cheaper at the traffic of today: "hosted, by $115,000/mo". */
    today: z.string(),
  })
  .readonly();

export const panelCompareSchema = z
  .object({
    question: compareQuestionSchema,
    /** Null with a reason. */
    instances: instances.nullable(),
    noInstances: z.string().nullable(),
    deployments: z.array(deployment).readonly(),
    apis: z
      .object({
        /** What to see in it; empty where there is nothing to compare, with the reason. */
        notes: z.array(z.string()).readonly(),
        rows: z.array(hosted).readonly(),
        chart: chartSchema.nullable(),
      })
      .readonly(),
  })
  .readonly();

export type CompareQuestion = z.infer<typeof compareQuestionSchema>;
export type PanelCompare = z.infer<typeof panelCompareSchema>;
export type PanelInstances = z.infer<typeof instances>;
export type PanelInstance = z.infer<typeof instance>;
