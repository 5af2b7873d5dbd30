import type { CostEstimate } from '../model/estimate.ts';
import { firstLatencyName } from '../performance/writesText.ts';
import { formatGiB, formatPercent } from './format.ts';
import type { PanelMemory } from './panelSchema.ts';

/** What fills one accelerator; null when memory is not known (CPU, unknown model). */
export function panelMemory({ memory, performance }: CostEstimate): PanelMemory | null {
  if (memory === null) return null;
  const { weightsGiB, overheadGiB, availableGiB, physicalGiB, fits, shortfallGiB } = memory;
  const kvCacheGiB = Math.max(0, memory.kvCacheGiB);
  // Models that write nothing keep nothing of a request: the same room is for what is under way.
  const keeps = performance === null || firstLatencyName(performance) === 'TTFT';
  const used = weightsGiB + overheadGiB + kvCacheGiB;
  const whole = Math.max(physicalGiB, used);
  const part = (
    id: PanelMemory['parts'][number]['id'],
    label: string,
    gib: number,
  ): PanelMemory['parts'][number] => ({
    id,
    label,
    size: `${formatGiB(gib)} (${formatPercent(gib / whole)})`,
    // Binary fractions may add up to a hair more than the whole.
    share: Math.min(1, gib / whole),
  });
  return {
    fits,
    summary: fits
      ? `The engine may use ${formatGiB(availableGiB)} of ${formatGiB(physicalGiB)}.`
      : `Does not fit: ${formatGiB(shortfallGiB)} more are needed than the ${formatGiB(availableGiB)} the engine may use.`,
    parts: [
      part('weights', 'Weights', weightsGiB),
      part('kv-cache', keeps ? 'KV cache' : 'Room for requests', kvCacheGiB),
      part('overhead', 'Activations and runtime', overheadGiB),
      part('free', 'Not used', Math.max(0, whole - used)),
    ].filter(({ share }) => share > 0),
  };
}
