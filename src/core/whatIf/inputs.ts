import * as z from 'zod';

/**
 * What a what-if may change, each absent where it stays as it is. The bounds keep out numbers that no deployment has, and
 * with them what could keep the pricing of a week busy for long.
 */
export const whatIfInputsSchema = z
  .strictObject({
    /** Mean requests/s of this deployment, all replicas together. */
    requestsPerSecond: z.number().min(0).max(1e6).optional(),
    /** Mean tokens of a request. */
    inputTokens: z.number().min(0).max(1e7).optional(),
    outputTokens: z.number().min(0).max(1e6).optional(),
    shape: z.enum(['steady', 'business-hours', 'diurnal', 'spiky', 'measured']).optional(),
    /** Limits, milliseconds at the percentile. */
    ttftMs: z.number().positive().max(1e7).optional(),
    tpotMs: z.number().positive().max(1e6).optional(),
    percentile: z.number().min(50).max(99.99).optional(),
    /** An accelerator's catalogue id; where the instance brings its accelerators, the instance's name. */
    accelerator: z.string().min(1).max(200).optional(),
    /** Of one replica. */
    acceleratorCount: z.number().int().min(1).max(1024).optional(),
    /** Method or published repository of the weights; `none` takes the engine's flag out. */
    precision: z.string().min(1).max(300).optional(),
    /** As the engine spells it; `none` takes its flag out. */
    kvPrecision: z.string().min(1).max(100).optional(),
    /** At least, and without an autoscaler all. */
    minReplicas: z.number().int().min(0).max(10_000).optional(),
    maxReplicas: z.number().int().min(1).max(10_000).optional(),
    purchase: z.enum(['on-demand', 'spot', 'reserved-1y', 'reserved-3y']).optional(),
    /** Share of the replica-hours that spot capacity serves, 0–1; the rest runs on demand. */
    spotShare: z.number().min(0).max(1).optional(),
    region: z.string().min(1).max(100).optional(),
    /** Negotiated discount on on-demand prices, 0–1. */
    discount: z.number().min(0).max(1).optional(),
  })
  .readonly();

export type WhatIfInputs = z.infer<typeof whatIfInputsSchema>;
export type WhatIfInputId = keyof WhatIfInputs;
