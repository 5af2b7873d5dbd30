import type { Sourced } from '../model/sourced.ts';
import { byDefault } from './defaults.ts';

/**
 * Sizes of components that nobody stated, by component and key, each with its source. Null = there is no honest default:
 * the component is open when it is asked for without that value, or follows from something else.
 */
export const componentDefaults = {
  warmPool: { replicas: null },
  coldStarts: { startsPerMonth: null },
  redundancy: {
    zones: byDefault('redundancy.zones', 1, 'nothing says that it runs in more'),
    regions: byDefault('redundancy.regions', 1, 'nothing says that it runs in more'),
  },
  rollout: {
    surge: byDefault('rollout.surge', 0.25, 'maxSurge of a Kubernetes Deployment by default'),
    hours: null,
  },
  egress: {
    /** `data: {"id":"chatcmpl-…","object":"chat.completion.chunk",…}` with one token, counted on a vLLM stream. */
    bytesPerToken: byDefault(
      'egress.bytesPerToken',
      250,
      'one server-sent event of an OpenAI-compatible stream holds one token',
    ),
    bytesPerRequest: null,
  },
  loadBalancer: {
    share: byDefault(
      'loadBalancer.share',
      0.1,
      'an ingress usually serves many services; ten are taken here',
    ),
  },
  crossZone: {
    share: byDefault(
      'crossZone.share',
      2 / 3,
      'with three zones and no preference, two of three calls go to another one',
    ),
  },
  apiGateway: {},
  nat: {
    share: byDefault(
      'nat.share',
      0.1,
      'a network usually serves many services; ten are taken here',
    ),
    pullGiB: null,
  },
  cdn: { share: byDefault('cdn.share', 1, 'all responses go through it where there is one') },
  interRegion: { gibPerMonth: null },
  volumes: {},
  nodeDisk: {
    sizeGiB: byDefault(
      'nodeDisk.sizeGiB',
      100,
      'boot disk of a GKE node by default (Google, “Boot disks”, 2026); EKS and AKS are near it',
    ),
  },
  modelStore: { sizeGiB: null },
  modelFiles: { sizeGiB: null },
  registry: {
    imageGiB: byDefault(
      'registry.imageGiB',
      10,
      'images of vLLM with CUDA are 8–10 GB compressed (Docker Hub, 2025)',
    ),
  },
  cacheServer: { sizeGiB: null },
  controlPlane: {
    share: byDefault(
      'controlPlane.share',
      0.1,
      'a cluster usually runs many services; ten are taken here',
    ),
  },
  logs: {
    bytesPerRequest: byDefault(
      'logs.bytesPerRequest',
      500,
      'an access-log line of about 100 bytes, and the Kubernetes metadata a collector adds to it',
    ),
    retentionDays: null,
  },
  monitoring: {
    metricsPerReplica: byDefault(
      'monitoring.metricsPerReplica',
      100,
      'about what vLLM serves at /metrics without histogram buckets',
    ),
  },
  engineering: { hoursPerMonth: null, usdPerHour: null },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Sourced<number> | null>>>>;

export type ComponentName = keyof typeof componentDefaults;

/**
 * Components that count without being asked for: what a deployment of that kind surely pays. The others count once
 * their block stands in `.servingcost.yaml`.
 */
export const countedByDefault: ReadonlySet<ComponentName> = new Set([
  'coldStarts',
  'rollout',
  'egress',
  'loadBalancer',
  'volumes',
  'nodeDisk',
  'modelStore',
  'controlPlane',
  'logs',
] as const);
