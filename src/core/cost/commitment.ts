import type { AncillaryPrice, Catalog, InstanceType } from '../model/catalog.ts';
import type { NamedInput } from '../model/estimate.ts';

export type CommitmentTerm = '1y' | '3y';

/** What a commitment takes off the on-demand price. */
export interface CommitmentDiscount {
  /** 0–1. */
  readonly share: number;
  readonly input: NamedInput;
}

/** Which entry of the price list speaks for an instance: the first whose pattern matches its name. */
interface Family {
  readonly pattern: RegExp;
  /** Part of the entry's name, after the term. */
  readonly entry: RegExp;
  /**
   * Discount for use over a whole month that the entry counts from, 0–1: Google grants 30% on N1 and 20% on N2 by itself
   * (price list, `sustained_use_discount`), and lists commitments against what is left.
   */
  readonly sustained?: number;
}

const families: Readonly<Record<string, readonly Family[]>> = {
  aws: [
    { pattern: /^ml\./, entry: /sagemaker savings plan/ },
    { pattern: /^(g\d|gr\d)/, entry: /ec2 instance SP GPU g5/ },
    { pattern: /^p\d/, entry: /ec2 instance SP p4d/ },
    { pattern: /^/, entry: /compute savings plan/ },
  ],
  gcp: [
    { pattern: /^g2-/, entry: /g2 \(L4\)/ },
    { pattern: /^a2-/, entry: /a2 \(A100\)/ },
    { pattern: /^a3-/, entry: /a3 \(H100\)/ },
    { pattern: /^e2-/, entry: /e2$/ },
    { pattern: /^n2-/, entry: /n2 \(vs SUD/, sustained: 0.2 },
    { pattern: /^n1-[^+]*$/, entry: /n1 \(vs SUD/, sustained: 0.3 },
  ],
  azure: [
    { pattern: /^Standard_NC.*(A100|H100)/i, entry: /NC A100\/H100/ },
    { pattern: /^Standard_ND.*(H100|H200)/i, entry: /ND H100/ },
    { pattern: /^Standard_[DE]\d/i, entry: /D\/E v5/ },
  ],
};

/** How the price list names commitments of each cloud. */
const commitmentEntry = /^(?:commit_discount|cud_discount|reserved)_[13]y /;

const known = new WeakMap<Catalog, readonly AncillaryPrice[]>();

/** All commitments in the price list, found once. */
function commitments(catalog: Catalog): readonly AncillaryPrice[] {
  const found =
    known.get(catalog) ?? catalog.ancillaries.filter(({ item }) => commitmentEntry.test(item));
  known.set(catalog, found);
  return found;
}

/**
 * Discount of a commitment on the on-demand price of an instance: of its family where the price list has one, else the
 * median over the families of that cloud, which the input says. Null where the cloud has none in the list.
 */
export function commitmentDiscount(
  instance: InstanceType,
  term: CommitmentTerm,
  catalog: Catalog,
): CommitmentDiscount | null {
  const offered = commitments(catalog).filter(
    ({ cloud, item }) => cloud === instance.provider && item.includes(`_${term} `),
  );
  const family = families[instance.provider]?.find(({ pattern }) => pattern.test(instance.name));
  const own =
    family === undefined ? undefined : offered.find(({ item }) => family.entry.test(item));
  if (own !== undefined) {
    const share = 1 - (1 - (family?.sustained ?? 0)) * (1 - own.usd);
    return { share, input: discountInput(share, own, own.item) };
  }
  const middle = median(offered.filter(({ item }) => !item.includes('vs SUD')));
  if (middle === null) return null;
  const entry = `median ${term} discount of ${instance.provider}: ${instance.name} has none of its own`;
  return { share: middle.usd, input: discountInput(middle.usd, middle, entry) };
}

function median(prices: readonly AncillaryPrice[]): AncillaryPrice | null {
  const sorted = prices.toSorted((a, b) => a.usd - b.usd);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function discountInput(value: number, price: AncillaryPrice, entry: string): NamedInput {
  return {
    name: 'commitment discount',
    value,
    unit: 'share',
    origin: { kind: 'catalog', entry, source: price.source, asOf: price.asOf },
  };
}
