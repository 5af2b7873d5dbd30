import type { GroupBudget } from '../model/budget.ts';
import type { Currency } from '../model/environment.ts';
import { linearAxis } from './chart/axis.ts';
import type { Chart, ChartSeries } from './chart/chartSchema.ts';
import { formatMoney, formatMonthly, formatMonthlyRange, isSpread } from './format.ts';
import type { TrendMonth } from './panelTrend.ts';

/** The months as a line, the range around it as a band, the budget as a limit. */
export function trendChart(
  year: readonly TrendMonth[],
  budget: GroupBudget | null,
  currency: Currency,
): Chart {
  const ranges = year.map(({ monthly }) => monthly);
  const hasRange = ranges.some((range) => isSpread(range, currency));
  const limit = budget?.budget ?? null;
  const values = [...ranges.map(({ max }) => max), ...(limit === null ? [] : [limit])];
  return {
    id: 'trend',
    title: 'Month by month',
    description: '',
    x: {
      title: '',
      scale: 'linear',
      from: 0,
      to: year.length - 1,
      // Years are told apart where they begin.
      ticks: year.map(({ name }, at) => ({
        at,
        label: at === 0 || name.startsWith('Jan') ? name : name.slice(0, 3),
      })),
    },
    panes: [
      {
        y: linearAxis(`${currency.code} a month`, values, (usd) => formatMoney(usd, currency)),
        series: [...(hasRange ? [band(year)] : []), line(year)],
        thresholds:
          budget === null
            ? []
            : [
                {
                  at: budget.budget,
                  label: `budget ${formatMonthly(budget.budget, currency)}${budget.basis === 'max' ? ' at most' : ''}`,
                },
              ],
        marks: [],
      },
    ],
    verticals: [],
    columns: [
      { title: 'Month', isNumber: false },
      { title: 'Expected', isNumber: true },
      ...(hasRange ? [{ title: 'At least to at most', isNumber: true }] : []),
    ],
    stops: year.map(({ name, monthly, lowerBound }, x) => ({
      title: name,
      values: [
        formatMonthly(monthly.expected, currency, lowerBound),
        ...(hasRange ? [formatMonthlyRange(monthly, currency, lowerBound)] : []),
      ],
      x,
      dots: [{ pane: 0, y: monthly.expected }],
    })),
  };
}

function line(year: readonly TrendMonth[]): ChartSeries {
  return {
    name: 'Expected',
    mark: 'line',
    tone: 'first',
    points: year.map(({ monthly }, x) => ({ x, y: monthly.expected })),
  };
}

function band(year: readonly TrendMonth[]): ChartSeries {
  return {
    name: 'At least to at most',
    mark: 'area',
    tone: 'quiet',
    points: year.map(({ monthly }, x) => ({ x, y: monthly.max, from: monthly.min })),
  };
}
