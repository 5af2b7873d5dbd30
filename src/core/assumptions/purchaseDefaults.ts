import { byDefault } from './defaults.ts';

/** Terms of purchase that nobody stated, each with its source. */
export const purchaseDefaults = {
  spot: {
    interruptionRate: byDefault(
      'spot.interruptionRate',
      0.05,
      'AWS’s Spot Instance Advisor gives less than 5% a month on average over all regions and types; accelerators are often above 20% (2025)',
    ),
    onDemandShare: byDefault(
      'spot.onDemandShare',
      0,
      'nothing says that replicas fall back to on-demand machines',
    ),
  },
  commitment: {
    coverage: byDefault(
      'commitment.coverage',
      1,
      'all of it is bought that way, as the purchase option says',
    ),
  },
  owned: {
    years: byDefault(
      'owned.years',
      5,
      'Amazon writes servers off over five years from 2025 on (annual report 2024); others take four to six',
    ),
    utilization: byDefault(
      'owned.utilization',
      1,
      'the machine stands there for this deployment, in every hour',
    ),
    pue: byDefault(
      'owned.pue',
      1.56,
      'average of the Uptime Institute’s global data center survey 2024',
    ),
    usdPerKwh: byDefault(
      'owned.usdPerKwh',
      0.13,
      'average commercial price in the United States in 2024, 12.8 cents (EIA, Electric Power Monthly)',
    ),
  },
  api: {
    batchShare: byDefault(
      'api.batchShare',
      0,
      'nothing says that requests go through a batch interface',
    ),
  },
} as const;
