import type { Currency } from '../model/environment.ts';
import { alternativeTitles, offerText } from './alternativeTitles.ts';
import {
  UNKNOWN,
  formatCountRange,
  formatInput,
  formatLarge,
  formatMainUnit,
  formatMoney,
  formatMonthly,
  formatNumber,
  formatPercent,
  shownIn,
} from './format.ts';
import { element, type HtmlContent } from './htmlElement.ts';
import { inputText } from './htmlInput.ts';
import { htmlTable } from './htmlTable.ts';
import type { InsightReport } from './insightReport.ts';
import { scalingTitles } from './scalingTitles.ts';

/** Inputs that hardly move anything are left out. */
const mostLevers = 8;

/** What moves the month, what the same traffic costs hosted, and every figure with its formula. */
export function insightSection(insight: InsightReport, currencyCode: string): HtmlContent {
  const currency = shownIn(currencyCode);
  return [
    levers(insight, currency),
    hosted(insight, currency),
    waysToPay(insight, currency),
    policies(insight, currency),
    figures(insight, currency),
  ];
}

function month(value: number | null, currency: Currency): string {
  return value === null ? UNKNOWN : formatMonthly(value, currency);
}

function levers({ sensitivity }: InsightReport, currency: Currency): HtmlContent {
  if (sensitivity.length === 0) return [];
  return htmlTable(
    'What moves it most: each input 20% down and up, or by one where it is counted',
    ['Input', '-Less', '-More', '-Effect', 'From'],
    sensitivity
      .slice(0, mostLevers)
      .map(({ field, value, unit, low, high, effect, from }) => [
        `${field}: ${formatInput(value, unit, currency)}`,
        `${formatInput(low.value, unit, currency)}: ${month(low.monthly, currency)}`,
        `${formatInput(high.value, unit, currency)}: ${month(high.monthly, currency)}`,
        formatPercent(effect),
        from,
      ]),
  );
}

function hosted({ breakEven }: InsightReport, currency: Currency): HtmlContent {
  if (breakEven.length === 0) return [];
  return htmlTable(
    'Against a hosted model',
    ['Offer', '-1M tokens', '-This traffic', '-Costs the same at'],
    breakEven.map((one) => [
      `${one.provider}: ${one.offer}${one.match === 'same' ? '' : ` (about the same size)`}`,
      formatMoney(one.perMillionTokens, currency),
      month(one.monthly, currency),
      `${formatLarge(one.tokensPerMonth)} tokens a month`,
    ]),
  );
}

function waysToPay({ alternatives }: InsightReport, currency: Currency): HtmlContent {
  if (alternatives.length <= 1) return [];
  return htmlTable(
    'The same sold in other ways',
    ['How', 'What', '-Month', '-Unit cost'],
    alternatives.map((one) => [
      one.isCurrent
        ? element('strong', {}, `${alternativeTitles[one.way]}, as it is`)
        : alternativeTitles[one.way],
      offerText(one),
      formatMonthly(one.monthly, currency, one.lowerBound),
      one.unit === null ? UNKNOWN : formatMainUnit(one.unit, currency),
    ]),
  );
}

function policies({ scaling }: InsightReport, currency: Currency): HtmlContent {
  if (scaling.length === 0) return [];
  return htmlTable(
    'The same week under other scaling policies',
    ['Policy', '-Replicas', '-Month', '-Of it idle', '-Requests late', '-Cold starts'],
    scaling.map((one) => [
      scalingTitles[one.policy],
      formatCountRange(one.replicas),
      month(one.monthly, currency),
      month(one.idleMonthly, currency),
      one.missedShare === null ? UNKNOWN : formatPercent(one.missedShare),
      one.coldStartsPerMonth === null ? UNKNOWN : formatNumber(one.coldStartsPerMonth),
    ]),
  );
}

function figures({ explanations, energy }: InsightReport, currency: Currency): HtmlContent {
  const electricity =
    energy === null
      ? []
      : [{ ...energy, title: 'Electricity', value: energy.kWhPerMonth, unit: 'kWh/month' }];
  return htmlTable(
    'Every figure opened',
    ['Figure', '-Value', 'Formula and inputs'],
    [...explanations, ...electricity].flatMap(({ title, value, unit, formula, inputs }) =>
      value === null
        ? []
        : [
            [
              title,
              formatInput(value, unit, currency),
              [formula, ...inputs.map((input) => inputText(input, currency))].join(' · '),
            ],
          ],
    ),
  );
}
