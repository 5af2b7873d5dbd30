import type { Deployment, Phase } from '../model/deployment.ts';

/**
 * The part of a request that the mode of a worker stands for: `--disaggregation-mode` of SGLang and Dynamo, `--server_role`
 * of TensorRT-LLM, `kv_role` in vLLM's `--kv-transfer-config`. `both` is a worker that hands over KV caches either way (the
 * role of vLLM's NIXL connector on either side); null answers whole requests.
 */
export function phaseOfMode(text: string): Phase | 'both' | null {
  const mode = (kvRole(text) ?? text).toLowerCase();
  if (/^(prefill|context|kv_producer)$/.test(mode)) return 'prefill';
  if (/^(decode|generation|kv_consumer)$/.test(mode)) return 'decode';
  return mode === 'kv_both' ? 'both' : null;
}

/** `kv_role` of a connector; of several that are combined, the one that stands for all of them. */
function kvRole(text: string): string | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('kv_role' in parsed)) return null;
    return typeof parsed.kv_role === 'string' ? parsed.kv_role : null;
  } catch {
    return /["']?kv_role["']?\s*[:=]\s*["']?(\w+)/.exec(text)?.[1] ?? null;
  }
}

/** The part that the name of a role or component stands for (`VllmPrefillWorker`, `decode`); null for other names. */
export function phaseOfName(name: string): Phase | null {
  const prefills = /prefill/i.test(name);
  const decodes = /decode/i.test(name);
  if (prefills === decodes) return null;
  return prefills ? 'prefill' : 'decode';
}

/**
 * What each of the deployments of a file does of a request. What an engine is told counts before the role its object has; a
 * role called decode answers whole requests where no prefill worker of the same object runs. A worker that hands over KV
 * caches and is an object of its own is what its name says.
 */
export function withPhases<T extends { readonly deployment: Deployment }>(
  readings: readonly T[],
): readonly T[] {
  const phases = readings.map(({ deployment }) => toldPhase(deployment) ?? deployment.phase);
  const prefilled = new Set(
    readings.flatMap(({ deployment }, index) =>
      phases[index] === 'prefill' && runs(deployment) ? [objectOf(deployment)] : [],
    ),
  );
  return readings.map((reading, index) => {
    const { phase: stated, ...whole } = reading.deployment;
    const isAlone =
      phases[index] === 'decode' &&
      toldPhase(reading.deployment) === null &&
      !prefilled.has(objectOf(reading.deployment));
    const phase = isAlone ? undefined : (phases[index] ?? namedPhase(reading.deployment));
    if (phase === stated) return reading;
    return { ...reading, deployment: phase === undefined ? whole : { ...whole, phase } };
  });
}

function toldPhase({ settings }: Deployment): Phase | null {
  const told = settings.phase?.value;
  return told === undefined || told === 'both' ? null : told;
}

/** Parts of an object have a role that was read, or none. */
function namedPhase({ settings, name }: Deployment): Phase | undefined {
  if (settings.phase?.value !== 'both' || name.includes('/')) return undefined;
  return phaseOfName(name) ?? undefined;
}

function runs({ replicas }: Deployment): boolean {
  return replicas.max === null || replicas.max.value > 0;
}

function objectOf({ uri, kind, namespace, name }: Deployment): string {
  return [uri, kind, namespace ?? '', name.split('/')[0] ?? name].join('#');
}
