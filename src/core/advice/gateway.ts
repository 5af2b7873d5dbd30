import { offerOf } from '../cost/hosted/routedOffer.ts';
import { requestPrice } from '../insight/breakEven.ts';
import type { ApiPrice } from '../model/catalog.ts';
import type { ModelFacts } from '../model/modelFacts.ts';
import type { Subject } from './rule.ts';

/** Requests a month that are sent to it, whatever a cache in front of it answers. */
export function requestsAsked({ workload, estimate }: Subject): number {
  return workload.requestsPerSecond.value * 3600 * estimate.hoursPerMonth;
}

/** The models that one gateway config hands requests to, this one first; none for what no gateway stands before. */
export function behindSameGateway(subject: Subject): readonly Subject[] {
  const { uri, route } = subject.deployment;
  if (route === undefined) return [];
  const others = subject
    .others()
    .filter(({ deployment }) => deployment.uri === uri && deployment.route !== undefined);
  return [subject, ...others];
}

/** Of the models of a gateway that share the traffic of one name, this one first. Fallbacks have none to share. */
export function sharingTraffic(subject: Subject): readonly Subject[] {
  const { route, format, trafficShare } = subject.deployment;
  if (route === undefined || route.fallbackOnly) return [];
  return behindSameGateway(subject).filter(({ deployment: other }) => {
    if (other.route === undefined || other.route.fallbackOnly) return false;
    if (other === subject.deployment) return true;
    // Portkey's targets have no common name: those that have a share share it.
    return format === 'portkey'
      ? trafficShare !== null && other.trafficShare !== null
      : other.route.group.value === route.group.value;
  });
}

/** True when none of them has more of something; of two that have the same, the first by id is it. */
export function isFirst(
  subject: Subject,
  among: readonly Subject[],
  amountOf: (one: Subject) => number,
): boolean {
  const own = amountOf(subject);
  return among.every((other) => {
    const amount = amountOf(other);
    return (
      other === subject ||
      amount < own ||
      (amount === own && subject.deployment.id <= other.deployment.id)
    );
  });
}

/** USD of one request of this workload at an offer; null where the offer does not price what the request has. */
export function perRequest(offer: ApiPrice | null, { workload }: Subject): number | null {
  return offer === null
    ? null
    : requestPrice(offer, workload.inputTokens.value, workload.outputTokens.value);
}

/** The offer a model behind a gateway is paid by; null on servers of one's own and where no price is known. */
export function offerTaken({ deployment, catalog }: Subject): ApiPrice | null {
  return deployment.route?.endpoint == null ? offerOf(deployment, catalog) : null;
}

/** The catalogue's model that the offer serves; null for models without published weights, and fine-tunes. */
export function modelBehind(subject: Subject): ModelFacts | null {
  const { catalog } = subject;
  const offer = offerTaken(subject);
  if (offer === null) return null;
  const isThis = ({ provider, model }: ApiPrice): boolean =>
    provider === offer.provider && model === offer.model;
  return catalog.models.find(({ id }) => catalog.hostedOffers(id).some(isThis)) ?? null;
}
