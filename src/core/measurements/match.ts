import type { EngineId } from '../model/deployment.ts';
import type { Target } from './target.ts';

export type Labels = Readonly<Record<string, string>>;

/** What was measured, as far as it says whose it is. */
export interface Measurement {
  readonly labels: Labels;
  /** Engines that it may be of; empty = any. */
  readonly engines: readonly EngineId[];
}

/** Whose a measurement is: one deployment, several that it may equally be of, or none that is known. */
export type Match = readonly Target[];

/**
 * The deployments that a measurement is of, by the best evidence there is: labels that a person states; names of workload,
 * service or job; the name of the model. What contradicts (another namespace, another engine) is none. More than one is for a
 * person to tell apart.
 */
export function matchOf(measurement: Measurement, targets: readonly Target[]): Match {
  const scored = targets.map((target) => ({ target, score: scoreOf(measurement, target) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.flatMap(({ target, score }) => (score === best ? target : []));
}

function scoreOf({ labels, engines }: Measurement, target: Target): number {
  const { deployment, engine, metricLabels, models } = target;
  if (metricLabels !== null) {
    // Who states the labels means these series and no others.
    return Object.entries(metricLabels).every(([key, value]) => labels[key] === value) ? 100 : 0;
  }
  const namespace = namespaceOf(labels);
  const isElsewhere =
    deployment.namespace !== null && namespace !== null && deployment.namespace !== namespace;
  const isOther = engine !== null && engines.length > 0 && !engines.includes(engine);
  if (isElsewhere || isOther) return 0;
  const isNamed = namesIn(labels).some((name) => isNameOf(name, deployment.name));
  const isModel = modelsIn(labels).some((name) => models.some((one) => isModelName(name, one)));
  if (!isNamed && !isModel) return 0;
  const isHere = deployment.namespace !== null && deployment.namespace === namespace;
  return (isNamed ? 4 : 0) + (isModel ? 2 : 0) + (isHere ? 1 : 0);
}

/** The namespace of what is measured, not of what measures it. */
export function namespaceOf({ exported_namespace: own, namespace }: Labels): string | null {
  return own ?? namespace ?? null;
}

/** The workload of what is measured: the pods' own, where the exporter has pods of its own. */
export function workloadOf({ exported_workload: own, workload }: Labels): string | null {
  return own ?? workload ?? null;
}

export function modelsIn({ model_name, model }: Labels): readonly string[] {
  return [model_name, model].filter((name) => name !== undefined);
}

function namesIn(labels: Labels): readonly string[] {
  const { service, exported_service, deployment, application, app, job } = labels;
  const { container, exported_container } = labels;
  return [
    workloadOf(labels),
    exported_service,
    service,
    deployment,
    application,
    app,
    exported_container,
    container,
    // What the operator of Prometheus makes of a pod monitor: `serving/chat`.
    job?.slice(job.lastIndexOf('/') + 1),
  ].filter((name) => name !== undefined && name !== null);
}

/** Kubernetes allows 253, in UTF-16 code units; a server may answer with anything. */
const LONGEST_NAME = 253;

/** What controllers and people add to a name: `chat-predictor-00001-deployment`, `chat-svc`, `chat-metrics`. */
const addition =
  /[-_.](?:predictor|deployment|service|svc|server|metrics|headless|kserve|worker|leader|head|default|pod-?monitor|service-?monitor|private|\d{5}|raycluster-[a-z0-9]+)$/;

/** No object of Kubernetes has a longer name; what is longer is compared as it is. */
const longestName = 253;

function isNameOf(measured: string, name: string): boolean {
  if (measured.length > LONGEST_NAME) return false;
  const own = name.toLowerCase();
  const bareOwn = shortenings(own).at(-1);
  return shortenings(measured.toLowerCase()).some((one) => one === own || one === bareOwn);
}

/** A name, then with one addition less each. */
function shortenings(name: string): readonly string[] {
  const names: string[] = [];
  let rest = name;
  while (rest !== names.at(-1)) {
    names.push(rest);
    if (rest.length <= longestName) rest = rest.replace(addition, '');
  }
  return names;
}

/** The same name, or the same without who published it: `meta-llama/Llama-3.1-8B` and `Llama-3.1-8B`. */
function isModelName(measured: string, known: string): boolean {
  const [a, b] = [measured.toLowerCase(), known.toLowerCase()];
  if (a === b) return true;
  const tail = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  return (!a.includes('/') || !b.includes('/')) && tail(a) === tail(b);
}

/** A measurement in words: `prod/chat, model llama`. */
export function measurementName(labels: Labels): string {
  const name = namesIn(labels)[0] ?? labels.instance;
  const namespace = namespaceOf(labels);
  const [model] = modelsIn(labels);
  const place = [namespace, name].filter((part) => part !== null && part !== undefined).join('/');
  const parts = [place, model === undefined ? '' : `model ${model}`];
  return parts.filter((part) => part !== '').join(', ') || 'series without labels';
}
