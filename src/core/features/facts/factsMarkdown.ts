import type {
  AcceleratorFacts,
  Catalog,
  InstanceType,
  PricedInstance,
} from '../../model/catalog.ts';
import type { Cited } from '../../model/cited.ts';
import type { Currency } from '../../model/environment.ts';
import type { ModelFacts, ResolvedModel } from '../../model/modelFacts.ts';
import { UNKNOWN, formatGiB, formatHourly, formatNumber } from '../../report/format.ts';
import { escapeMarkdown } from '../../text/escapeMarkdown.ts';
import { offersOf, regionsOf } from './offers.ts';
import { acceleratorWords, machineWords, sizeWords } from './words.ts';

const mostRows = 4;

/** What the catalogue knows of something that a config names. Markdown, each under ten lines. */
export type Fact =
  | { readonly kind: 'accelerator'; readonly facts: AcceleratorFacts }
  | { readonly kind: 'instance'; readonly instance: InstanceType }
  | { readonly kind: 'model'; readonly model: ResolvedModel };

/** @param region Where the deployment runs: its price comes first. Null = not known. */
export function factsMarkdown(
  fact: Fact,
  catalog: Catalog,
  currency: Currency,
  region: string | null,
): string {
  switch (fact.kind) {
    case 'accelerator':
      return acceleratorMarkdown(fact.facts, catalog, currency);
    case 'instance':
      return instanceMarkdown(fact.instance, catalog, currency, region);
    case 'model':
      return modelMarkdown(fact.model);
  }
}

function acceleratorMarkdown(
  facts: AcceleratorFacts,
  catalog: Catalog,
  currency: Currency,
): string {
  const { fp8, fp4 } = facts.flops;
  const more = [
    fp8 === null ? null : `FP8 ${formatNumber(fp8 / 1e12)} TFLOPS`,
    fp4 === null ? null : `FP4 ${formatNumber(fp4 / 1e12)} TFLOPS`,
    facts.interconnect,
  ].filter((part) => part !== null && part !== '');
  const offers = offersOf(facts.id, catalog).slice(0, mostRows);
  const table = priceTable(
    'Cheapest at',
    offers.map(({ cheapest, perAccelerator }) => [
      `${cheapest.instance.provider} ${cheapest.region}, ${cheapest.instance.name}`,
      perAccelerator,
      cheapest.price.spot === null
        ? null
        : cheapest.price.spot / Math.max(1, cheapest.instance.acceleratorCount),
    ]),
    currency,
  );
  return sections(
    `**${escapeMarkdown(facts.id)}** · ${escapeMarkdown(acceleratorWords(facts))}`,
    escapeMarkdown(more.join(' · ')),
    table === '' ? 'No price by the hour is known.' : table,
    cited(facts, offers[0]?.cheapest.price),
  );
}

function instanceMarkdown(
  instance: InstanceType,
  catalog: Catalog,
  currency: Currency,
  region: string | null,
): string {
  const prices = regionsOf(instance, catalog);
  const here = prices.filter((one) => one.region === region);
  const shown = [...here, ...prices.filter((one) => one.region !== region)].slice(0, mostRows);
  const table = priceTable(
    'Region',
    shown.map(({ region: name, price }) => [name, price.onDemand, price.spot]),
    currency,
  );
  const hidden = prices.length - shown.length;
  const accelerator =
    instance.accelerator === null ? null : catalog.accelerator(instance.accelerator);
  return sections(
    `**${escapeMarkdown(instance.name)}** · ${escapeMarkdown([machineWords(instance), instance.provider].filter((word) => word !== '').join(' · '))}`,
    accelerator === null
      ? ''
      : escapeMarkdown(`${accelerator.id}: ${acceleratorWords(accelerator)}`),
    table === '' ? 'No price is known.' : table,
    [hidden > 0 ? `${hidden} regions more, none cheaper on demand.` : '', cited(shown[0]?.price)]
      .filter((part) => part !== '')
      .join(' '),
  );
}

function modelMarkdown({ facts, quantization, match }: ResolvedModel): string {
  const { architecture, maxPositions } = facts;
  const shape =
    architecture === null
      ? []
      : [
          `${formatNumber(architecture.layers)} layers`,
          architecture.latentAttention !== null
            ? 'latent attention'
            : `${formatNumber(architecture.attentionHeads)} attention heads over ${formatNumber(architecture.kvHeads)} of KV`,
          ...(architecture.experts === null
            ? []
            : [
                `${formatNumber(architecture.experts.count)} experts, ${formatNumber(architecture.experts.perToken)} a token`,
              ]),
        ];
  const gib = (facts.parameters * bytesOf(facts)) / 2 ** 30;
  return sections(
    `**${escapeMarkdown(facts.id)}** · ${escapeMarkdown(sizeWords(facts))}`,
    escapeMarkdown(
      [
        maxPositions === null ? null : `context ${formatNumber(maxPositions)} tokens`,
        ...shape,
        Number.isNaN(gib) ? null : `${formatGiB(gib)} at ${facts.nativeDataType}, as published`,
      ]
        .filter((part) => part !== null)
        .join(' · '),
    ),
    quantization === null ? '' : escapeMarkdown(`Its name says ${quantization}.`),
    match === 'variant' ? 'A variant: size and architecture are those of this model.' : '',
    cited(facts),
  );
}

/** Of one published parameter; NaN where that is not one size. */
function bytesOf({ nativeDataType }: ModelFacts): number {
  const bytes: Readonly<Record<string, number>> = {
    float32: 4,
    bfloat16: 2,
    float16: 2,
    float8: 1,
  };
  return bytes[nativeDataType] ?? Number.NaN;
}

function priceTable(
  head: string,
  rows: readonly (readonly [place: string, onDemand: number | null, spot: number | null])[],
  currency: Currency,
): string {
  if (rows.length === 0) return '';
  const money = (usd: number | null): string =>
    usd === null ? UNKNOWN : escapeMarkdown(formatHourly(usd, currency));
  return [
    `| ${head} | On demand | Spot |`,
    '|:--|--:|--:|',
    ...rows.map(
      ([place, onDemand, spot]) =>
        `| ${escapeMarkdown(place)} | ${money(onDemand)} | ${money(spot)} |`,
    ),
  ].join('\n');
}

/** Source and day of what stands above; the price first, as it changes. */
function cited(...of: readonly (Cited | PricedInstance['price'] | undefined)[]): string {
  const all = of.flatMap((one) => (one === undefined ? [] : [one]));
  const text = all.map(({ source, asOf }) => `${shortSource(source)}, ${asOf}`).join('; ');
  return text === '' ? '' : `*${escapeMarkdown(text)}*`;
}

/** A link by its site; whole texts up to a line. */
function shortSource(source: string): string {
  const site = /^https?:\/\/(?:www\.)?([^/\s]+)/.exec(source)?.[1];
  if (site !== undefined) return site;
  return source.length > 60 ? `${source.slice(0, 59)}…` : source;
}

function sections(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
