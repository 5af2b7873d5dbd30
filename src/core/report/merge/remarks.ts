import type { Currency } from '../../model/environment.ts';
import { formatQuantity } from '../format.ts';
import { grouped } from '../grouped.ts';
import type { Report } from '../reportModel.ts';
import { someNames } from '../someNames.ts';
import type { PartReport } from './named.ts';
import type { RepeatedFile } from './repeated.ts';

/** Names told one by one; more are counted. */
const MOST_NAMES = 5;

/** What has to be known of a report that was made of others: currencies, price lists, versions, days, and what counts once. */
export function mergeRemarks(
  parts: readonly PartReport[],
  repeated: readonly RepeatedFile[],
  shown: Currency,
): readonly string[] {
  return [
    ...currencies(parts, shown),
    ...priceLists(parts),
    ...versions(parts),
    ...days(parts),
    ...twice(repeated),
  ];
}

function currencies(parts: readonly PartReport[], shown: Currency): readonly string[] {
  const stated = grouped(
    parts.map(({ report, source }) => ({ ...report, source })),
    ({ currency, exchangeRate }) =>
      currency === 'USD'
        ? 'USD'
        : `${currency} at ${exchangeRate.perUsd} per USD of ${exchangeRate.asOf ?? 'an unknown day'}`,
  );
  const isShown = parts.every(
    ({ report }) => report.currency === shown.code && report.exchangeRate.perUsd === shown.perUsd,
  );
  if (isShown) return [];
  const each = [...stated].map(
    ([rate, reports]) => `${rate} (${some(reports.map(({ source }) => source))})`,
  );
  return [
    `The reports are in ${each.join(', ')}; their figures were brought to ${shown.code} at these rates. Amounts in words are as they were written.`,
  ];
}

function priceLists(parts: readonly PartReport[]): readonly string[] {
  const lists = grouped(
    parts.flatMap(({ repositories }) => repositories),
    ({ prices }) => `${prices.id} of ${prices.asOf}`,
  );
  if (lists.size < 2) return [];
  const each = [...lists].map(([list, of]) => `${list} (${some(of.map(({ name }) => name))})`);
  return [
    `Priced with ${lists.size} price lists: ${each.join(', ')}. What differs between repositories may be the prices.`,
  ];
}

function versions(parts: readonly PartReport[]): readonly string[] {
  const made = grouped(
    parts.flatMap(({ report, source }) =>
      versionsOf(report).map((version) => ({ version, source })),
    ),
    ({ version }) => version,
  );
  if (made.size < 2) return [];
  const each = [...made].map(
    ([version, of]) => `${version} (${some(of.map(({ source }) => source))})`,
  );
  return [
    `Made by different versions: ${each.join(', ')}. Another version may estimate the same config in another way.`,
  ];
}

/** The versions of the product that made a report: several, where it was made of others. */
export function versionsOf({ productVersion }: Pick<Report, 'productVersion'>): readonly string[] {
  return productVersion.split(', ');
}

function days(parts: readonly PartReport[]): readonly string[] {
  const all = parts.flatMap(({ repositories }) => repositories.map(({ date }) => date)).toSorted();
  const [from = '', to = ''] = [all[0], all.at(-1)];
  return from === to ? [] : [`The reports were made between ${from} and ${to}.`];
}

function twice(repeated: readonly RepeatedFile[]): readonly string[] {
  const told = (files: readonly RepeatedFile[]): string =>
    some(files.map(({ file, sources }) => `${file} (${some(sources)})`));
  const differing = repeated.filter(({ same }) => !same);
  return [
    ...(repeated.length === 0
      ? []
      : [
          `${formatQuantity(repeated.length, 'file')} in several reports, counted once: ${told(repeated)}.`,
        ]),
    ...(differing.length === 0
      ? []
      : [`The reports differ on what they cost, the first one counts: ${told(differing)}.`]),
  ];
}

function some(names: readonly string[]): string {
  return someNames(names, MOST_NAMES);
}
