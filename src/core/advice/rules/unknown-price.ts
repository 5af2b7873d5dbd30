import { formatQuantity } from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { groupIn, listed } from '../neighbours.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';
import { openPrices } from '../settle.ts';

/** Whatever else makes a total read “≥”: a price that nobody publishes, traffic that decides the month and is not stated. */
export const unknownPrice: Rule = {
  code: 'unknown-price',
  title: 'Price not known',
  level: 'information',
  scope: 'all',
  explanation:
    'What has no price is left out of the total, which then reads “≥”: an instance type or accelerator that the price list lacks, ' +
    'a hosted model without a public price, a server behind a gateway that is not among the files, models and functions that are ' +
    'paid by use where the traffic is not stated. The finding says what would settle it: a line in .servingcost.yaml, or the file that is ' +
    'missing. Said once for all models of a file that lack the same.',
  consequence: nothingChanges,
  check(subject) {
    return openPrices(subject).flatMap(({ missing, settle }): readonly FindingDraft[] => {
      const alike = groupIn(subject, (other) =>
        openPrices(other).some(
          (one) => one.settle === settle && kindOf(one.missing, other) === kindOf(missing, subject),
        ),
      );
      return alike.length === 0 ? [] : [draft(subject, missing, settle, alike)];
    });
  },
};

/** What is missing, of hosted models without the name of the model. */
function kindOf(missing: string, { deployment: { supply } }: Subject): string {
  return supply.kind === 'api' ? missing.split(' ').slice(0, 2).join(' ') : missing;
}

function draft(
  subject: Subject,
  missing: string,
  settle: string,
  alike: readonly Subject[],
): FindingDraft {
  const { deployment } = subject;
  const { supply, placement, route } = deployment;
  const written =
    supply.kind === 'api' ? (route?.endpoint ?? supply.model) : placement.instanceType;
  const names = alike.slice(1).map((one) => one.deployment.name);
  const others =
    names.length === 0
      ? ''
      : ` The same holds for ${names.length > 4 ? formatQuantity(names.length, 'other') : listed(names)} of this file.`;
  return {
    kind: 'problem',
    ...placeOf(
      deployment,
      written,
      supply.kind === 'managed' ? supply.instanceType : null,
      deployment.accelerator?.product,
    ),
    message: () => `Not in the total: ${missing}. ${settle}${others}`,
    tradeOffs: [],
    fixes: [],
  };
}
