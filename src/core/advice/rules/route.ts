import { trafficIsStated } from '../../cost/workload.ts';
import { formatMoney, formatPercent } from '../../report/format.ts';
import type { ApiPrice } from '../../model/catalog.ts';
import {
  isFirst,
  modelBehind,
  offerTaken,
  perRequest,
  requestsAsked,
  sharingTraffic,
} from '../gateway.ts';
import { asPhrase } from '../phrase.ts';
import { placeOf } from '../place.ts';
import type { Advice, FixDraft, Rule, Subject } from '../rule.ts';
import { smallerModels } from '../smallerModel.ts';

/** Another model must cost at most this share of the present one: below a third less, evaluating it does not pay. */
const muchCheaper = 0.67;

/** The same model elsewhere is worth it sooner: nothing but its provider changes. */
const cheaper = 0.9;

/** What stays with the other providers of the same model, so that they are known to work when they are needed. */
const sameModelShare = 0.9;

/** A share that differs by less is what was asked for. */
const sameShare = 0.02;

/** USD a month for a tenth of the traffic below which the question is not worth a line. */
const worthAsking = 50;

/** Requests that a cheaper model could answer. */
export const route: Rule = {
  code: 'route',
  title: 'Route requests to a cheaper model',
  level: 'information',
  scope: 'all',
  explanation:
    'Of the models behind one name of a gateway the dear ones should get the requests that need them. Proposed: weights ' +
    'that send workload.routableShare of the traffic to a cheaper model of the same name, or to the next smaller model of ' +
    'the same provider, which joins the name; and where the same model is offered cheaper by another provider of that ' +
    'name, most of the traffic to that one. The share has to come from you: without it the finding says what each ' +
    'tenth of the traffic would save and edits nothing. Weights pick requests at random, and nothing is known of how ' +
    'well a smaller model answers yours. Not proposed where the router does not go by weights, nor where a cheaper ' +
    'model already gets that share.',
  consequence: { risk: 'high', effort: 'days', downtime: 'rolling restart', reversible: true },
  check(subject) {
    const { deployment, estimate, workload } = subject;
    if (deployment.route === undefined || deployment.supply.kind !== 'api') return [];
    if (!trafficIsStated(subject.workload) || (estimate.monthly?.expected ?? 0) <= 0) return [];
    const group = sharingTraffic(subject);
    const price = perRequest(offerTaken(subject), subject);
    // Also one that gets nothing any more: what it was replaced by is then what somebody chose.
    const priceOf = (one: Subject): number => perRequest(offerTaken(one), subject) ?? 0;
    if (price === null || !isFirst(subject, group, priceOf)) return [];
    const same = sameModel(subject, group, price);
    const shifted = same === null ? [] : shiftTo(subject, same);
    if (shifted.length > 0) return shifted;
    const target = cheaperModel(subject, group, price);
    if (target === null) return [];
    const share = workload.routableShare;
    return share === null
      ? ask(subject, group, target, price)
      : shiftSome(subject, target, share.value);
  },
};

/** A model that could answer instead. */
interface Target {
  readonly offer: ApiPrice;
  /** As the gateway's config names it. */
  readonly provider: string | null;
  readonly model: string;
  /** Share of the traffic that cheaper models of the name get now, and what of it is this one's. */
  readonly cheaperShare: number;
  readonly ownShare: number;
}

function shareOf({ deployment }: Subject): number {
  return deployment.trafficShare?.value ?? 1;
}

function memberTarget(member: Subject, cheaperShare: number): Target | null {
  const { supply } = member.deployment;
  const offer = offerTaken(member);
  if (supply.kind !== 'api' || offer === null) return null;
  return {
    offer,
    provider: supply.provider?.value ?? null,
    model: supply.model.value,
    cheaperShare,
    ownShare: shareOf(member),
  };
}

/** The cheapest member that serves the very same model, unless limits on requests decide how much it gets. */
function sameModel(subject: Subject, group: readonly Subject[], price: number): Target | null {
  if (group.length < 2) return null;
  const idOf = (one: Subject): string | null => modelBehind(one)?.id ?? null;
  const id = idOf(subject);
  const isLimited = ({ deployment: { route: limits } }: Subject): boolean =>
    (limits?.requestsPerMinute ?? limits?.tokensPerMinute ?? null) !== null;
  if (id === null || group.some((one) => idOf(one) !== id || isLimited(one))) return null;
  const cheapest = cheapestOf(group, subject, price * cheaper);
  return cheapest === null ? null : memberTarget(cheapest, shareOf(cheapest));
}

function cheapestOf(group: readonly Subject[], subject: Subject, limit: number): Subject | null {
  const priced = group.flatMap((one) => {
    const usd = perRequest(offerTaken(one), subject);
    return usd === null || usd > limit ? [] : [{ one, usd }];
  });
  return priced.sort((a, b) => a.usd - b.usd)[0]?.one ?? null;
}

