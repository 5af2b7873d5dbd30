import { jurisdictionOf } from '../../catalog/continents.ts';
import type { PricedInstance } from '../../model/catalog.ts';
import type { Change } from '../../model/change.ts';
import { formatHourly, formatPercent } from '../../report/format.ts';
import { assuming, changing, type FixPromise } from '../fixes.ts';
import { savingBetween } from '../hold.ts';
import { placeOf } from '../place.ts';
import type { Advice, Rule, Subject } from '../rule.ts';

/** Below either nobody moves a deployment: a share of the price, and USD a month. */
const worthMoving = 0.1;
const leastSaving = 50;

/** The same machines of the same cloud where they cost less. */
export const region: Rule = {
  code: 'region',
  title: 'Run where the same machines cost less',
  level: 'information',
  explanation:
    'Batch work whose machines cost at least a tenth less in another region of the same cloud and of the same ' +
    'jurisdiction. The region is changed where the config or the assumptions name it. Held back where people wait for ' +
    'the answers, since the way to another region is added to every one of them, and where the data would come under ' +
    'another law. Nothing is said where nobody states a region.',
  consequence: { risk: 'medium', effort: 'days', downtime: 'restart', reversible: true },
  check(subject) {
    const { deployment, estimate, workload } = subject;
    const present = estimate.hardware?.instance;
    if (!present || estimate.candidates.length > 0 || !isStated(subject)) return [];
    if (deployment.supply.kind !== 'replicas') return [];
    const cheapest = cheaperRegion(present, subject);
    if (cheapest === null) return [];
    if (cheapest.less * estimate.byCategory.compute < leastSaving) return [];
    if (workload.latencyClass.value !== 'batch') return [heldBack(present, cheapest, subject)];
    return advice(present, cheapest, subject);
  },
};

/** A region that stands in for one nobody named says nothing about where it runs. */
function isStated({ deployment, estimate }: Subject): boolean {
  if (deployment.placement.region !== null) return true;
  return estimate.assumptions.some(
    ({ name, origin }) => name === 'region' && origin.kind !== 'default',
  );
}

interface Cheaper {
  readonly name: string;
  /** Share by which the machine costs less there, 0–1. */
  readonly less: number;
}

/** USD an hour as it is bought, spot or on demand; null = not offered there. */
function priceIn(
  name: string,
  { instance }: PricedInstance,
  { catalog, estimate }: Subject,
): number | null {
  const price = catalog.price(instance, name);
  const isSpot = estimate.hardware?.purchase.value === 'spot';
  return (isSpot ? price?.spot : price?.onDemand) ?? null;
}

/** The cheapest region of the same jurisdiction; null where moving is not worth it. */
function cheaperRegion(present: PricedInstance, subject: Subject): Cheaper | null {
  const { catalog } = subject;
  const priceOf = (name: string): number | null => priceIn(name, present, subject);
  const now = priceOf(present.region);
  const law = jurisdictionOf(present.region);
  if (now === null || law === null) return null;
  let best: Cheaper | null = null;
  for (const name of catalog.regions(present.instance.provider)) {
    const there = jurisdictionOf(name) === law ? priceOf(name) : null;
    const less = there === null ? 0 : 1 - there / now;
    if (less >= worthMoving && less > (best?.less ?? 0) + 1e-9) best = { name, less };
  }
  return best;
}

function heldBack(present: PricedInstance, { name, less }: Cheaper, subject: Subject): Advice {
  const { value } = subject.workload.latencyClass;
  return {
    kind: 'held-back',
    reason: `${present.instance.name} costs ${formatPercent(less)} less in ${name}, but the work is ${value}: the way there and back is added to every answer`,
  };
}

function advice(
  present: PricedInstance,
  { name, less }: Cheaper,
  subject: Subject,
): readonly Advice[] {
  const { deployment, estimate, currency } = subject;
  const changes: readonly Change[] = [{ kind: 'set-region', region: name }];
  if ((savingBetween(estimate, subject.consider(changes)) ?? 0) < leastSaving) return [];
  const fix: FixPromise = {
    variant: name,
    title: `Move to ${name}`,
    safe: false,
    needs: 'Capacity, quota and the model files must be there.',
    accepts: ({ monthlySaving }) => (monthlySaving ?? 0) > 0,
  };
  const hour = priceIn(present.region, present, subject) ?? 0;
  return [
    {
      kind: 'saving',
      ...placeOf(deployment, deployment.placement.region),
      message: () =>
        `${present.instance.name} costs ${formatHourly(hour, currency)} in ${present.region} and ${formatPercent(less)} less in ${name}; batch work does not mind the way.`,
      tradeOffs: [
        `Both regions are in ${jurisdictionOf(name) ?? 'one jurisdiction'}; whether the data may move there is for its owner to say.`,
        'Inputs, results and model files that stay behind cross regions, at $0.01 to $0.09 a GB by cloud and way.',
      ],
      fixes:
        deployment.placement.region === null
          ? assuming(subject, ['region'], name, fix)
          : changing(subject, changes, fix),
    },
  ];
}
