import { threeDigits } from '../../cost/threeDigits.ts';
import { trafficIsStated } from '../../cost/workload.ts';
import { per } from '../../cost/unitCosts.ts';
import { breakEven } from '../../insight/breakEven.ts';
import type { BreakEven } from '../../model/insight.ts';
import { formatLarge, formatMoney, formatPercent, formatUnitPrice } from '../../report/format.ts';
import { isFirst } from '../gateway.ts';
import { placeOf } from '../place.ts';
import type { Advice, Rule, Subject } from '../rule.ts';

/**
 * A hosted model must cost at most this share of the deployment, at the second provider too where there are several: moving
 * is work, prices move, and one cheap offer may end.
 */
const muchCheaper = 0.5;

/** USD a month that must be saved before it is worth a project. */
const worthMoving = 200;

/** Replicas that answer less traffic than an API would charge for. */
export const managedApi: Rule = {
  code: 'managed-api',
  title: 'Use a hosted model',
  level: 'information',
  scope: 'all',
  explanation:
    'A server of one’s own is paid by the hour, a hosted model by the token. Said where the stated traffic costs less ' +
    'than half at providers of the very same model, with the cheapest of them and the volume from which on the deployment is ' +
    'the cheaper one. Silent where nobody states the traffic, for weights of your own, which no provider serves, for ' +
    'hardware of your own, and for models that are only comparable. There is no edit: callers change their address.',
  consequence: { risk: 'medium', effort: 'days', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment, estimate, catalog } = subject;
    const { kind } = deployment.supply;
    if (kind !== 'replicas' && kind !== 'managed' && kind !== 'serverless') return [];
    if (!trafficIsStated(subject.workload) || estimate.requestsPerMonth <= 0) return [];
    // What comes from a place of one's own may be a fine-tune, whatever its name says.
    if (deployment.model.id === null || deployment.model.location !== null) return [];
    if (estimate.hardware?.purchase.value === 'owned' || estimate.lowerBound) return [];
    const parts = partsOf(subject);
    const paid = (one: Subject): number => one.estimate.monthly?.expected ?? 0;
    if (!isFirst(subject, parts, paid) || parts.some((one) => one.estimate.lowerBound)) return [];
    const month = parts.reduce((sum, one) => sum + paid(one), 0);
    const offers = breakEven(estimate, catalog).filter(({ match }) => match === 'same');
    const [offer, second] = offers;
    if (offer === undefined || (second ?? offer).monthly > muchCheaper * month) return [];
    return month - offer.monthly < worthMoving ? [] : [finding(subject, offer, month)];
  },
};

/** The parts of one object that answer the same requests together (prefill and decoding), this one first. */
function partsOf(subject: Subject): readonly Subject[] {
  const { name, uri, model, trafficShare } = subject.deployment;
  const whole = name.split('/')[0] ?? name;
  if (whole === name || trafficShare !== null) return [subject];
  const others = subject
    .others()
    .filter(
      ({ deployment: other }) =>
        other.uri === uri &&
        other.name.startsWith(`${whole}/`) &&
        other.model.id?.value === model.id?.value &&
        other.trafficShare === null,
    );
  return [subject, ...others];
}

function finding(subject: Subject, best: BreakEven, month: number): Advice {
  const { deployment, estimate, currency } = subject;
  const { offer, perMillionTokens: usd, monthly } = best;
  // The parts of a deployment beside this one are paid too: the point moves with them.
  const whole = month / (estimate.monthly?.expected ?? month);
  const requestsPerMonth = best.requestsPerMonth * whole;
  const shareOfCapacity = best.shareOfCapacity === null ? null : best.shareOfCapacity * whole;
  const { inputTokens, outputTokens } = estimate.workload;
  const tokens = estimate.requestsPerMonth * (inputTokens.value + outputTokens.value);
  const own = per(month, tokens, 1e6);
  const perOwn = own === null ? '' : ` (${formatMoney(own, currency)}/1M tokens)`;
  return {
    kind: 'problem',
    ...placeOf(deployment, deployment.model.id),
    message: () =>
      `The stated traffic costs ${formatMoney(month, currency)} a month here${perOwn} and ${formatMoney(monthly, currency)} at ${offer.provider} (${formatUnitPrice(threeDigits(usd), currency)}/1M). This deployment is cheaper from ${formatLarge(requestsPerMonth)} requests a month on${reach(shareOfCapacity)}.`,
    tradeOffs: [
      'Prompts and answers go to the provider; its latency, limits and precision of the weights are its own.',
      `List price of ${offer.model}: ${offer.source}, ${offer.asOf}.`,
    ],
    fixes: [],
  };
}

function reach(shareOfCapacity: number | null): string {
  if (shareOfCapacity === null) return '';
  return shareOfCapacity > 1
    ? ', which is more than its replicas can answer'
    : `, ${formatPercent(shareOfCapacity)} of what its replicas can answer`;
}
