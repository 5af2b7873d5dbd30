import { trafficIsStated } from '../../cost/workload.ts';
import { formatLarge, formatMoney, formatQuantity } from '../../report/format.ts';
import { modelBehind, requestsAsked } from '../gateway.ts';
import { ownReplicas } from '../ownReplicas.ts';
import { placeOf } from '../place.ts';
import type { Rule } from '../rule.ts';

/** Replicas of one's own must cost at most this share of the bill: people have to run them. */
const muchCheaper = 0.6;

/** USD a month that must be saved before somebody runs accelerators for it. */
const worthRunning = 1000;

/** An API bill above what the same open model costs on accelerators of one's own. */
export const selfHost: Rule = {
  code: 'self-host',
  title: 'Host the model yourself',
  level: 'information',
  explanation:
    'A hosted model is paid by the token, however many there are. Said where the stated traffic of a model with open ' +
    'weights costs so much that two or more replicas of it, enough for the busiest hour and within the latency limits, ' +
    'cost less than 60% of the bill; with the hardware that was taken, and the volume at which both cost the same. ' +
    'Silent where nobody states the traffic, and for models whose weights are not published. There is no edit: it takes a ' +
    'deployment that is not there yet. The time of people who run it is in the figures only where the component ' +
    'engineering states it.',
  consequence: { risk: 'medium', effort: 'days', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment, estimate, currency } = subject;
    const { supply, route } = deployment;
    if (supply.kind !== 'api' || route?.endpoint != null || !trafficIsStated(subject.workload))
      return [];
    const bill = estimate.monthly?.expected ?? 0;
    if (bill < worthRunning || estimate.lowerBound) return [];
    const model = modelBehind(subject);
    if (model?.modality !== 'text-generation' && model?.modality !== 'embedding') return [];
    const found = ownReplicas(subject, model.id);
    const month = found?.estimate.monthly?.expected ?? Infinity;
    if (found === null || month > muchCheaper * bill || bill - month < worthRunning) return [];
    const { accelerator, count, replicas } = found;
    const breakEven = (requestsAsked(subject) * month) / bill;
    return [
      {
        kind: 'problem',
        ...placeOf(deployment, supply.model),
        message: () =>
          `These requests cost ${formatMoney(bill, currency)} a month by the token; ${formatQuantity(replicas, 'replica')} of the model on ${count} × ${accelerator} would answer them for about ${formatMoney(month, currency)}, which pays from ${formatLarge(breakEven)} requests a month on.`,
        tradeOffs: [
          'Somebody has to run, update and watch it; their time is not in this figure unless the component engineering states it.',
          'Speed and replicas are estimated for vLLM with its defaults at the busiest hour; a test run with your requests comes first.',
        ],
        fixes: [],
      },
    ];
  },
};
