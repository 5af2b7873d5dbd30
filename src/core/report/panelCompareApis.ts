import type { HostedOffer } from '../compare/hosted.ts';
import type { NotCompared } from '../compare/comparison.ts';
import type { SelfHosted } from '../compare/selfHosted.ts';
import type { HostedLine, VolumeComparison } from '../compare/volumes.ts';
import type { Currency } from '../model/environment.ts';
import { logAxis } from './chart/axis.ts';
import type { Chart, ChartSeries } from './chart/chartSchema.ts';
import {
  formatCountRange,
  formatLarge,
  formatMainUnit,
  formatMoney,
  formatMonthly,
  formatNumber,
  formatQuantity,
  formatUnitCost,
  UNKNOWN,
} from './format.ts';
import { panelFigure } from './panelFigure.ts';
import type { PanelCompare } from './panelCompareSchema.ts';

type Apis = PanelCompare['apis'];

/** Hosted models in the place of a deployment, or of another hosted one; where there are none, why. */
export function panelApis(
  volumes: VolumeComparison | NotCompared,
  hosted: readonly HostedOffer[],
  currency: Currency,
): Apis {
  if (hosted.length > 0) return amongHosted(hosted, currency);
  if ('reason' in volumes) return { notes: [volumes.reason], rows: [], chart: null };
  return {
    notes: volumeNotes(volumes, currency),
    rows: volumes.hosted.map((line) => lineRow(line, volumes, currency)),
    chart: volumeChart(volumes, currency),
  };
}

function amongHosted(hosted: readonly HostedOffer[], currency: Currency): Apis {
  const note =
    hosted.length > 1
      ? 'The same model and the same traffic with other providers. Rate limits, latency and terms are not compared.'
      : 'The price list has this model with no other provider.';
  return {
    notes: [note, ...pricesNote(hosted)],
    rows: hosted.map((one) => ({
      offer: `${one.provider}: ${one.model}`,
      match: 'the same model',
      isCurrent: one.isCurrent,
      monthly: panelFigure(one.monthly?.expected ?? null, (usd) =>
        formatMonthly(usd, currency, one.lowerBound),
      ),
      unit: panelFigure(one.unit?.cost.expected ?? null, () =>
        one.unit === null ? UNKNOWN : formatMainUnit(one.unit, currency),
      ),
      breakEven: '',
      today: '',
    })),
    chart: null,
  };
}

function lineRow(
  line: HostedLine,
  { tokensPerRequest, requestsToday, monthlyToday, selfHosted }: VolumeComparison,
  currency: Currency,
): Apis['rows'][number] {
  const { offer, match, model, perMillionTokens, monthly, shareOfCapacity } = line.breakEven;
  const most = selfHosted.at(-1)?.most ?? 0;
  const inTokens = (requests: number): string =>
    `${formatLarge(requests * tokensPerRequest)} tokens`;
  const crossing = line.crossings.find(({ then }) => then === 'self-hosted');
  const today =
    requestsToday <= 0
      ? UNKNOWN
      : monthly < monthlyToday
        ? `hosted, by ${formatMonthly(monthlyToday - monthly, currency)}`
        : `this deployment, by ${formatMonthly(monthly - monthlyToday, currency)}`;
  return {
    offer: `${offer.provider}: ${offer.model}`,
    match: match === 'same' ? 'the same model' : `about the same size (${model})`,
    isCurrent: false,
    monthly: panelFigure(monthly > 0 ? monthly : null, (usd) => formatMonthly(usd, currency)),
    unit: panelFigure(perMillionTokens, (usd) => formatUnitCost(usd, 'perMillionTokens', currency)),
    breakEven:
      line.cheaperFrom !== null
        ? `from ${inTokens(line.cheaperFrom)} a month on${crossing === undefined ? '' : `, with ${formatQuantity(crossing.replicas, 'replica')}`}`
        : crossing !== undefined
          ? `in parts from ${inTokens(crossing.requests)} a month on`
          : `at no volume up to ${formatQuantity(most, 'replica')}${capacityText(shareOfCapacity)}`,
    today,
  };
}

/** `; today’s would have to serve 4.9 times what they can`. */
function capacityText(share: number | null): string {
  return share === null || share <= 1
    ? ''
    : `; today’s would have to serve ${formatNumber(share)} times what they can`;
}