/** A cheaper member, else the next smaller model of the same provider. */
function cheaperModel(subject: Subject, group: readonly Subject[], price: number): Target | null {
  const limit = price * muchCheaper;
  const member = cheapestOf(group, subject, limit);
  const cheaperShare = group
    .filter((one) => (perRequest(offerTaken(one), subject) ?? Infinity) <= limit)
    .reduce((sum, one) => sum + shareOf(one), 0);
  if (member !== null) return memberTarget(member, cheaperShare);
  const { supply } = subject.deployment;
  const own = offerTaken(subject);
  if (supply.kind !== 'api' || supply.provider === null || own?.mode !== 'chat') return null;
  for (const offer of smallerModels(supply.provider.value, supply.model.value, subject.catalog)) {
    const usd = perRequest(offer, subject);
    if (usd === null || usd > limit) continue;
    return { offer, provider: null, model: offer.model, cheaperShare: 0, ownShare: 0 };
  }
  return null;
}

const nameOf = ({ deployment }: Subject): string =>
  deployment.supply.kind === 'api' ? deployment.supply.model.value : deployment.name;

function shiftSome(subject: Subject, target: Target, wanted: number): readonly Advice[] {
  const share = Math.min(1, wanted - (target.cheaperShare - target.ownShare));
  if (share <= target.ownShare + sameShare) return [];
  const model = nameOf(subject);
  return propose(subject, target, share, {
    message: `${model} answers requests that ${target.model} answers well enough: ${formatPercent(wanted)} of them by workload.routableShare.`,
    tradeOffs: [
      `How well ${target.model} answers these requests is not known here: evaluate it on your own before the switch.`,
      'Weights pick requests at random. Where only simple ones may go to the smaller model, callers or a classifier have to ask for it by a name of its own.',
    ],
    needs: `Evaluate ${target.model} on your requests; ${formatPercent(wanted)} is what was assumed.`,
    verb: `Send ${formatPercent(share)} of the requests to ${target.model}`,
  });
}

function shiftTo(subject: Subject, target: Target): readonly Advice[] {
  if (target.ownShare >= sameModelShare - sameShare) return [];
  const seller = target.provider ?? target.offer.provider;
  return propose(
    subject,
    target,
    sameModelShare,
    {
      message: `${seller} offers the same model for less than ${subject.deployment.supply.kind === 'api' ? (subject.deployment.supply.provider?.value ?? 'this provider') : ''}.`,
      tradeOffs: [
        'Limits on requests, latency and precision of the weights differ between providers of one model.',
      ],
      needs: `The account at ${seller} must allow that many requests.`,
      verb: `Send ${formatPercent(sameModelShare)} of the requests to ${seller}`,
    },
    { risk: 'low', effort: 'hours', downtime: 'rolling restart', reversible: true },
  );
}

interface Words {
  readonly message: string;
  readonly tradeOffs: readonly string[];
  readonly needs: string;
  readonly verb: string;
}

function propose(
  subject: Subject,
  { provider, model }: Target,
  share: number,
  words: Words,
  consequence = route.consequence,
): readonly Advice[] {
  const changes = [{ kind: 'route-share', provider, model, share }] as const;
  const proposal = subject.propose(changes);
  if ('refused' in proposal) {
    return [{ kind: 'held-back', reason: asPhrase(proposal.refused) }];
  }
  const fix: FixDraft = {
    variant: `${model}-${Math.round(share * 100)}`,
    title: words.verb,
    edits: proposal.edits,
    changes,
    safe: false,
    needs: words.needs,
    accepts: () => true,
  };
  const { deployment } = subject;
  return [
    {
      kind: 'saving',
      ...placeOf(deployment, deployment.supply.kind === 'api' ? deployment.supply.model : null),
      message: () => words.message,
      tradeOffs: words.tradeOffs,
      consequence,
      fixes: [fix],
    },
  ];
}

/** Nobody says how many requests a smaller model may answer: what each tenth of them would save. */
function ask(
  subject: Subject,
  group: readonly Subject[],
  target: Target,
  price: number,
): readonly Advice[] {
  const { deployment, currency, estimate } = subject;
  const usd = perRequest(target.offer, subject);
  // A group that already sends most of its traffic to cheaper models has been thought about.
  if (usd === null || target.cheaperShare > 0.5) return [];
  const asked = group.reduce((sum, one) => sum + requestsAsked(one), 0);
  const billed = (estimate.monthly?.expected ?? 0) / Math.max(1e-12, requestsAsked(subject));
  // What caches, limits and budgets keep back is not saved.
  const tenth = 0.1 * asked * (price - usd) * Math.min(1, billed / price);
  if (tenth < worthAsking) return [];
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.supply.kind === 'api' ? deployment.supply.model : null),
      message: () =>
        `Every 10% of the requests to ${deployment.route?.group.value ?? deployment.name} that ${target.model} answers instead of ${nameOf(subject)} saves about ${formatMoney(tenth, currency)} a month. State workload.routableShare for an edit.`,
      tradeOffs: [`How well ${target.model} answers them is not known here: evaluate it first.`],
      fixes: [],
    },
  ];
}
