const MIB = 2 ** 20;

/** PyTorch's caching allocator (c10/cuda/CUDACachingAllocator.cpp): sizes of segments and when a block is split. */
const SMALL = MIB;
const SHARED_SEGMENT = 20 * MIB;
const OWN_SEGMENT_FROM = 10 * MIB;
const SEGMENT_STEP = 2 * MIB;
const LEAST_REST = MIB;

/**
 * Bytes that `repeat` layers of tensors take beyond their own size in PyTorch's allocator. Tensors of 10 MiB and more get a
 * segment of whole 2 MiB, smaller ones share segments of 20 MiB; a rest of at most 1 MiB stays with its block and counts as
 * allocated, a larger one is free for others. `reserved` counts free rests of segments too, as the driver does.
 */
export function allocationRest(
  layer: readonly number[],
  repeat: number,
  count: 'allocated' | 'reserved',
): number {
  let rest = 0;
  for (const size of layer) {
    if (size < OWN_SEGMENT_FROM) continue;
    const left = Math.ceil(size / SEGMENT_STEP) * SEGMENT_STEP - size;
    if (left <= LEAST_REST || count === 'reserved') rest += left * repeat;
  }
  const sharing = layer.filter((size) => size > SMALL && size < OWN_SEGMENT_FROM);
  return rest + sharedRest(sharing, repeat, count);
}

/** The rest in segments that several tensors share: each goes to the fullest segment that still takes it. */
function sharedRest(
  layer: readonly number[],
  repeat: number,
  count: 'allocated' | 'reserved',
): number {
  let rest = 0;
  const open: number[] = [];
  for (let index = 0; index < repeat && layer.length > 0; index++) {
    for (const size of layer) {
      let best = -1;
      for (let position = 0; position < open.length; position++) {
        const free = open[position] ?? 0;
        if (free >= size && (best < 0 || free < (open[best] ?? 0))) best = position;
      }
      const left = (best < 0 ? SHARED_SEGMENT : (open[best] ?? 0)) - size;
      if (left <= LEAST_REST) rest += left;
      if (best >= 0) open[best] = left > LEAST_REST ? left : 0;
      else if (left > LEAST_REST) open.push(left);
    }
  }
  return count === 'reserved' ? open.reduce((sum, free) => sum + free, rest) : rest;
}
