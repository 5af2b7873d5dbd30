import type { MetricFamily } from './family.ts';
import { sglang } from './sglang.ts';
import { tgi } from './tgi.ts';
import { triton } from './triton.ts';
import { vllm } from './vllm.ts';

/** All families, in the order in which one of several that see the same server counts. */
export const metricFamilies: readonly MetricFamily[] = [
  vllm('vllm', 'vllm:', 'vLLM'),
  vllm('vllm-kserve', 'kserve_vllm:', 'vLLM (KServe)'),
  vllm('vllm-ray', 'ray_vllm_', 'vLLM (Ray)'),
  sglang,
  tgi,
  triton,
];
