import type { ApiPrice } from '../model/catalog.ts';
import type { ResolvedModel } from '../model/modelFacts.ts';
import { dashed } from './modelName.ts';

/** Kinds of offers that answer with text, vectors or scores, and are counted in tokens. */
const counted: ReadonlySet<string> = new Set([
  'chat',
  'completion',
  'responses',
  'embedding',
  'rerank',
]);

/**
 * Offers of hosted models by the catalogue model they serve. Left out: offers for one part of the world, which repeat the
 * standard one with a surcharge; fine-tunes, which share an architecture and not a service; and offers without a price of
 * their own (free tiers end).
 */
export function hostedOffers(
  prices: Iterable<ApiPrice>,
  resolve: (name: string) => ResolvedModel | null,
): ReadonlyMap<string, readonly ApiPrice[]> {
  const byModel = new Map<string, ApiPrice[]>();
  for (const price of prices) {
    if (!counted.has(price.mode) || price.variant !== '') continue;
    if (price.input === null || price.input <= 0) continue;
    const id = servedModel(price, resolve);
    if (id === null) continue;
    const known = byModel.get(id);
    if (known === undefined) byModel.set(id, [price]);
    else known.push(price);
  }
  return byModel;
}

/** Words that a host adds to a name without serving another model. */
const hostWords: ReadonlySet<string> = new Set(
  'instruct chat it hf base preview latest turbo lite fast instant versatile maas fp8 fp4 bf16 basic'.split(
    ' ',
  ),
);

/**
 * The catalogue model of an offer. A fine-tune or a guard resolves to its base by its architecture, but a word of its name
 * is none of the base's: it is another service.
 */
function servedModel(
  { provider, model }: ApiPrice,
  resolve: (name: string) => ResolvedModel | null,
): string | null {
  // `meta.llama3-1-8b-instruct-v1:0` on Bedrock: the maker in front and the revision behind are no part of the name.
  const name =
    provider === 'bedrock' ? model.replace(/^[a-z0-9]+\./, '').replace(/-v?\d+:\d+$/, '') : model;
  const id = resolve(name)?.facts.id;
  if (id === undefined) return null;
  const own = new Set(dashed(id).split('-'));
  const isOther = dashed(name)
    .split('-')
    .some((word) => !own.has(word) && !hostWords.has(word));
  return isOther ? null : id;
}
