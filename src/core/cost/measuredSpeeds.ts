import type { ThroughputPoint } from '../assumptions/throughputSchema.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Catalog } from '../model/catalog.ts';
import type { ReplicaConfiguration } from '../model/performance.ts';
import type { Sourced } from '../model/sourced.ts';
import { nativePrecision } from './nativePrecision.ts';

/** A measured speed, and of which replicas it is. */
export interface SpeedOf {
  readonly model: string;
  readonly quantization: string;
  readonly accelerator: string;
  readonly accelerators: number;
  /** Null = of any. */
  readonly engine: string | null;
  readonly point: Sourced<ThroughputPoint>;
}

const made = new WeakMap<ResolvedAssumptions['throughput'], Map<Catalog, readonly SpeedOf[]>>();

/** The measured speeds of some assumptions, by what the catalogue calls their model and accelerator; what it does not know is none. */
export function measuredSpeeds(
  { throughput }: Pick<ResolvedAssumptions, 'throughput'>,
  catalog: Catalog,
): readonly SpeedOf[] {
  if (throughput.length === 0) return [];
  const known = made.get(throughput) ?? new Map<Catalog, readonly SpeedOf[]>();
  made.set(throughput, known);
  const speeds = known.get(catalog) ?? throughput.flatMap((point) => speedOf(point, catalog) ?? []);
  known.set(catalog, speeds);
  return speeds;
}

/** Null where the catalogue does not know the model, the accelerator or the precision. */
function speedOf(point: Sourced<ThroughputPoint>, catalog: Catalog): SpeedOf | null {
  const { model: name, quantization, accelerator, accelerators = 1, engine = null } = point.value;
  const model = catalog.model(name);
  const facts = catalog.accelerator(accelerator);
  const stated = quantization === undefined ? null : catalog.quantization(quantization);
  if (model === null || facts === null || (quantization !== undefined && stated === null)) {
    return null;
  }
  return {
    model: model.facts.id,
    quantization: stated?.id ?? model.quantization ?? nativePrecision(model.facts.nativeDataType),
    accelerator: facts.id,
    accelerators,
    engine: engine?.toLowerCase() ?? null,
    point,
  };
}

/** The replica with the speeds that it was measured at. */
export function withSpeeds(
  replica: ReplicaConfiguration,
  speeds: readonly SpeedOf[],
): ReplicaConfiguration {
  const own = speedsOf(replica, speeds);
  return own.length === 0 ? replica : { ...replica, speeds: own.map(({ point }) => point.value) };
}

/** Those that are of this replica. A part of an accelerator, and a replica that does a part of each request, is another one. */
export function speedsOf(
  replica: ReplicaConfiguration,
  speeds: readonly SpeedOf[],
): readonly SpeedOf[] {
  if (replica.phase !== undefined) return [];
  return speeds.filter(
    (one) =>
      one.model === replica.model.id &&
      one.quantization === replica.quantization &&
      one.accelerator === replica.accelerator.id &&
      one.accelerators === replica.accelerators &&
      (one.engine === null || one.engine === replica.engine),
  );
}
