import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import type { Currency } from '../model/environment.ts';
import { sensitivity } from '../insight/sensitivity.ts';
import type { CostComponent, CostEstimate, NamedInput } from '../model/estimate.ts';
import {
  UNKNOWN,
  formatAmount,
  formatMilliseconds,
  formatMoney,
  formatMonthlyRange,
  formatNumber,
  formatUnitPrice,
} from '../report/format.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { commandLink } from './commands.ts';
import { busyText, hardwareText, monthlyText, unitCostText } from './headline.ts';
import { originText } from './originText.ts';
import type { Sources } from './sources.ts';

/** The editor cuts hovers off at about twelve lines: the inputs and links below the table have to be seen. */
const MOST_COMPONENTS = 3;
const MOST_INPUTS = 3;

/** Title, breakdown, unit costs, the weightiest inputs and links; fewer than 25 lines. */
export function deploymentMarkdown(
  one: DeploymentAnalysis,
  analysis: Analysis,
  sources: Sources,
  uri: string,
): string {
  const { deployment, estimate } = one;
  const { currency, catalog } = analysis.environment;
  const title = [monthlyText(estimate, currency), hardwareText(one)].map(escapeMarkdown);
  const missing = estimate.missing.slice(0, 3).map(escapeMarkdown).join(', ');
  const sections = [
    `**${escapeMarkdown(deployment.name)}** · ${title.join(' · ')}`,
    componentTable(estimate.components, currency),
    figures(estimate, currency),
    missing === '' ? '' : `Not in the total: ${missing}.`,
    inputList(estimate.assumptions, sources, uri),
    leverText(one, analysis),
    `${links(one)} · prices of ${escapeMarkdown(catalog.asOf)}`,
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function componentTable(components: readonly CostComponent[], currency: Currency): string {
  if (components.length === 0) return '';
  const sorted = [...components].sort(
    (a, b) => (b.monthly?.expected ?? Infinity) - (a.monthly?.expected ?? Infinity),
  );
  // One row more costs as much room as the row that says it is hidden.
  const shown = sorted.slice(
    0,
    sorted.length === MOST_COMPONENTS + 1 ? undefined : MOST_COMPONENTS,
  );
  const rows = shown.map(({ name, quantity, unit, unitPrice, monthly }) => [
    escapeMarkdown(name),
    quantity === null ? UNKNOWN : `${formatNumber(quantity)} ${escapeMarkdown(unit)}`,
    unitPrice === null ? UNKNOWN : escapeMarkdown(formatUnitPrice(unitPrice, currency)),
    monthly === null ? UNKNOWN : escapeMarkdown(formatAmount(monthly.expected, currency)),
  ]);
  const hidden = sorted.slice(shown.length);
  if (hidden.length > 0) {
    const amount = hidden.reduce((sum, { monthly }) => sum + (monthly?.expected ?? 0), 0);
    const text = escapeMarkdown(formatAmount(amount, currency));
    rows.push([`${hidden.length} more in the report`, '', '', text]);
  }
  return [
    '| Component | Quantity | Unit price | Monthly |',
    '|:--|--:|--:|--:|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function figures(estimate: CostEstimate, currency: Currency): string {
  const { unit, ttftMs, tpotMs } = estimate;
  const split =
    unit.perMillionInputTokens === null || unit.perMillionOutputTokens === null
      ? ''
      : ` (in ${formatMoney(unit.perMillionInputTokens, currency)}, out ${formatMoney(unit.perMillionOutputTokens, currency)})`;
  const cost = unitCostText(estimate, currency);
  return [
    cost === null ? null : `${cost}${split}`,
    busyText(estimate),
    ttftMs === null ? null : `TTFT ${formatMilliseconds(ttftMs)}`,
    tpotMs === null ? null : `TPOT ${formatMilliseconds(tpotMs)}`,
    estimate.meetsSlo === false ? 'misses the SLO' : null,
  ]
    .filter((part) => part !== null)
    .map(escapeMarkdown)
    .join(' · ');
}

function inputList(inputs: readonly NamedInput[], sources: Sources, uri: string): string {
  return inputs
    .slice(0, MOST_INPUTS)
    .map(({ name, value, unit, origin }) => {
      const amount = typeof value === 'number' ? formatNumber(value) : value;
      const from = originText(origin, (place, span) => {
        const line = `line ${sources.position(place, span.start).line + 1}`;
        return place === uri ? line : `${fileName(place)}, ${line}`;
      });
      return `- ${escapeMarkdown(`${name}: ${amount} ${unit}`.trimEnd())} · ${escapeMarkdown(from)}`;
    })
    .join('\n');
}

/** The assumption that moves the month most when it is 20% off; empty where none does. */
function leverText(one: DeploymentAnalysis, { environment }: Analysis): string {
  const { currency } = environment;
  const { deployment, assumptions, estimate } = one;
  const lever = sensitivity(deployment, assumptions, environment, estimate).find(
    ({ input }) => input.origin.kind !== 'config',
  );
  if (lever === undefined) return '';
  const { low, high, input } = lever;
  if (low.monthly === null || high.monthly === null) return '';
  const months = [low.monthly, high.monthly].sort((a, b) => a - b);
  const range = { min: months[0] ?? 0, expected: low.monthly, max: months[1] ?? 0 };
  const way = typeof low.value === 'number' ? '20% less or more' : `${low.value} or ${high.value}`;
  const text = `${input.name}, ${way}: ${formatMonthlyRange(range, currency)}`;
  return escapeMarkdown(`Moves it most: ${text}`);
}

function fileName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

function links({ deployment, findings }: DeploymentAnalysis): string {
  const target = { uri: deployment.uri, deploymentId: deployment.id };
  return [
    commandLink('showReport', 'Show report', target),
    ...(findings.some(({ fixes }) => fixes.length > 0)
      ? [commandLink('showFixes', 'Show fixes', target)]
      : []),
    commandLink('setWorkload', 'Set workload', target),
  ].join(' · ');
}
