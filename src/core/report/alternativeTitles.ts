import type { WayOfSelling } from '../model/insight.ts';

/** Ways to pay for a replica, for people. */
export const alternativeTitles: Readonly<Record<WayOfSelling, string>> = {
  'on-demand': 'Machine, on demand',
  spot: 'Machine, spot',
  'reserved-1y': 'Machine, 1-year commitment',
  'reserved-3y': 'Machine, 3-year commitment',
  serverless: 'By the second of use',
  owned: 'Machine of one’s own',
  managed: 'Managed endpoint, dedicated',
  hosted: 'Hosted model, shared',
};

/** `g6.xlarge at aws, us-east-1`. */
export function offerText(one: {
  readonly offer: string;
  readonly seller: string;
  readonly region: string | null;
}): string {
  // The vendor that an endpoint runs on stands in for a region on some platforms.
  return `${one.offer} at ${one.seller}${one.region === null ? '' : `, ${one.region}`}`;
}
