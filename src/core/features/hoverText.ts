import { reasonAgainstMachines } from '../compare/machines.ts';
import { tooLateShare } from '../cost/missed.ts';
import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import { mainUnit } from '../cost/mainUnit.ts';
import { timeWithin, type Within } from '../cost/within.ts';
import type { Currency } from '../model/environment.ts';
import { sensitivity } from '../insight/sensitivity.ts';
import type {
  CostComponent,
  CostEstimate,
  MainUnit,
  NamedInput,
  UnitCosts,
} from '../model/estimate.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import { firstLatencyName, writesText } from '../performance/writesText.ts';
import {
  UNKNOWN,
  formatAmount,
  formatInput,
  formatMilliseconds,
  formatMoney,
  formatMoneyRange,
  formatMonthlyRange,
  formatNumber,
  formatUnitCost,
  formatUnitPrice,
  formatWithin,
  isSpread,
} from '../report/format.ts';
import { inCurrency } from '../report/inCurrency.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { commandLink } from './commands.ts';
import { busyText, hardwareText, monthlyText } from './headline.ts';
import { originText } from './originText.ts';
import type { Sources } from './sources.ts';

/** The editor cuts hovers off at 250 pixels: ten lines and the room between them. The links at the end have to be seen. */
const MOST_LINES = 10;
/** Characters of a line in an editor of ordinary width. */
const LINE_LENGTH = 110;
const MOST_COMPONENTS = 2;
const MOST_INPUTS = 3;

/**
 * Title, breakdown, unit costs, the weightiest inputs and links: at most ten lines that are seen. `ofLine` is what the value
 * that is pointed at costs or does; it comes first, in place of what moves the month most.
 */
export function deploymentMarkdown(
  one: DeploymentAnalysis,
  analysis: Analysis,
  sources: Sources,
  uri: string,
  ofLine: string | null = null,
): string {
  const { deployment, estimate } = one;
  const { currency, catalog } = analysis.environment;
  const title = [monthlyText(estimate, currency), hardwareText(one)].map(escapeMarkdown);
  const missing = estimate.missing.slice(0, 3).map(escapeMarkdown).join(', ');
  const above = [
    ofLine === null ? '' : escapeMarkdown(ofLine),
    `**${escapeMarkdown(deployment.name)}** · ${title.join(' · ')}`,
    componentTable(estimate.components, currency),
    figures(estimate, currency),
    missing === '' ? '' : `Not in the total: ${missing}.`,
  ];
  const below = [
    ofLine === null ? leverText(one) : '',
    `${links(one)} · prices of ${escapeMarkdown(catalog.asOf)}`,
  ];
  const room = Math.max(0, MOST_LINES - seenLines([...above, ...below]));
  // How it is paid by default says the least of what is assumed.
  const isUsual = ({ name, origin }: NamedInput): boolean =>
    name === 'purchase' && origin.kind === 'default';
  const inputs = estimate.assumptions
    .filter((input) => !isUsual(input))
    .slice(0, Math.min(MOST_INPUTS, room));
  const sections = [...above, inputList(inputs, sources, uri, currency), ...below];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** The deployment in one line, below something else: name, month, hardware and a link to its report. */
export function titleMarkdown(one: DeploymentAnalysis, { environment }: Analysis): string {
  const { id, uri, name } = one.deployment;
  const title = [monthlyText(one.estimate, environment.currency), hardwareText(one)];
  const link = commandLink('showReport', 'Show report', { uri, deploymentId: id });
  return [`**${escapeMarkdown(name)}**`, ...title.map(escapeMarkdown), link].join(' · ');
}

/** A line for each of several deployments that share a place, with a link to the report of each. */
export function severalMarkdown(
  deployments: readonly DeploymentAnalysis[],
  analysis: Analysis,
): string {
  const { catalog } = analysis.environment;
  const isMore = deployments.length > MOST_LINES - 1;
  const shown = deployments.slice(0, isMore ? MOST_LINES - 2 : undefined);
  const rows = shown.map((one) => titleMarkdown(one, analysis));
  return [
    ...rows,
    ...(isMore ? [`and ${deployments.length - shown.length} more in the report`] : []),
    `Prices of ${escapeMarkdown(catalog.asOf)}`,
  ].join('\n\n');
}

/** Lines that take room: neither the empty ones between sections nor the rule under the head of a table. */
function seenLines(sections: readonly string[]): number {
  return sections
    .flatMap((section) => section.split('\n'))
    .filter((line) => line !== '' && !line.startsWith('|:'))
    .reduce((sum, line) => sum + Math.ceil(seenLength(line) / LINE_LENGTH), 0);
}

/** Without the targets of links and the signs that only escape. */
function seenLength(line: string): number {
  return line.replaceAll(/\]\([^()]*\)|\\(?=.)/g, '').length;
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
    const known = hidden.flatMap(({ monthly }) => monthly?.expected ?? []);
    const amount = known.reduce((sum, usd) => sum + usd, 0);
    const text = known.length === 0 ? UNKNOWN : escapeMarkdown(formatAmount(amount, currency));
    rows.push([`${hidden.length} more in the report`, '', '', text]);
  }
  return [
    '| Component | Quantity | Unit price | Monthly |',
    '|:--|--:|--:|--:|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function figures(estimate: CostEstimate, currency: Currency): string {
  const { unit, unitBounds, performance, ttftMs, tpotMs, utilization } = estimate;
  const main = mainUnit(unit, unitBounds);
  const writes = writesText(performance);
  const time = (value: number): string =>
    formatWithin(value, trusted(value, performance), formatMilliseconds);
  return [
    main === null ? null : unitText(main, unit, currency),
    busyText(estimate, utilization === null ? null : trusted(utilization, performance)),
    ttftMs === null
      ? null
      : `${firstLatencyName(performance)} ${time(ttftMs)}${tooLateShare(estimate) === null ? '' : ' without the queue'}`,
    tpotMs === null || !writes ? null : `TPOT ${time(tpotMs)}`,
    estimate.meetsSlo === false ? 'misses the SLO' : null,
  ]
    .filter((part) => part !== null)
    .map(escapeMarkdown)
    .join(' · ');
}

