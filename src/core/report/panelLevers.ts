import type { DeploymentAnalysis } from '../analysis.ts';
import type { Sensitivity, SensitivityPoint } from '../model/insight.ts';
import { linearAxis } from './chart/axis.ts';
import type { BarChart } from './chart/chartSchema.ts';
import { UNKNOWN, formatDifference, formatInput, formatMonthly, formatPercent } from './format.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelDetails } from './panelDetailsSchema.ts';
import { panelInput } from './panelOrigin.ts';

/** Effects below this share of the month are not worth a reader's time, nor are levers beyond these. */
const noticeable = 0.01;
const most = 8;

type Levers = Pick<PanelDetails, 'levers' | 'tornado'>;

/** What moves the month most, as rows and as a tornado around the month that is expected. */
export function panelLevers(
  one: DeploymentAnalysis,
  sensitivity: readonly Sensitivity[],
  context: PanelContext,
): Levers {
  const shown = sensitivity.filter(({ effect }) => effect >= noticeable).slice(0, most);
  const levers = shown.map((each) => ({
    input: panelInput(each.input, context),
    low: pointText(each.low, each, context),
    high: pointText(each.high, each, context),
    effect: formatPercent(each.effect),
  }));
  const month = one.estimate.monthly?.expected ?? null;
  return {
    levers,
    tornado: month === null || shown.length === 0 ? null : tornado(one, month, shown, context),
  };
}

function tornado(
  { deployment, estimate }: DeploymentAnalysis,
  month: number,
  sensitivity: readonly Sensitivity[],
  context: PanelContext,
): BarChart {
  const { currency } = context.analysis.environment;
  const part = (
    { monthly }: SensitivityPoint,
    tone: 'first' | 'second',
  ): BarChart['bars'][number]['parts'] =>
    monthly === null ? [] : [{ from: 0, to: (monthly - month) * currency.perUsd, tone }];
  const bars = sensitivity.map((each) => {
    const { name, value } = panelInput(each.input, context);
    return {
      title: `${name}: ${value}`,
      values: [pointText(each.low, each, context), pointText(each.high, each, context)],
      label: formatPercent(each.effect),
      parts: [...part(each.low, 'first'), ...part(each.high, 'second')],
    };
  });
  return {
    id: `tornado:${deployment.id}`,
    title: 'What moves it most',
    description:
      'Each input 20% down and up, or by one where it is counted, everything else as it is.',
    x: linearAxis(
      `Difference to ${formatMonthly(month, currency, estimate.lowerBound)}`,
      bars.flatMap(({ parts }) => parts.map(({ to }) => to)),
      (value) => formatDifference(value / currency.perUsd, currency),
    ),
    base: 0,
    legend: [
      { tone: 'first', name: 'Less' },
      { tone: 'second', name: 'More' },
    ],
    columns: [
      { title: 'Input', isNumber: false },
      { title: 'Less', isNumber: true },
      { title: 'More', isNumber: true },
    ],
    bars,
  };
}

/** `584 h/month: $96,600/mo`. */
function pointText(
  { value, monthly }: SensitivityPoint,
  { input }: Sensitivity,
  context: PanelContext,
): string {
  const { currency } = context.analysis.environment;
  const at = context.amount({ value, unit: input.unit });
  const month = monthly === null ? UNKNOWN : formatMonthly(monthly, currency);
  return `${formatInput(at.value, at.unit, currency)}: ${month}`;
}
