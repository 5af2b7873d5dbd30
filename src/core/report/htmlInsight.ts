import {
  UNKNOWN,
  formatCountRange,
  formatLarge,
  formatMoney,
  formatMonthly,
  formatNumber,
  formatPercent,
  shownIn,
} from './format.ts';
import type { HtmlContent } from './htmlElement.ts';
import { htmlTable } from './htmlTable.ts';
import type { InsightReport } from './reportModel.ts';
import { scalingTitles } from './scalingTitles.ts';

/** Inputs that hardly move anything are left out. */
const mostLevers = 8;

/** What moves the month, what the same traffic costs hosted, and every figure with its formula. */
export function insightSection(insight: InsightReport, currencyCode: string): HtmlContent {
  const currency = shownIn(currencyCode);
  const money = (value: number | null): string =>
    value === null ? UNKNOWN : formatMonthly(value, currency);
  const amount = (value: string | number): string =>
    typeof value === 'number' ? formatNumber(value) : value;
  const { sensitivity, breakEven, energy, explanations, scaling } = insight;
  return [
    sensitivity.length === 0
      ? []
      : htmlTable(
          'What moves it most: each input 20% down and up, or by one where it is counted',
          ['Input', '-Less', '-More', '-Effect', 'From'],
          sensitivity
            .slice(0, mostLevers)
            .map(({ field, value, unit, low, high, effect, from }) => [
              `${field}: ${amount(value)} ${unit}`.trimEnd(),
              `${amount(low.value)}: ${money(low.monthly)}`,
              `${amount(high.value)}: ${money(high.monthly)}`,
              formatPercent(effect),
              from,
            ]),
        ),
    breakEven.length === 0
      ? []
      : htmlTable(
          'Against a hosted model',
          ['Offer', '-1M tokens', '-This traffic', '-Costs the same at'],
          breakEven.map((one) => [
            `${one.provider}: ${one.offer}${one.match === 'same' ? '' : ` (about the same size)`}`,
            formatMoney(one.perMillionTokens, currency),
            money(one.monthly),
            `${formatLarge(one.tokensPerMonth)} tokens a month`,
          ]),
        ),
    scaling.length === 0
      ? []
      : htmlTable(
          'The same week under other scaling policies',
          ['Policy', '-Replicas', '-Month', '-Of it idle', '-Requests late', '-Cold starts'],
          scaling.map((one) => [
            scalingTitles[one.policy],
            formatCountRange(one.replicas),
            money(one.monthly),
            money(one.idleMonthly),
            one.missedShare === null ? UNKNOWN : formatPercent(one.missedShare),
            one.coldStartsPerMonth === null ? UNKNOWN : formatNumber(one.coldStartsPerMonth),
          ]),
        ),
    htmlTable(
      'Every figure opened',
      ['Figure', '-Value', 'Formula and inputs'],
      [
        ...explanations.filter(({ value }) => value !== null),
        ...(energy === null
          ? []
          : [{ ...energy, title: 'Electricity', value: energy.kWhPerMonth, unit: 'kWh/month' }]),
      ].map(({ title, value, unit, formula, inputs }) => [
        title,
        `${value === null ? UNKNOWN : formatNumber(value)} ${unit.replace('USD', currencyCode)}`,
        [
          formula,
          ...inputs.map((input) =>
            `${input.field} = ${amount(input.value)} ${input.unit} (${input.from})`.trimEnd(),
          ),
        ].join(' · '),
      ]),
    ),
  ];
}
