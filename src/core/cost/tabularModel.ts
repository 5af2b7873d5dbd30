import type { Deployment, EngineId } from '../model/deployment.ts';
import { acceleratorRequest } from './acceleratorHardware.ts';
import { parallelismOf, type ServedModel } from './model.ts';

/** Servers of classical models; they name files, not models that a catalogue could hold. */
const servers: ReadonlySet<EngineId> = new Set<EngineId>([
  'kserve-sklearn',
  'kserve-xgboost',
  'mlserver',
]);

/** Stands for the model of a server of classical models: small, of unknown shape. Null for every other server. */
export function tabularModel(deployment: Deployment): ServedModel | null {
  const { engine } = deployment;
  if (engine === null || !servers.has(engine.value)) return null;
  // MLServer also serves Hugging Face models, which are named, and use accelerators.
  if (acceleratorRequest(deployment) !== null || deployment.model.id !== null) return null;
  return {
    facts: {
      id: 'classical model',
      family: 'tabular',
      modality: 'tabular',
      parameters: 1e5,
      activeParameters: 1e5,
      architecture: null,
      maxPositions: null,
      nativeDataType: 'float32',
      source: 'stands for a model of unknown size',
      asOf: 'undated',
    },
    origin: engine.origin,
    quantization: { value: 'fp32', origin: engine.origin },
    kvPrecision: 'bf16',
    parallelism: parallelismOf(deployment),
  };
}