function volumeNotes(volumes: VolumeComparison, currency: Currency): readonly string[] {
  const { hosted, requestsToday, tokensPerRequest, capacityToday, isStated, monthlyToday, endsAt } =
    volumes;
  const [cheapest] = hosted;
  const tokens = (requests: number): string => `${formatLarge(requests * tokensPerRequest)} tokens`;
  const others = hosted.some(({ breakEven }) => breakEven.match === 'comparable');
  return [
    `Today ${tokens(requestsToday)} a month${isStated ? '' : ' (no traffic is stated: what it is sized for)'} cost ${formatMonthly(monthlyToday, currency)}; its replicas can serve ${tokens(capacityToday)} a month within the limits and the course of the week.`,
    ...(cheapest === undefined ? [] : [verdictNote(cheapest)]),
    ...(endsAt === null
      ? []
      : [
          `It is drawn up to ${tokens(endsAt)} a month: beyond, its replicas as they scale lose more than 1% of the requests.`,
        ]),
    'Replicas are counted and priced anew at every volume. Hosted models cost list price for every token, without discounts for volume or caching.',
    ...(others
      ? ['Models of about the same size may answer better or worse; that is not compared.']
      : []),
  ];
}

/** `Prices: litellm …, 2026-08-01.` */
function pricesNote(
  offers: readonly { readonly source: string; readonly asOf: string }[],
): readonly string[] {
  const sources = new Set(
    offers.flatMap(({ source, asOf }) => (source === '' ? [] : `${source}, ${asOf}`)),
  );
  return sources.size === 0 ? [] : [`Prices: ${[...sources].join('; ')}.`];
}

function verdictNote({ breakEven, crossings, cheaperFrom }: HostedLine): string {
  const name = breakEven.offer.provider;
  if (cheaperFrom === null && crossings.length === 0) {
    return `Against the cheapest offer (${name}) it never breaks even: also with full replicas a request costs more here.`;
  }
  return cheaperFrom === null
    ? `Against the cheapest offer (${name}) it is cheaper only where its replicas are nearly full.`
    : `Against the cheapest offer (${name}) it breaks even: beyond that volume serving it here is cheaper.`;
}

/** Hosted offers that are drawn at most. */
const mostLines = 3;

const tones = ['second', 'third', 'fourth'] as const;

function volumeChart(
  {
    selfHosted,
    hosted,
    tokensPerRequest,
    requestsToday,
    capacityToday,
    monthlyToday,
  }: VolumeComparison,
  currency: Currency,
): Chart {
  const lines = hosted.slice(0, mostLines);
  const x = ({ requests }: SelfHosted): number => requests * tokensPerRequest;
  const series: readonly ChartSeries[] = [
    {
      name: 'This deployment',
      mark: 'line',
      tone: 'first',
      points: selfHosted.map((point) => ({ x: x(point), y: point.monthly })),
    },
    ...lines.map((line, index): ChartSeries => ({
      name: `${line.breakEven.offer.provider}: ${line.breakEven.offer.model}`,
      mark: 'line',
      tone: tones[index] ?? 'quiet',
      points: ends(selfHosted).map((point) => ({
        x: x(point),
        y: point.requests * line.perRequest,
      })),
    })),
  ];
  const crossings = lines[0]?.crossings.slice(0, 1) ?? [];
  const costs = series.flatMap(({ points }) => points.map(({ y }) => y));
  return {
    id: 'compare-volume',
    title: 'Cost over volume',
    description:
      'What a month costs when more or less is asked. The steps are replicas that are added; a hosted model costs the same for every token.',
    x: logAxis('Input and output tokens a month', selfHosted.map(x), formatLarge),
    panes: [
      {
        y: logAxis(`${currency.code} a month`, costs, (usd) => formatMoney(usd, currency)),
        series,
        thresholds: [],
        marks: [
          ...(requestsToday > 0
            ? [{ x: requestsToday * tokensPerRequest, y: monthlyToday, label: 'now', isMain: true }]
            : []),
          ...crossings.map(({ requests }) => ({
            x: requests * tokensPerRequest,
            y: requests * (lines[0]?.perRequest ?? 0),
            label: 'break-even',
            isMain: false,
          })),
        ],
      },
    ],
    verticals: [{ at: capacityToday * tokensPerRequest, label: 'today’s replicas are full' }],
    columns: [
      { title: 'Tokens a month', isNumber: true },
      { title: 'Replicas', isNumber: true },
      { title: 'This deployment', isNumber: true },
      ...lines.map(({ breakEven }) => ({ title: breakEven.offer.provider, isNumber: true })),
    ],
    stops: selfHosted.map((point) => ({
      title: formatLarge(x(point)),
      values: [
        formatCountRange({ min: point.replicas, expected: point.replicas, max: point.replicas }),
        formatMonthly(point.monthly, currency),
        ...lines.map(({ perRequest }) => formatMonthly(perRequest * point.requests, currency)),
      ],
      x: x(point),
      dots: [
        { pane: 0, y: point.monthly },
        ...lines.map(({ perRequest }) => ({ pane: 0, y: perRequest * point.requests })),
      ],
    })),
  };
}

function ends(points: readonly SelfHosted[]): readonly SelfHosted[] {
  const [first] = points;
  const last = points.at(-1);
  return first === undefined || last === undefined ? [] : [first, last];
}
