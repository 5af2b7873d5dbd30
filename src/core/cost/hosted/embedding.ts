import type { ApiPrice, Catalog } from '../../model/catalog.ts';
import type { GatewayRoute } from '../../model/deployment.ts';
import type { CostComponent } from '../../model/estimate.ts';
import { line } from '../components/line.ts';
import { sourcedInput } from '../inputs.ts';
import { hostedOffer } from './offer.ts';
import type { HostedUse } from './tokenCost.ts';

/** What a semantic cache pays to look a request up: its tokens, each time, at the price of the embedding model. */
export function embeddingComponents(
  route: GatewayRoute | undefined,
  use: HostedUse,
  catalog: Catalog,
): readonly CostComponent[] {
  const cache = route?.cache ?? null;
  if (cache?.mode.value !== 'semantic' || cache.embedding === null) return [];
  // Where the requests are not stated, the lines of the model are open already.
  if (use.requestsPerMonth === null || use.requestsPerMonth <= 0) return [];
  const { embedding } = cache;
  const price: ApiPrice | null = hostedOffer(null, embedding.value, catalog);
  const usd = price?.input ?? null;
  return [
    line({
      name: 'Vectors of requests',
      category: 'compute',
      ...(price === null ? {} : { provider: price.provider }),
      quantity: (use.requestsPerMonth * use.inputTokens.value) / 1e6,
      unit: 'million tokens',
      unitPrice: usd,
      formula: 'requests × tokens × price per million, to look each up in the semantic cache',
      unknown: `no price of ${embedding.value} is known`,
      inputs: [
        sourcedInput('embedding model', embedding, ''),
        sourcedInput('input tokens', use.inputTokens, 'tokens/request'),
        ...(price === null || usd === null
          ? []
          : [
              {
                name: 'price of input tokens',
                value: usd,
                unit: 'USD/1M tokens',
                origin: {
                  kind: 'catalog' as const,
                  entry: `${price.provider} ${price.model}`,
                  source: price.source,
                  asOf: price.asOf,
                },
              },
            ]),
      ],
    }),
  ];
}
