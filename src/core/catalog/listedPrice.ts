import type { InstancePrice } from '../model/catalog.ts';
import { cited } from './decode.ts';
import { roundPrice, vectorReader } from './priceVectors.ts';
import type { InstancesFile, ProviderPrices } from './schema.ts';

type TypeEntry = ProviderPrices['types'][number];

/** The price of a type in the region at that index of the list; null where the list has none. */
export type ListedPrice = (entry: TypeEntry, at: number) => InstancePrice | null;

/** Reads the prices of one provider out of their vectors. */
export function listedPrices(prices: ProviderPrices, file: InstancesFile): ListedPrice {
  const onDemandOf = vectorReader(prices.onDemand);
  const spotOf = vectorReader(prices.spot);
  const citeOf = vectorReader(prices.cite);
  const citation = (index: number, at: number): number | null => {
    const citations = citeOf(index);
    return (citations.length === 1 ? citations[0] : citations[at]) ?? null;
  };
  return (entry, at) => {
    const [type, , , , , , base, onDemandIndex, spotIndex, citeIndex, spotCiteIndex] = entry;
    const onDemandRatio = onDemandOf(onDemandIndex)[at] ?? null;
    const spotRatio = spotOf(spotIndex)[at] ?? null;
    if (onDemandRatio === null && spotRatio === null) return null;
    const onDemand = onDemandRatio === null ? null : roundPrice(base * onDemandRatio);
    const spot = spotRatio === null ? null : roundPrice((onDemand ?? base) * spotRatio);
    const ofSpot = spotCiteIndex === undefined ? null : (citeOf(spotCiteIndex)[at] ?? null);
    const notes = prices.typeNotes
      .filter(([name, where]) => name === type && (where === '*' || where === prices.regions[at]))
      .map(([, , note]) => file.notes[note] ?? '');
    return {
      onDemand,
      spot,
      note: notes.join(' '),
      ...cited(file.citations, citation(citeIndex, at) ?? -1),
      ...(ofSpot === null ? {} : { spotSource: cited(file.citations, ofSpot) }),
    };
  };
}
