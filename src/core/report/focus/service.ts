import type { ComponentReport, DeploymentReport } from '../reportModel.ts';

/** What a component is a use of, in the categories of FOCUS; a service has one of them. */
export interface FocusService {
  readonly category: string;
  readonly subcategory: string;
  readonly name: string;
}

/** The service behind a component of a deployment: compute by how it is sold, the rest by what it is. */
export function serviceOf(
  { name, category }: Pick<ComponentReport, 'name' | 'category'>,
  { supply }: Pick<DeploymentReport, 'supply'>,
): FocusService {
  if (category === 'compute') return computeServices[supply];
  return services.find(({ of }) => of.test(name))?.service ?? otherServices[category];
}

const service = (category: string, subcategory: string, name: string): FocusService => ({
  category,
  subcategory,
  name,
});

const ai = 'AI and Machine Learning';

const computeServices: Readonly<Record<DeploymentReport['supply'], FocusService>> = {
  replicas: service('Compute', 'Virtual Machines', 'Virtual machines'),
  nodes: service('Compute', 'Virtual Machines', 'Virtual machines'),
  managed: service(ai, 'AI Platforms', 'Managed model serving'),
  serverless: service('Compute', 'Serverless Compute', 'Serverless model serving'),
  api: service(ai, 'Generative AI', 'Hosted models'),
  units: service(ai, 'Generative AI', 'Hosted models'),
};

/** Components beside compute, by their names; the first that fits counts. */
const services: readonly { readonly of: RegExp; readonly service: FocusService }[] = [
  {
    of: /^(?:Volume |Node disks|Model files, a disk)/,
    service: service('Storage', 'Block Storage', 'Disks'),
  },
  { of: /^Model files, shared/, service: service('Storage', 'File Storage', 'File systems') },
  {
    of: /^Model in the object store/,
    service: service('Storage', 'Object Storage', 'Object storage'),
  },
  {
    of: /^Images in the registry/,
    service: service('Storage', 'Other (Storage)', 'Image registry'),
  },
  { of: /^(?:Cache server|Response cache)/, service: service('Databases', 'Caching', 'Caches') },
  {
    of: /^CDN /,
    service: service('Networking', 'Content Delivery', 'Content delivery'),
  },
  {
    of: /^Load balancer/,
    service: service('Networking', 'Application Networking', 'Load balancing'),
  },
  { of: /^API gateway/, service: service('Integration', 'API Management', 'API gateway') },
  {
    of: /^(?:NAT gateway|Pulls through NAT)/,
    service: service('Networking', 'Network Routing', 'Address translation'),
  },
  {
    of: /^(?:Egress|Traffic between)/,
    service: service('Networking', 'Network Connectivity', 'Data transfer'),
  },
  { of: /^Control plane/, service: service('Compute', 'Containers', 'Kubernetes') },
  {
    of: /^(?:Log|Metrics)/,
    service: service('Management and Governance', 'Observability', 'Logs and metrics'),
  },
  { of: /^Engineering time/, service: service('Other', 'Other (Other)', 'Engineering time') },
];

const otherServices: Readonly<
  Record<Exclude<ComponentReport['category'], 'compute'>, FocusService>
> = {
  network: service('Networking', 'Other (Networking)', 'Other networking'),
  storage: service('Storage', 'Other (Storage)', 'Other storage'),
  management: service(
    'Management and Governance',
    'Other (Management and Governance)',
    'Other management',
  ),
};
