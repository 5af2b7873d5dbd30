import * as z from 'zod';
import { providers } from '../model/deployment.ts';

const level = z
  .enum(['information', 'warning', 'error'])
  .optional()
  .describe('Severity of what breaks this policy; an error makes `report` exit with 1.');
const money = z.number().min(0);
const word = z.string().min(1);

const budgetsSchema = z
  .strictObject({
    total: money
      .optional()
      .describe('Of all deployments in this folder and below, together. USD/month.'),
    perDeployment: money.optional().describe('Of each deployment. USD/month.'),
    deployments: z
      .record(word, money)
      .optional()
      .describe('By name of the deployment, namespace/name, or a pattern with *. USD/month.'),
    teams: z.record(word, money).optional().describe('By team, all its deployments. USD/month.'),
    environments: z
      .record(word, money)
      .optional()
      .describe('By environment, all its deployments. USD/month.'),
    basis: z
      .enum(['expected', 'max'])
      .optional()
      .describe('Which figure of the month is held against a budget. Default expected.'),
    level,
  })
  .describe('What a month may cost. An error unless level says otherwise.');

const allowedSchema = z
  .strictObject({
    accelerators: z
      .array(word)
      .optional()
      .describe('By any name the catalogue knows, or a pattern such as A100*.'),
    regions: z.array(word).optional().describe('Names, or patterns such as eu-*.'),
    providers: z.array(z.enum(providers)).optional().describe('Clouds.'),
    instanceTypes: z.array(word).optional().describe('Names, or patterns such as g6.*.'),
    level,
  })
  .describe(
    'What may be used; a list that is absent allows everything. An error unless level says otherwise. Suggestions keep to it.',
  );

const outsideProductionSchema = z
  .strictObject({
    spot: z.boolean().optional().describe('Capacity has to be spot.'),
    scaleToZero: z.boolean().optional().describe('Replicas have to go to zero without load.'),
    level,
  })
  .describe('What is required of deployments whose environment is known and is not production.');

const requiredSchema = z
  .strictObject({
    labels: z
      .array(z.enum(['owner', 'team', 'environment']))
      .optional()
      .describe('What a label of the config or this file has to name.'),
    level,
  })
  .describe('What every deployment has to state.');

const limitsSchema = z
  .strictObject({
    idleShare: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Share of the compute cost that may stand idle, where the traffic is stated. 0–1.'),
    perMillionTokens: money
      .optional()
      .describe('What a million tokens may cost, where the traffic is stated. USD.'),
    level,
  })
  .describe('Bounds on what a deployment comes to.');

/** What an organisation holds its deployments to. Files in folders below cannot take it back. */
export const policiesSchema = z
  .strictObject({
    production: z
      .array(word)
      .optional()
      .describe('Names of environments that are production. Default production, prod and live.'),
    budgets: budgetsSchema.optional(),
    allowed: allowedSchema.optional(),
    outsideProduction: outsideProductionSchema.optional(),
    required: requiredSchema.optional(),
    limits: limitsSchema.optional(),
  })
  .describe(
    'Policies for the configs in this folder and below; those of every folder above count as well.',
  );

export type PoliciesValues = z.infer<typeof policiesSchema>;
