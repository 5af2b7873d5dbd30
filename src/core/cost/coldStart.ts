import { threeDigits } from './threeDigits.ts';
import type { ColdStartAssumptions } from '../assumptions/resolved.ts';
import type { ColdStart } from '../model/autoscaling.ts';
import type { ModelFacts } from '../model/modelFacts.ts';
import type { Deployment } from '../model/deployment.ts';
import type { NamedInput } from '../model/estimate.ts';
import type { Origin, Sourced } from '../model/sourced.ts';
import {
  engineStart,
  imagePull,
  imageSize,
  modelRead,
  nodeStart,
  type ModelSource,
} from './coldStartDefaults.ts';
import type { Serving } from './serving.ts';

/**
 * Seconds from asking for a replica to its first answer: a new node, its image, the weights, the engine, one after the
 * other. Pods without accelerators start on nodes that run anyway; a serverless platform keeps machines and images.
 */
export function coldStart(
  deployment: Deployment,
  model: ModelFacts | null,
  serving: Serving | null,
  stated: ColdStartAssumptions,
): ColdStart {
  if (stated.seconds !== null) {
    const { value, origin } = stated.seconds;
    const parts = [{ name: 'cold start', value, unit: 's', origin }];
    return { seconds: value, lowerBound: false, parts };
  }
  const kept = deployment.supply.kind === 'serverless';
  const weights = weightsGB(model, serving);
  const parts = [
    ...(kept || deployment.accelerator === null ? [] : [nodePart(stated)]),
    ...(kept ? [] : [imagePart(deployment, stated)]),
    ...(weights === null ? [] : [weightsPart(deployment, weights, stated)]),
    enginePart(deployment, stated),
  ];
  return {
    seconds: parts.reduce((sum, { value }) => sum + value, 0),
    lowerBound: weights === null,
    parts,
  };
}

type Part = NamedInput & { readonly value: number };

function byDefault(value: number, name: string, reason: string): Sourced<number> {
  return { value, origin: { kind: 'default', name: `coldStart.${name}`, reason } };
}

function part(name: string, { value, origin }: Sourced<number>): Part {
  return { name, value, unit: 's', origin };
}

function nodePart({ nodeSeconds }: ColdStartAssumptions): Part {
  const { seconds, reason } = nodeStart;
  return part('new node', nodeSeconds ?? byDefault(seconds, 'nodeSeconds', reason));
}

function imagePart({ engine }: Deployment, stated: ColdStartAssumptions): Part {
  const usual = imageSize(engine?.value ?? null);
  const size = stated.imageGB ?? byDefault(usual.gigabytes, 'imageGB', usual.reason);
  const speed =
    stated.imageMBPerSecond ??
    byDefault(imagePull.megabytesPerSecond, 'imageMBPerSecond', imagePull.reason);
  return transfer('image pull', size, speed);
}

function weightsPart(
  deployment: Deployment,
  gigabytes: number,
  stated: ColdStartAssumptions,
): Part {
  const source = modelSource(deployment);
  const usual = modelRead[source];
  const speed =
    stated.modelMBPerSecond ??
    byDefault(usual.megabytesPerSecond, 'modelMBPerSecond', usual.reason);
  const size = {
    value: gigabytes,
    origin: { kind: 'derived', formula: 'weights of a replica' },
  } as const;
  return transfer(`weights from ${source}`, size, speed);
}

function enginePart(deployment: Deployment, { engineSeconds }: ColdStartAssumptions): Part {
  const eager = deployment.settings.enforceEager?.value ?? false;
  const { seconds, reason } = engineStart(deployment.engine?.value ?? null, eager);
  return part('engine start', engineSeconds ?? byDefault(seconds, 'engineSeconds', reason));
}

/** GB ÷ MB/s. What decides the time names its origin: a stated figure before a default. */
function transfer(name: string, size: Sourced<number>, speed: Sourced<number>): Part {
  const value = (size.value * 1000) / speed.value;
  const figures = `${threeDigits(size.value)} GB ÷ ${threeDigits(speed.value)} MB/s`;
  const reasons = [size, speed].flatMap(({ origin }) => reasonOf(origin));
  const origin = { kind: 'derived', formula: [figures, ...reasons].join('; ') } as const;
  return { name, value, unit: 's', origin };
}

function reasonOf(origin: Origin): readonly string[] {
  return origin.kind === 'default' ? [origin.reason] : [];
}

/** GB of weights one replica reads; null when the model is not known. */
function weightsGB(model: ModelFacts | null, serving: Serving | null): number | null {
  if (serving !== null) {
    const { memory, configuration } = serving;
    const { tensorParallel, pipelineParallel, expertParallel, accelerators } = configuration;
    // Experts are spread over all ranks; everything else is read once and copied to the other data-parallel ranks.
    const shards = expertParallel > 1 ? accelerators : tensorParallel * pipelineParallel;
    return (memory.weightsGiB * Math.max(1, shards) * 2 ** 30) / 1e9;
  }
  // Two bytes per parameter, the precision of most published weights.
  return model === null ? null : (model.parameters * 2) / 1e9;
}

/** Where the weights are read from: the place the config writes, else a volume that is mounted, else the model hub. */
function modelSource(deployment: Deployment): ModelSource {
  const { id, location } = deployment.model;
  const place = (location ?? id)?.value ?? '';
  const scheme = /^([a-z0-9+.-]+):\/\//i.exec(place)?.[1]?.toLowerCase();
  if (scheme === 'oci' || scheme === 'docker') return 'image';
  if (scheme === 'pvc' || scheme === 'file') return 'volume';
  if (scheme !== undefined && !['hf', 'huggingface', 'ollama'].includes(scheme)) {
    return 'object store';
  }
  return place.startsWith('/') || deployment.volumes.length > 0 ? 'volume' : 'hub';
}
