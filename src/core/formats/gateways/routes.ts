import type { Deployment, GatewayRoute } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { defaulted, type Located } from '../located.ts';
import { fixedReplicas, platformDeployment } from '../platforms/deployment.ts';
import type { DocumentRoot } from '../platforms/documentFormat.ts';

/** What a gateway's config says of one model behind it. */
export interface Target {
  readonly format: string;
  readonly kind: string;
  /** The entry that says it; `key` tells it from others of the same name. */
  readonly entry: Located;
  readonly key: string;
  /** Null for a server of one's own. */
  readonly provider: Sourced<string> | null;
  readonly model: Sourced<string>;
  readonly route: GatewayRoute;
  /** Share of the group's traffic, 0–1; null = all. */
  readonly share: Sourced<number> | null;
  readonly notes: Deployment['notes'];
}

/** A model behind a gateway as a deployment: paid by token, one of it, no hardware. */
export function routedDeployment(target: Target, root: DocumentRoot): Deployment {
  const { format, kind, entry, key, provider, model, route, share, notes } = target;
  const { group } = route;
  const place =
    group.origin.kind === 'config' ? group.origin.span : (entry.node.aliasSpan ?? entry.node.span);
  return platformDeployment(
    { format, kind, name: group.value, nameSpan: place, object: entry, part: key },
    root,
    {
      name: group.value,
      supply: { kind: 'api', provider, model },
      model: { id: model, location: route.endpoint },
      replicas: fixedReplicas(defaulted(1, 'replicas', 'A hosted model is one service')),
      route,
      trafficShare: share,
      notes,
    },
  );
}

/**
 * Shares of the traffic of one group by the weights of its members; a member without a weight counts as 1 where none has
 * one, and gets nothing beside those that have.
 */
export function sharesOf(weights: readonly (number | null)[]): readonly number[] {
  const anyStated = weights.some((weight) => weight !== null);
  const counted = weights.map((weight) => (anyStated ? Math.max(0, weight ?? 0) : 1));
  const sum = counted.reduce((total, weight) => total + weight, 0);
  return counted.map((weight) => (sum > 0 ? weight / sum : 1 / weights.length));
}

/** Weights are written out of a hundred: a share of a percent is nobody's business. */
const wholeWeight = 100;

/**
 * Whole weights that give one member a share of the traffic and the others what is left, in proportion to what they have.
 * `target` is its place in the list; null = it is a new member, whose weight is `added`.
 */
export function weightsFor(
  shares: readonly number[],
  target: number | null,
  share: number,
): { readonly members: readonly number[]; readonly added: number } {
  const added = Math.round(Math.min(1, Math.max(0, share)) * wholeWeight);
  const others = shares.reduce((sum, each, index) => (index === target ? sum : sum + each), 0);
  const left = wholeWeight - added;
  const members = shares.map((each, index) => {
    if (index === target) return added;
    return Math.round(others > 0 ? (each / others) * left : left / Math.max(1, shares.length - 1));
  });
  return { members, added };
}
