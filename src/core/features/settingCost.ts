import type { DeploymentAnalysis } from '../analysis.ts';
import type { Deployment, EngineSettings } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Sourced } from '../model/sourced.ts';
import { formatGiB, formatLarge, formatNumber, formatQuantity } from '../report/format.ts';

/**
 * What an engine setting does to the memory of a replica, against the engine's default or a value near it; null where it is no
 * more than one input among others.
 *
 * @param again Prices the deployment with other fields.
 */
export function settingWords(
  name: keyof EngineSettings,
  { deployment, estimate }: DeploymentAnalysis,
  again: (other: Partial<Deployment>) => CostEstimate,
): string | null {
  const { memory } = estimate;
  const { settings } = deployment;
  const set = <T>(setting: Sourced<T>, value: T): CostEstimate =>
    again({ settings: { ...settings, [name]: { ...setting, value } } });
  const without = (): CostEstimate =>
    again({
      settings: Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name)),
    });
  if (memory === null) return null;
  switch (name) {
    case 'tensorParallel':
    case 'pipelineParallel':
      return `Each accelerator holds ${formatGiB(memory.weightsGiB)} of the weights, and has ${formatGiB(Math.max(0, memory.kvCacheGiB))} left for KV cache.`;
    case 'memoryFraction': {
      const now = `The engine may use ${formatGiB(memory.availableGiB)} of ${formatGiB(memory.physicalGiB)}`;
      const { memoryFraction } = settings;
      const more = Math.min(0.99, (memoryFraction?.value ?? 1) + 0.05);
      const held = memoryFraction === undefined ? null : set(memoryFraction, more).memory;
      if (held?.kvCacheTokens == null || memory.kvCacheTokens === null) return `${now}.`;
      return `${now}: KV cache for ${formatLarge(memory.kvCacheTokens)} tokens; at ${formatNumber(more)} for ${formatLarge(held.kvCacheTokens)}.`;
    }
    case 'quantization':
    case 'dataType': {
      const otherwise = without().memory;
      const now = `The weights take ${formatGiB(memory.weightsGiB)} of each accelerator`;
      if (otherwise === null || otherwise.weightsGiB === memory.weightsGiB) return `${now}.`;
      return `${now}; without this ${formatGiB(otherwise.weightsGiB)}${otherwise.fits ? '' : ', which does not fit'}.`;
    }
    case 'kvCacheDataType': {
      const otherwise = without().memory;
      if (memory.kvBytesPerToken === null || memory.kvCacheTokens === null) return null;
      const now = `A token takes ${formatNumber(memory.kvBytesPerToken / 1024)} KiB of KV cache on each accelerator: room for ${formatLarge(memory.kvCacheTokens)}`;
      return otherwise?.kvCacheTokens == null || otherwise.kvCacheTokens === memory.kvCacheTokens
        ? `${now}.`
        : `${now}; without this ${formatLarge(otherwise.kvCacheTokens)}.`;
    }
    case 'maxModelLength': {
      const length = settings.maxModelLength;
      const half = length === undefined ? null : set(length, Math.floor(length.value / 2)).memory;
      if (memory.sequencesAtMaximumLength === null || half?.sequencesAtMaximumLength == null)
        return null;
      return `The KV cache of a replica holds ${formatNumber(Math.floor(memory.sequencesAtMaximumLength))} requests of this length at once, ${formatNumber(Math.floor(half.sequencesAtMaximumLength))} of half of it.`;
    }
    case 'maxSequences': {
      const most = estimate.performance?.maxConcurrency;
      return most === undefined
        ? null
        : `A replica runs up to ${formatQuantity(Math.floor(most), 'request')} of the expected length at once.`;
    }
    default:
      return null;
  }
}
