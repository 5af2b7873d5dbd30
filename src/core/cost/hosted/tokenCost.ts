import { sourcedInput } from '../inputs.ts';
import type { ApiPrice } from '../../model/catalog.ts';
import type { CostComponent, NamedInput } from '../../model/estimate.ts';
import type { Sourced } from '../../model/sourced.ts';
import { line } from '../components/line.ts';
import type { Sent } from './sent.ts';

/** What is sent to a hosted model in a month. */
export interface HostedUse {
  /** Null = not known, which leaves every line open. */
  readonly requestsPerMonth: number | null;
  /** What of them reaches the provider. */
  readonly sent: Sent;
  readonly inputTokens: Sourced<number>;
  readonly outputTokens: Sourced<number>;
  /** Share of the input tokens that the provider bills as cached, 0–1; null = none. */
  readonly cachedShare: Sourced<number> | null;
  /** Share of the requests that go through the batch interface, 0–1. */
  readonly batchShare: Sourced<number>;
  /** Images, seconds, pages … of one request; null = not stated. */
  readonly unitsPerRequest: Sourced<number> | null;
}

const million = 1e6;

/**
 * The month of a hosted model, a line for each kind of token or unit it bills: tokens × price per million. Long prompts
 * pay the price for long contexts on all their tokens. What the price list lacks is open, never 0; a model without a price
 * for cached input bills it as input.
 */
export function apiTokenCost(price: ApiPrice, use: HostedUse): readonly CostComponent[] {
  return [...tokenLines(price, use), ...unitLines(price, use)];
}

interface Kind {
  readonly name: string;
  readonly tokens: number;
  readonly usd: number | null;
  readonly inputs: readonly NamedInput[];
}

function tokenLines(price: ApiPrice, use: HostedUse): readonly CostComponent[] {
  // Images, audio and pages have a price of their own; tokens count beside them only where they have one too.
  if (price.perUnit !== null && !(price.input ?? 0) && !(price.output ?? 0)) return [];
  const { longContext } = price;
  const long = longContext !== null && use.inputTokens.value > longContext.threshold;
  const input = (long ? longContext.input : null) ?? price.input;
  const output = (long ? longContext.output : null) ?? price.output;
  const answersInTokens = !(price.output === null && /embedding|rerank/.test(price.mode));
  const cached = use.cachedShare?.value ?? 0;
  const batch = use.batchShare.value;
  const live = 1 - batch;
  const tokensIn = sourcedInput('input tokens', use.inputTokens, 'tokens/request');
  const tokensOut = sourcedInput('output tokens', use.outputTokens, 'tokens/request');
  const cachedInput =
    use.cachedShare === null
      ? []
      : [sourcedInput('cached share of the input', use.cachedShare, '')];
  const batchInput = sourcedInput('share of requests in batches', use.batchShare, '');
  const inBatches = batch > 0 ? [batchInput] : [];
  const kinds: readonly Kind[] = [
    {
      name: 'Input tokens',
      tokens: use.inputTokens.value * (1 - cached) * live,
      usd: input,
      inputs: [tokensIn, ...cachedInput, ...inBatches],
    },
    {
      name: 'Cached input tokens',
      tokens: use.inputTokens.value * cached * live,
      usd: price.cachedInput ?? input,
      inputs: [tokensIn, ...cachedInput, ...inBatches],
    },
    {
      name: 'Output tokens',
      tokens: answersInTokens ? use.outputTokens.value * live : 0,
      usd: output,
      inputs: [tokensOut, ...inBatches],
    },
    {
      name: 'Input tokens in batches',
      tokens: use.inputTokens.value * batch,
      usd: price.batchInput,
      inputs: [tokensIn, batchInput],
    },
    {
      name: 'Output tokens in batches',
      tokens: answersInTokens ? use.outputTokens.value * batch : 0,
      usd: price.batchOutput,
      inputs: [tokensOut, batchInput],
    },
  ];
  return kinds.filter(({ tokens }) => tokens > 0).map((kind) => tokenLine(kind, price, use));
}

function tokenLine(kind: Kind, price: ApiPrice, use: HostedUse): CostComponent {
  const { requestsPerMonth } = use;
  return line({
    name: kind.name,
    category: 'compute',
    provider: price.provider,
    quantity:
      requestsPerMonth === null
        ? null
        : (requestsPerMonth * use.sent.share * kind.tokens) / million,
    unit: 'million tokens',
    unitPrice: kind.usd,
    formula: 'requests × tokens × price per million',
    unknown: unknownLine(kind.name, kind.usd, price),
    inputs: [
      ...requestInputs(use),
      ...kind.inputs,
      ...(kind.usd === null ? [] : [priceInput(kind.name, kind.usd, 'USD/1M tokens', price)]),
    ],
  });
}

/** Kinds of models of which one request asks for one unit, unless somebody says more. */
const oneUnit = /image|rerank|search|vector/;

function unitLines(price: ApiPrice, use: HostedUse): readonly CostComponent[] {
  const { perUnit } = price;
  if (perUnit === null) return [];
  const stated = use.unitsPerRequest?.value ?? null;
  const units = stated ?? (oneUnit.test(price.mode) && perUnit.unit !== 'pixel' ? 1 : null);
  // A chat model with a price for images is paid by the token as long as nobody sends it images.
  const aside = (price.input ?? 0) > 0 || (price.output ?? 0) > 0;
  if (units === null && aside) return [];
  const { requestsPerMonth } = use;
  return [
    line({
      name: `Use by the ${perUnit.unit}`,
      category: 'compute',
      provider: price.provider,
      quantity:
        requestsPerMonth === null || units === null
          ? null
          : requestsPerMonth * use.sent.share * units,
      unit: `${perUnit.unit}s`,
      unitPrice: perUnit.usd,
      formula: `requests × ${perUnit.unit}s × price`,
      unknown:
        units === null
          ? `${perUnit.unit}s of a request to ${price.model} are not stated (api.unitsPerRequest)`
          : trafficUnknown(price),
      inputs: [
        ...requestInputs(use),
        ...(use.unitsPerRequest === null
          ? []
          : [sourcedInput(`${perUnit.unit}s`, use.unitsPerRequest, 'per request')]),
        priceInput(perUnit.unit, perUnit.usd, `USD/${perUnit.unit}`, price),
      ],
    }),
  ];
}

function unknownLine(name: string, usd: number | null, price: ApiPrice): string {
  return usd === null
    ? `no price of ${name.toLowerCase()} of ${price.model} at ${price.provider} is known`
    : trafficUnknown(price);
}

function trafficUnknown(price: ApiPrice): string {
  return `the requests to ${price.model} are not stated (workload.requestsPerSecond)`;
}

function requestInputs({ requestsPerMonth, sent }: HostedUse): readonly NamedInput[] {
  if (requestsPerMonth === null) return [];
  return [
    {
      name: 'requests',
      value: requestsPerMonth,
      unit: 'requests/month',
      origin: { kind: 'derived', formula: 'requests a second × 3,600 × hours' },
    },
    ...sent.inputs,
  ];
}

function priceInput(name: string, usd: number, unit: string, price: ApiPrice): NamedInput {
  const entry = `${price.provider} ${price.model}`;
  return {
    name: `price of ${name.toLowerCase()}`,
    value: usd,
    unit,
    origin: { kind: 'catalog', entry, source: price.source, asOf: price.asOf },
  };
}
