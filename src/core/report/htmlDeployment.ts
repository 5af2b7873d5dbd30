import { notProposedText } from './adviceText.ts';
import { courseTexts } from './demandText.ts';
import {
  UNKNOWN,
  formatAmount,
  formatGiB,
  formatInput,
  formatMilliseconds,
  formatNumber,
  formatUnitPrice,
  shownIn,
} from './format.ts';
import { element, type Html, type HtmlContent } from './htmlElement.ts';
import { inputText } from './htmlInput.ts';
import { insightSection } from './htmlInsight.ts';
import { htmlTable } from './htmlTable.ts';
import type { DeploymentReport } from './reportModel.ts';

/** Why a deployment costs what it costs: components with formula and inputs, memory, latency, assumptions. */
export function deploymentSection(one: DeploymentReport, currencyCode: string, id: string): Html {
  return element(
    'section',
    { class: 'deployment', id },
    element('h3', {}, one.name),
    element('p', { class: 'quiet' }, `${one.file}:${one.line}`),
    element('p', { class: 'quiet' }, describe(one)),
    components(one, currencyCode),
    course(one),
    one.missing.length === 0
      ? []
      : element('p', {}, `Not in the total: ${one.missing.join(', ')}.`),
    one.notProposed.length === 0
      ? []
      : element('p', {}, `Not proposed. ${one.notProposed.map(notProposedText).join('. ')}.`),
    assumptions(one, currencyCode),
    one.insight === null ? [] : insightSection(one.insight, currencyCode),
  );
}

function describe({
  engine,
  model,
  hardware,
  instanceType,
  region,
  memory,
  performance,
  phase,
}: DeploymentReport): string {
  const { weightsGiB, availableGiB } = memory;
  const { ttftMs, tpotMs, kvTransferMs } = performance;
  return [
    engine,
    model.id === null ? null : `${model.id} ${model.weightPrecision ?? ''}`.trimEnd(),
    hardware,
    instanceType,
    region,
    weightsGiB === null || availableGiB === null
      ? null
      : `weights ${formatGiB(weightsGiB)} of ${formatGiB(availableGiB)} usable`,
    ttftMs === null
      ? null
      : `${tpotMs === null && phase === null ? 'latency' : 'TTFT'} ${formatMilliseconds(ttftMs)}`,
    tpotMs === null ? null : `TPOT ${formatMilliseconds(tpotMs)}`,
    kvTransferMs === null ? null : `KV transfer ${formatMilliseconds(kvTransferMs)}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

function components({ components: all }: DeploymentReport, currencyCode: string): HtmlContent {
  if (all.length === 0) return [];
  const currency = shownIn(currencyCode);
  return htmlTable(
    'Components',
    ['Component', '-Quantity', '-Unit price', '-Monthly'],
    all.map(({ name, category, quantity, unit, unitPrice, monthly, formula, inputs, parts }) => [
      [
        `${name} (${category})`,
        ...parts.map((part) => `, of which ${part.name} ${formatAmount(part.monthly, currency)}`),
        element('br', {}),
        element(
          'span',
          { class: 'quiet' },
          [formula, ...inputs.map((input) => inputText(input, currency))].join(' · '),
        ),
      ],
      quantity === null ? UNKNOWN : `${formatNumber(quantity)} ${unit}`,
      unitPrice === null ? UNKNOWN : formatUnitPrice(unitPrice, currency),
      monthly === null ? UNKNOWN : formatAmount(monthly.expected, currency),
    ]),
  );
}

/** What happens to requests over the week that is not as it should be. */
function course({ autoscaling, coldStart }: DeploymentReport): HtmlContent {
  const texts = courseTexts(autoscaling, coldStart);
  return texts.length === 0 ? [] : element('p', {}, `Over a week: ${texts.join(', ')}.`);
}

function assumptions({ assumptions: all }: DeploymentReport, currencyCode: string): HtmlContent {
  if (all.length === 0) return [];
  return htmlTable(
    'Assumptions, the weightiest first',
    ['Input', '-Value', 'From'],
    all.map((input) => [
      input.field,
      formatInput(input.value, input.unit, shownIn(currencyCode)),
      input.from,
    ]),
  );
}
