import { constraintsOf } from '../../assumptions/constraints.ts';
import type { AcceleratorCandidate } from '../../model/estimate.ts';
import { formatMonthly, formatMonthlyRange, isSpread } from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { assuming, changing } from '../fixes.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';
import { isByAccelerator } from '../settle.ts';

/** How many candidates become a quick fix; all of them are in the panel. */
const offered = 4;

/** Accelerators are asked for and none is named, or one the catalogue does not know. */
export const unknownAccelerator: Rule = {
  code: 'unknown-accelerator',
  title: 'Accelerator not known',
  level: 'information',
  explanation:
    'Most configs ask for a number of GPUs and leave the product to the cluster. The estimate is then a range over the ' +
    'accelerators of the provider on which the model fits, and its expected value is the cheapest of them that meets ' +
    'the SLO. The fixes settle it: with a node selector in the config, or with a line in .servingcost.yaml. A product ' +
    'that is named but not in the catalogue cannot be priced; the total then reads “≥”.',
  consequence: nothingChanges,
  check(subject) {
    const { accelerator } = subject.deployment;
    if (accelerator === null) return [];
    if (accelerator.undecided !== undefined) {
      return subject.estimate.hardware === null ? [undecided(subject, accelerator.undecided)] : [];
    }
    if (subject.estimate.candidates.length > 0) return [unnamed(subject)];
    if (subject.estimate.hardware !== null) return [];
    return isByAccelerator(subject) ? [unpriced(subject)] : [];
  },
};

function unnamed(subject: Subject): FindingDraft {
  const { deployment, estimate, currency, policies, catalog } = subject;
  const count = deployment.accelerator?.count;
  const constraints = constraintsOf(policies, catalog);
  const allowed = estimate.candidates.filter(({ accelerator }) =>
    constraints.allows('accelerators', accelerator),
  );
  // What the model does not fit on settles nothing: another rule says so.
  const fitting = allowed.filter(({ fits }) => fits);
  const good = fitting.filter(({ meetsSlo }) => meetsSlo);
  const shown = (good.length > 0 ? good : fitting).slice(0, offered);
  return {
    kind: 'problem',
    ...placeOf(deployment, count),
    message: () => {
      // One figure is that of the cheapest one, which is named with it.
      const range =
        estimate.monthly === null || !isSpread(estimate.monthly, currency)
          ? ''
          : ` The estimate covers ${formatMonthlyRange(estimate.monthly, currency)}.`;
      const cheapest = shown[0];
      const choice =
        cheapest?.monthly == null
          ? ''
          : ` Cheapest that fits: ${cheapest.accelerator} (${cheapest.instance.instance.name}), ${formatMonthly(cheapest.monthly.expected, currency)}.`;
      return `The config asks for ${count?.value ?? 0} accelerator${count?.value === 1 ? '' : 's'} without naming one.${range}${choice}`;
    },
    tradeOffs: [],
    fixes: shown.flatMap((candidate) => settle(subject, candidate)),
  };
}

/** A selector where the format can write one, and an assumption. */
function settle(subject: Subject, candidate: AcceleratorCandidate): readonly FixDraft[] {
  const { currency } = subject;
  const { accelerator, instance } = candidate;
  const price =
    candidate.monthly === null ? '' : ` (${formatMonthly(candidate.monthly.expected, currency)})`;
  const common = { safe: false, accepts: () => true };
  return [
    ...assuming(subject, ['accelerator'], accelerator, {
      ...common,
      variant: `assume-${accelerator}`,
      title: `Assume ${accelerator}${price} in .servingcost.yaml`,
      needs: null,
    }),
    ...changing(
      subject,
      [{ kind: 'name-accelerator', accelerator, provider: instance.instance.provider }],
      {
        ...common,
        variant: `select-${accelerator}`,
        title: `Select nodes with ${accelerator}${price}`,
        needs: 'The cluster needs nodes with this label.',
      },
    ),
  ];
}

function unpriced(subject: Subject): FindingDraft {
  const { deployment, estimate } = subject;
  const product = deployment.accelerator?.product ?? null;
  return {
    kind: 'problem',
    ...placeOf(deployment, product, deployment.accelerator?.count),
    message: () => {
      if (product !== null) {
        return (
          `${product.value} is not in the catalogue, so its cost is missing from the total. State the nearest product as ` +
          `deployments.${deployment.name}.accelerator in .servingcost.yaml, or its instanceType and price (prices).`
        );
      }
      const what = estimate.missing[0] ?? 'nothing could be priced';
      return `Not in the total: ${what}. State deployments.${deployment.name}.accelerator and its price (prices, USD per hour) in .servingcost.yaml.`;
    },
    tradeOffs: [],
    fixes: [],
  };
}

/** The server takes what its machine has: only that machine settles it. */
function undecided({ deployment }: Subject, reason: string): FindingDraft {
  return {
    kind: 'problem',
    ...placeOf(deployment, deployment.accelerator?.count),
    message: () =>
      `Not priced: ${reason}. An accelerator or an instanceType in .servingcost.yaml settles it.`,
    tradeOffs: [],
    fixes: [],
  };
}
