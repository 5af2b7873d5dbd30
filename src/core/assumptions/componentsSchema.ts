import * as z from 'zod';

const positive = z.number().positive();
const amount = z.number().min(0);
const share = z.number().min(0).max(1);

const enabled = z.boolean().optional().describe('false leaves this component out of the estimate.');
const optIn = z
  .boolean()
  .optional()
  .describe('Counts when this block stands in the file, unless it is false.');

const computeSchemas = {
  warmPool: z
    .strictObject({
      enabled: optIn,
      replicas: amount.optional().describe('Replicas kept ready beside those that serve.'),
    })
    .describe('Replicas that are paid all the time to answer peaks without a cold start.'),
  coldStarts: z
    .strictObject({
      enabled: optIn,
      startsPerMonth: amount
        .optional()
        .describe(
          'Starts in a month, all replicas together; default what spot interruptions cause.',
        ),
    })
    .describe(
      'Starts beside those of the autoscaler, of which the compute already holds the time: spot machines taken back, crashes.',
    ),
  redundancy: z
    .strictObject({
      enabled: optIn,
      zones: positive.optional().describe('Copies in zones of one region. Default 1.'),
      regions: positive.optional().describe('Regions that hold all of it. Default 1.'),
    })
    .describe('Copies of the deployment beside what the config states, for availability.'),
  rollout: z
    .strictObject({
      enabled: optIn,
      surge: amount
        .optional()
        .describe('Additional replicas during a rollout as a share of the replicas. Default 0.25.'),
      hours: positive
        .optional()
        .describe(
          'Hours old and new replicas run beside each other; default a cold start for each batch.',
        ),
    })
    .describe('Replicas of the old and the new version that run at once; see updatesPerMonth.'),
} as const;

const networkSchemas = {
  egress: z
    .strictObject({
      enabled,
      bytesPerToken: positive.optional().describe('Response bytes for one output token.'),
      bytesPerRequest: positive
        .optional()
        .describe('Response bytes of one request, instead of bytes per token.'),
    })
    .describe('Responses that leave the cloud.'),
  loadBalancer: z
    .strictObject({
      enabled,
      share: share.optional().describe('Share of a load balancer this deployment carries, 0–1.'),
    })
    .describe('The load balancer in front, by the hour and by what goes through it.'),
  crossZone: z
    .strictObject({
      enabled: optIn,
      share: share.optional().describe('Share of the traffic that crosses zones, 0–1.'),
    })
    .describe('Requests and responses between zones of one region.'),
  apiGateway: z
    .strictObject({ enabled: optIn })
    .describe('The cloud’s API gateway, paid by the request.'),
  nat: z
    .strictObject({
      enabled: optIn,
      share: share.optional().describe('Share of a NAT gateway this deployment carries, 0–1.'),
      pullGiB: amount
        .optional()
        .describe('GiB of images and weights pulled through it in a month.'),
    })
    .describe('The NAT gateway of private nodes, and what is pulled through it.'),
  cdn: z
    .strictObject({
      enabled: optIn,
      share: share.optional().describe('Share of the response bytes the CDN delivers, 0–1.'),
    })
    .describe('Delivery of responses by a CDN instead of straight from the cloud.'),
  interRegion: z
    .strictObject({
      enabled: optIn,
      gibPerMonth: amount.optional().describe('GiB copied between regions in a month.'),
    })
    .describe('Transfer between regions: weights, replication, calls.'),
} as const;

const storageSchemas = {
  volumes: z.strictObject({ enabled }).describe('Persistent volumes.'),
  nodeDisk: z
    .strictObject({
      enabled: optIn,
      sizeGiB: positive.optional().describe('Boot disk of a node. GiB.'),
    })
    .describe('Boot disks of the nodes, by the share the deployment takes of them.'),
  modelStore: z
    .strictObject({
      enabled,
      sizeGiB: positive.optional().describe('GiB of weights kept; default one copy of the model.'),
    })
    .describe('Weights in an object store. Counts where the config reads them from one.'),
  modelFiles: z
    .strictObject({
      enabled: optIn,
      sizeGiB: positive.optional().describe('GiB of weights; default one copy of the model.'),
      shared: z
        .boolean()
        .optional()
        .describe('true: one file system for all replicas; false: a disk for each.'),
    })
    .describe('Weights on disks that the config does not show.'),
  registry: z
    .strictObject({
      enabled: optIn,
      imageGiB: positive.optional().describe('GiB of images kept for this deployment.'),
    })
    .describe('Images in the cloud’s container registry.'),
  cacheServer: z
    .strictObject({
      enabled: optIn,
      sizeGiB: positive.optional().describe('Memory of the cache. GiB.'),
    })
    .describe('A cache server (Redis) for responses or features.'),
} as const;

const managementSchemas = {
  controlPlane: z
    .strictObject({
      enabled,
      share: share
        .optional()
        .describe('Share of the cluster’s control plane this deployment carries, 0–1.'),
    })
    .describe('The cluster’s control plane.'),
  logs: z
    .strictObject({
      enabled,
      bytesPerRequest: positive.optional().describe('Log bytes ingested for one request.'),
      retentionDays: positive
        .optional()
        .describe('Days logs are kept at the cloud’s storage price; without it that is left out.'),
    })
    .describe('Ingestion of request logs, and keeping them.'),
  monitoring: z
    .strictObject({
      enabled: optIn,
      metricsPerReplica: positive
        .optional()
        .describe('Time series one replica sends to the cloud’s monitoring.'),
    })
    .describe('Metrics in the cloud’s own monitoring.'),
  engineering: z
    .strictObject({
      enabled: optIn,
      hoursPerMonth: amount.optional().describe('Hours people spend on it in a month.'),
      usdPerHour: amount.optional().describe('What an hour of theirs costs. USD.'),
    })
    .describe('Time of the people who run it.'),
} as const;

/** Every component by its name in `.servingcost.yaml`. */
export const componentsSchema = z
  .strictObject({
    ...computeSchemas,
    ...networkSchemas,
    ...storageSchemas,
    ...managementSchemas,
  })
  .partial()
  .describe(
    'Components of the bill: sizes, shares, and which of them to count. A block counts its component, enabled: false leaves it out.',
  );
