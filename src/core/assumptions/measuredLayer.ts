import type { Origin, Sourced } from '../model/sourced.ts';
import type { MeasuredProduction, MeasuredValues } from './measuredSchema.ts';
import { spanAt, type NodePath } from './nodePath.ts';
import type { Assumptions } from './readAssumptions.ts';
import type { DeploymentAssumptions } from './schema.ts';

/** What was measured of a deployment, and where that is written. */
export interface MeasuredBlock {
  readonly values: MeasuredValues;
  readonly path: NodePath;
  readonly file: Assumptions;
}

/** Demand that was measured in production, in the place of a block that states it. */
export interface MeasuredLayer {
  readonly values: Partial<DeploymentAssumptions>;
  /** Of the block of the deployment. */
  readonly path: NodePath;
  readonly measured: MeasuredBlock & { readonly production: MeasuredProduction };
}

/** The measured demand as a block of assumptions would state it; none where no demand was measured. */
export function measuredLayers(block: MeasuredBlock): readonly MeasuredLayer[] {
  const { production } = block.values;
  if (production === undefined) return [];
  const { requestsPerSecond, inputTokens, outputTokens } = production;
  const { series, peakFactor, cachedPrefixShare } = production;
  const workload = {
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(series !== undefined && { series, shape: 'measured' as const }),
    ...(peakFactor !== undefined && { peakFactor }),
    ...(cachedPrefixShare !== undefined && { cachedPrefixShare }),
  };
  const measured = { ...block, production };
  return [{ values: { workload }, path: block.path.slice(0, -1), measured }];
}

/** A measured value with its time range. `path` is that of an assumption: `['workload', 'inputTokens']`. */
export function measuredValue<T>(
  { production, path: base, file }: MeasuredLayer['measured'],
  value: T,
  path: NodePath,
): Sourced<T> {
  const { source, from, to } = production;
  const own = path.slice(1).map((key) => (key === 'shape' ? 'series' : key));
  const span =
    file.root === null ? { start: 0, end: 0 } : spanAt(file.root, [...base, 'production', ...own]);
  const origin: Origin = { kind: 'measured', uri: file.uri, span, source, from, to };
  return { value, origin };
}
