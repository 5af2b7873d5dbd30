import { tailOf } from '../catalog/apiName.ts';
import { hostOf } from '../formats/gateways/ownServer.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Evaluated, EvaluatedFile } from './evaluate.ts';

/**
 * Models that a gateway sends to servers of one's own: where the server is among the deployments, its month is paid there
 * and not again, and a token costs here what it costs there. What is not found stays open.
 */
export function joinGateways(files: readonly EvaluatedFile[]): readonly EvaluatedFile[] {
  const all = files.flatMap(({ deployments }) => deployments);
  if (!all.some(isServedElsewhere)) return files;
  const servers = all.filter(({ read }) => read.deployment.supply.kind !== 'api');
  return files.map((file) => ({
    ...file,
    deployments: file.deployments.map((one) => {
      const server = isServedElsewhere(one) ? serverOf(one, servers) : null;
      return server === null ? one : paidThere(one, server);
    }),
  }));
}

/** True for a model on a server of one's own: its month is paid where that server is deployed. */
export function isServedElsewhere({ read }: Pick<Evaluated, 'read'>): boolean {
  return read.deployment.route?.endpoint != null && read.deployment.route.price === null;
}

/** The deployment that an address names, else the only one that serves the model. */
function serverOf({ read }: Evaluated, servers: readonly Evaluated[]): Evaluated | null {
  const { route, supply } = read.deployment;
  if (route?.endpoint == null || supply.kind !== 'api') return null;
  const host = bareName(hostOf(route.endpoint.value)?.split('.')[0] ?? '');
  const byName = servers.filter(({ read: other }) => bareName(other.deployment.name) === host);
  const model = tailOf(supply.model.value);
  const byModel = servers.filter(({ read: other }) => {
    const id = other.deployment.model.id?.value;
    return id !== undefined && tailOf(id) === model;
  });
  const both = byName.filter((one) => byModel.includes(one));
  const candidates = [both, byName, byModel].find((list) => list.length > 0) ?? [];
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

/** Services are named after what they stand before. */
function bareName(name: string): string {
  return name.toLowerCase().replace(/[-_](?:service|svc|server|predictor)$/, '');
}

function paidThere(one: Evaluated, server: Evaluated): Evaluated {
  return {
    ...one,
    estimate: servedBy(server, one.estimate),
    basis: [...one.basis, ...server.basis],
  };
}

function servedBy({ read, estimate: server }: Evaluated, estimate: CostEstimate): CostEstimate {
  const nothing = { min: 0, expected: 0, max: 0 };
  const { name } = read.deployment;
  return {
    ...estimate,
    components: [
      {
        name: `Served by ${name}`,
        category: 'compute',
        provider: 'own',
        quantity: 0,
        unit: 'million tokens',
        unitPrice: null,
        monthly: nothing,
        formula: `paid where ${name} is deployed`,
        inputs: [],
      },
    ],
    monthly: nothing,
    lowerBound: false,
    missing: [],
    byCategory: { compute: 0, network: 0, storage: 0, management: 0 },
    model: server.model,
    performance: server.performance,
    unit: server.unit,
  };
}
