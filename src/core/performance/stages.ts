/**
 * Layers of a stage of a pipeline. The ends get fewer where they do not divide evenly: the last stage is never given one
 * more, the first only when all between have it (vllm/distributed/utils.py, get_pp_indices). Nonsense counts as one stage.
 */
export function stageLayers(
  layers: number,
  stages: number,
): { readonly middle: number; readonly ends: number } {
  const count = Math.max(1, Math.min(Math.floor(stages) || 1, layers));
  const ends = Math.floor(layers / count);
  const rest = layers - ends * count;
  if (rest === 0) return { middle: ends, ends };
  return { middle: ends + 1, ends: rest >= count - 1 ? ends + 1 : ends };
}
