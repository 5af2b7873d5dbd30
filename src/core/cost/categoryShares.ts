import type { CostCategory } from '../model/estimate.ts';

/** Share of a category in a bill, beside the band that is usual for serving. */
export interface CategoryShare {
  readonly category: CostCategory;
  /** 0–1; null where the bill is empty. */
  readonly share: number | null;
  readonly usual: { readonly from: number; readonly to: number };
  /** Why it lies outside the band; null when it lies within. */
  readonly remark: string | null;
}

/**
 * Bands of a serving bill as an operations guide of the field gives them (compute 50–70%, network and I/O 15–25%, storage
 * and caching 10–20%, management 5–10%). They describe whole platforms: one deployment on accelerators is more compute.
 */
const usual: Readonly<Record<CostCategory, { readonly from: number; readonly to: number }>> = {
  compute: { from: 0.5, to: 0.7 },
  network: { from: 0.15, to: 0.25 },
  storage: { from: 0.1, to: 0.2 },
  management: { from: 0.05, to: 0.1 },
};

const reasons: Readonly<Record<CostCategory, { readonly below: string; readonly above: string }>> =
  {
    compute: {
      below:
        'the machines are cheap or shared, so that what stands beside them weighs more: traffic, disks, a cluster of their own',
      above:
        'accelerators are dear beside everything else; and parts of a platform that the configs do not show are not in the bill unless they are asked for',
    },
    network: {
      below:
        'answers in text are small; API gateways, NAT, CDN and traffic between zones count only where `.servingcost.yaml` names them',
      above: 'answers are large, or many for the compute they take',
    },
    storage: {
      below:
        'disks of nodes and volumes that the configs show are counted, and they are small beside the hours of an accelerator',
      above: 'large volumes, or one for each of many replicas',
    },
    management: {
      below:
        'a share of a control plane and the logs are counted; metrics and people’s time only where `.servingcost.yaml` names them',
      above: 'a control plane, logs or people’s time for little compute',
    },
  };

/** Shares of the categories in a bill (USD), each with why it differs from what is usual. */
export function categoryShares(
  sums: Readonly<Record<CostCategory, number>>,
): readonly CategoryShare[] {
  const bill = Object.values(sums).reduce((total, one) => total + one, 0);
  return (Object.keys(usual) as CostCategory[]).map((category) => {
    const band = usual[category];
    const share = bill > 0 ? sums[category] / bill : null;
    const { below, above } = reasons[category];
    const remark =
      share === null || (share >= band.from && share <= band.to)
        ? null
        : share < band.from
          ? below
          : above;
    return { category, share, usual: band, remark };
  });
}
