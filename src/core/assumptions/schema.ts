import * as z from 'zod';
import { factFields } from './factsSchema.ts';
import { energySchema } from './energySchema.ts';
import { providers } from '../model/deployment.ts';
import { coldStartSchema } from './coldStartSchema.ts';
import { componentsSchema } from './componentsSchema.ts';
import { measuredSchema, metricLabelsSchema } from './measuredSchema.ts';
import { policiesSchema } from './policiesSchema.ts';
import { purchaseFields } from './purchaseSchema.ts';
import { throughputFields } from './throughputSchema.ts';
import { workloadSchema } from './workloadSchema.ts';

/**
 * What `.servingcost.yaml` may hold. Every key is optional: what is absent is read from the config, the settings or a
 * named default. Descriptions carry the unit and become the hover text of the JSON Schema.
 */

const providerSchema = z.enum(providers);

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2026-01-31');
const positive = z.number().positive();
const share = z.number().min(0).max(1);

const ignoreSchema = z
  .array(
    z.strictObject({
      code: z.string().min(1).describe('Code of the finding, such as spot.'),
      reason: z.string().min(1).describe('Why it does not apply here.'),
      until: date.optional().describe('Last day on which it is ignored, YYYY-MM-DD.'),
    }),
  )
  .describe('Findings that are not wanted for this deployment.');

const discountSchema = z
  .union([share, z.partialRecord(providerSchema, share)], {
    error: 'a share from 0 to 1, or such a share per provider',
  })
  .describe('Negotiated discount on on-demand prices, 0–1; one number, or one per provider.');

const siteFields = {
  provider: providerSchema.optional().describe('Cloud, where the config does not tell.'),
  region: z.string().min(1).optional().describe('Region of that cloud, such as us-east-1.'),
  accelerator: z
    .string()
    .min(1)
    .optional()
    .describe('Accelerator for requests that do not name one, such as L4 or A100-SXM-80.'),
  instanceType: z
    .string()
    .min(1)
    .optional()
    .describe('Instance type for pods that do not name one, such as g6.xlarge.'),
  ...purchaseFields,
  discount: discountSchema.optional(),
  workload: workloadSchema.optional(),
  coldStart: coldStartSchema.optional(),
  ...throughputFields,
  components: componentsSchema.optional(),
  team: z.string().min(1).optional().describe('Who the cost is reported to.'),
  environment: z.string().min(1).optional().describe('Such as production, staging or dev.'),
  owner: z.string().min(1).optional().describe('Person or group that answers for it.'),
  nodeShare: positive
    .max(1)
    .optional()
    .describe(
      'Share of its node or server that it uses, 0–1, as measured; instead of the share it requests.',
    ),
} as const;

const deploymentSchema = z.strictObject({
  ...siteFields,
  model: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Model that is served, where the config names none or one the catalogue does not know: a Hugging Face id, of the same size and architecture.',
    ),
  replicas: z
    .number()
    .min(0)
    .optional()
    .describe('Replicas that run on average, when that is known from measurement.'),
  metricLabels: metricLabelsSchema.optional(),
  measured: measuredSchema.optional(),
  ignore: ignoreSchema.optional(),
});

export const assumptionsSchema = z
  .strictObject({
    version: z.literal(1).optional().describe('Version of this file’s format. 1.'),
    ...siteFields,
    currency: z
      .strictObject({
        code: z
          .string()
          .regex(/^[A-Z]{3}$/, 'three capital letters such as EUR')
          .describe('ISO 4217 code.'),
        perUsd: positive.describe('Units of the currency for one US dollar.'),
        asOf: date.describe('Day of the rate, YYYY-MM-DD.'),
      })
      .optional()
      .describe('Currency in which money is shown.'),
    energy: energySchema.optional(),
    hoursPerMonth: z
      .number()
      .positive()
      .max(744)
      .optional()
      .describe('Hours a month the deployments run. Default 730.'),
    prices: z
      .record(z.string(), positive)
      .optional()
      .describe(
        'Own prices: USD per hour by instance type, accelerator or serverless platform (of one instance). They replace list price and discount.',
      ),
    maxPriceAgeDays: positive
      .optional()
      .describe('Days after which list prices count as old. Default 180.'),
    ...factFields,
    deployments: z
      .record(z.string(), deploymentSchema)
      .optional()
      .describe('By name of the deployment, namespace/name, or a pattern with *.'),
    exclude: z
      .array(z.string().min(1))
      .optional()
      .describe(
        'Files and folders of this folder that are left out, as .gitignore names them: fixtures/, *.example.yaml, legacy/**.',
      ),
    policies: policiesSchema.optional(),
    rules: z
      .record(z.string(), z.enum(['off', 'information', 'warning', 'error']))
      .optional()
      .describe('Level of a finding by its code.'),
  })
  .describe('Assumptions of Serving Cost for the configs in this folder and below.');

export type AssumptionsValues = z.infer<typeof assumptionsSchema>;
export type DeploymentAssumptions = z.infer<typeof deploymentSchema>;
