import * as z from 'zod';

const positive = z.number().positive();
const amount = z.number().min(0);
const share = z.number().min(0).max(1);

const spotSchema = z
  .strictObject({
    interruptionRate: share
      .optional()
      .describe('Share of spot machines that are taken back in a month, 0–1. Default 0.05.'),
    onDemandShare: share
      .optional()
      .describe('Share of replica-hours that run on demand because spot is not there, 0–1.'),
  })
  .describe('Terms of spot capacity.');

const commitmentSchema = z
  .strictObject({
    coverage: share
      .optional()
      .describe('Share of replica-hours the commitment covers, 0–1; the rest is on demand.'),
    discount: share
      .optional()
      .describe('Discount of the commitment on the on-demand price, 0–1, instead of the list’s.'),
  })
  .describe('Terms of a commitment of one or three years.');

const hoursSchema = z
  .strictObject({
    hoursPerWeek: positive.max(168).describe('Hours a week the deployment runs, at most 168.'),
  })
  .describe('Hours in which it runs, in a number.');

const scheduleSchema = z
  .union([z.enum(['always', 'business-hours']), hoursSchema])
  .describe(
    'When the deployment runs: always, business-hours (weekdays 7 to 20, 65 hours a week), or hoursPerWeek.',
  );

const ownedSchema = z
  .record(
    z.string(),
    z.strictObject({
      price: amount.describe('What one machine costs to buy. USD.'),
      accelerators: positive
        .optional()
        .describe('Accelerators in the machine; where the name is an accelerator’s, default 1.'),
      years: positive.optional().describe('Years over which it is written off. Default 5.'),
      utilization: positive
        .max(1)
        .optional()
        .describe('Share of its hours that somebody pays for, 0–1. Default 1.'),
      watts: positive.optional().describe('Power the machine draws under load. W.'),
      pue: z.number().min(1).optional().describe('Power usage effectiveness of the room.'),
      usdPerKwh: amount.optional().describe('Price of electricity. USD/kWh.'),
      hostingPerMonth: amount
        .optional()
        .describe('Rack space, network and maintenance of the machine. USD/month.'),
    }),
  )
  .describe('Hardware of your own, by accelerator or instance type: for purchase "owned".');

const serverlessSchema = z
  .strictObject({
    secondsPerRequest: positive
      .optional()
      .describe('Seconds one request keeps an instance busy, where it is known.'),
  })
  .describe('Use of serverless capacity.');

const apiSchema = z
  .strictObject({
    batchShare: share
      .optional()
      .describe('Share of requests sent through the provider’s batch interface, 0–1. Default 0.'),
    unitsPerRequest: positive
      .optional()
      .describe('Pages, characters, pixels and the like of one request, for models sold by these.'),
  })
  .describe('Use of hosted models that are paid by token or unit.');

/** How capacity is bought, beside the purchase option itself: per deployment or for all. */
export const purchaseFields = {
  purchase: z
    .enum(['on-demand', 'spot', 'reserved-1y', 'reserved-3y', 'serverless', 'owned'])
    .optional()
    .describe('How the capacity is bought, where the config does not say.'),
  spot: spotSchema.optional(),
  commitment: commitmentSchema.optional(),
  schedule: scheduleSchema.optional(),
  owned: ownedSchema.optional(),
  serverless: serverlessSchema.optional(),
  api: apiSchema.optional(),
} as const;
