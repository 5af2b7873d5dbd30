/** What the DCGM exporter says of accelerators, by pod: the share of the time in which a kernel ran, 0–1. */
export const dcgm = {
  /** A ratio; only on data-centre cards. */
  ratio: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
  /** Percent; on all. */
  percent: 'DCGM_FI_DEV_GPU_UTIL',
  source: 'https://github.com/NVIDIA/dcgm-exporter/blob/main/etc/default-counters.csv',
  versions: '2.2.9-2.4.1 and later',
  asOf: '2026-11-27',
} as const;
