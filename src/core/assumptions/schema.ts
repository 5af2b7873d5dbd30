import { z } from 'zod';
import { energySchema } from './energySchema.ts';
import { providers } from '../model/deployment.ts';
import { coldStartSchema } from './coldStartSchema.ts';
import { workloadSchema } from './workloadSchema.ts';

/**
 * What `.servingcost.yaml` may hold. Every key is optional: what is absent is read from the config, the settings or a
 * named default. Descriptions carry the unit and become the hover text of the JSON Schema.
 */

const providerSchema = z.enum(providers);

const purchaseSchema = z
  .enum(['on-demand', 'spot', 'reserved-1y', 'reserved-3y', 'serverless', 'owned'])
  .describe('How the capacity is bought, where the config does not say.');

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2026-01-31');
const positive = z.number().positive();
const share = z.number().min(0).max(1);

const enabled = z.boolean().optional().describe('false leaves this component out of the estimate.');

const componentsSchema = z
  .strictObject({
    egress: z
      .strictObject({
        enabled,
        bytesPerToken: positive.optional().describe('Response bytes for one output token.'),
        bytesPerRequest: positive
          .optional()
          .describe('Response bytes of one request, instead of bytes per token.'),
      })
      .optional()
      .describe('Responses that leave the cloud.'),
    loadBalancer: z
      .strictObject({
        enabled,
        share: share.optional().describe('Share of a load balancer this deployment carries, 0–1.'),
      })
      .optional(),
    volumes: z.strictObject({ enabled }).optional().describe('Persistent volumes.'),
    controlPlane: z
      .strictObject({
        enabled,
        share: share
          .optional()
          .describe('Share of the cluster’s control plane this deployment carries, 0–1.'),
      })
      .optional(),
    logs: z
      .strictObject({
        enabled,
        bytesPerRequest: positive.optional().describe('Log bytes ingested for one request.'),
      })
      .optional(),
  })
  .describe('Components beside compute: sizes, shares, and which of them to leave out.');

const ignoreSchema = z
  .array(
    z.strictObject({
      code: z.string().min(1).describe('Code of the finding, such as spot.'),
      reason: z.string().min(1).describe('Why it does not apply here.'),
      until: date.optional().describe('Last day on which it is ignored, YYYY-MM-DD.'),
    }),
  )
  .describe('Findings that are not wanted for this deployment.');

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
  purchase: purchaseSchema.optional(),
  workload: workloadSchema.optional(),
  coldStart: coldStartSchema.optional(),
  components: componentsSchema.optional(),
} as const;

const deploymentSchema = z.strictObject({
  ...siteFields,
  replicas: z
    .number()
    .min(0)
    .optional()
    .describe('Replicas that run on average, when that is known from measurement.'),
  ignore: ignoreSchema.optional(),
});

const discountSchema = z
  .union([share, z.partialRecord(providerSchema, share)], {
    error: 'a share from 0 to 1, or such a share per provider',
  })
  .describe('Negotiated discount on on-demand prices, 0–1; one number, or one per provider.');

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
    discount: discountSchema.optional(),
    hoursPerMonth: z
      .number()
      .positive()
      .max(744)
      .optional()
      .describe('Hours a month the deployments run. Default 730.'),
    prices: z
      .record(z.string(), positive)
      .optional()
      .describe('Own prices: USD per hour by instance type. They replace list price and discount.'),
    deployments: z
      .record(z.string(), deploymentSchema)
      .optional()
      .describe('By name of the deployment, namespace/name, or a pattern with *.'),
    rules: z
      .record(z.string(), z.enum(['off', 'information', 'warning', 'error']))
      .optional()
      .describe('Level of a finding by its code.'),
  })
  .describe('Assumptions of Serving Cost for the configs in this folder and below.');

export type AssumptionsValues = z.infer<typeof assumptionsSchema>;
export type DeploymentAssumptions = z.infer<typeof deploymentSchema>;