/** `$1.91/1M tokens (in $0.74, out $6.58)`, `$0.0091/image ($0.0045–0.02)`. */
function unitText({ name, cost }: MainUnit, unit: UnitCosts, currency: Currency): string {
  const { perMillionInputTokens: input, perMillionOutputTokens: output } = unit;
  const remarks = [
    isSpread(cost, currency) ? formatMoneyRange(cost, currency) : null,
    name !== 'perMillionTokens' || input === null || output === null
      ? null
      : `in ${formatMoney(input, currency)}, out ${formatMoney(output, currency)}`,
  ].filter((remark) => remark !== null);
  const expected = formatUnitCost(cost.expected, name, currency);
  return remarks.length === 0 ? expected : `${expected} (${remarks.join('; ')})`;
}

/** The range a time or a busy share is good for; null unless it is extrapolated. */
function trusted(value: number, performance: PerformanceEstimate | null): Within | null {
  return performance?.confidence === 'extrapolated' ? timeWithin(value, performance.band) : null;
}

function inputList(
  inputs: readonly NamedInput[],
  sources: Sources,
  uri: string,
  currency: Currency,
): string {
  return inputs
    .map((input) => {
      const { name, value, unit, origin } = inCurrency(input, currency);
      const from = originText(origin, (place, span) => {
        const line = `line ${sources.position(place, span.start).line + 1}`;
        return place === uri ? line : `${fileName(place)}, ${line}`;
      });
      const amount = escapeMarkdown(`${name}: ${formatInput(value, unit, currency)}`);
      return `- ${amount} · ${escapeMarkdown(from)}`;
    })
    .join('\n');
}

/** The assumption that moves the month most when it is 20% off; empty where none does. */
function leverText(one: DeploymentAnalysis): string {
  const { deployment, assumptions, estimate, environment } = one;
  const { currency } = environment;
  const lever = sensitivity(deployment, assumptions, environment, estimate).find(
    ({ input }) => input.origin.kind !== 'config',
  );
  if (lever === undefined) return '';
  const { low, high, input } = lever;
  if (low.monthly === null || high.monthly === null) return '';
  const months = [low.monthly, high.monthly].sort((a, b) => a - b);
  const range = { min: months[0] ?? 0, expected: low.monthly, max: months[1] ?? 0 };
  const isCounted = input.unit === '' && Number.isInteger(low.value);
  const way =
    typeof low.value === 'number' && !isCounted
      ? '20% less or more'
      : `${low.value} or ${high.value}`;
  const text = `${input.name}, ${way}: ${formatMonthlyRange(range, currency)}`;
  return escapeMarkdown(`Moves it most: ${text}`);
}

function fileName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

function links({ deployment, findings, estimate }: DeploymentAnalysis): string {
  const target = { uri: deployment.uri, deploymentId: deployment.id };
  return [
    commandLink('showReport', 'Show report', target),
    ...(findings.some(({ fixes }) => fixes.length > 0)
      ? [commandLink('showFixes', 'Show fixes', target)]
      : []),
    ...(estimate.model !== null && estimate.hardware?.accelerator != null
      ? [commandLink('optimizeDeployment', 'Optimize', target)]
      : []),
    ...(estimate.hardware?.instance != null && reasonAgainstMachines(deployment) === null
      ? [commandLink('compareInstances', 'Compare', target)]
      : []),
    commandLink('setWorkload', 'Set workload', target),
  ].join(' · ');
}
