import { deploymentModeOf } from '../kserve/replicas.ts';
import { refuse, type EditTarget, type Step } from './target.ts';
import { setValues, type ValueAt } from './values.ts';

/** Writes the limits where they are: the workload, its autoscaler, or annotations; `beside` goes to the same place. */
export function setReplicas(
  target: EditTarget,
  min: number | undefined,
  max: number | undefined,
  beside: readonly ValueAt[] = [],
): Step {
  const { place } = target.replicas;
  if (!place) return refuse('The number of replicas is not written in this config.');
  const impossible = min === undefined ? null : whyNot(min, target);
  if (impossible !== null) return refuse(impossible);
  const values: ValueAt[] = [];
  const add = (path: readonly string[], count: number | undefined): void => {
    if (count !== undefined) values.push([path, place.quoted ? String(count) : count]);
  };
  if (place.maxPath === null) {
    if (min !== undefined && max !== undefined && min !== max) {
      return refuse('A range of replicas needs an autoscaler.');
    }
    add(place.minPath, min ?? max);
  } else {
    add(place.minPath, min);
    add(place.maxPath, max);
  }
  return setValues(place.holder, [...values, ...beside]);
}

function whyNot(min: number, { deployment, object, replicas }: EditTarget): string | null {
  if (replicas.place?.minPath.at(-1) === 'idleReplicaCount') {
    return min > 0 ? 'idleReplicaCount is 0 or is not there.' : null;
  }
  if (min > 0) return null;
  const { autoscaler } = deployment.replicas;
  if (autoscaler?.kind === 'hpa') return 'A HorizontalPodAutoscaler does not scale to zero.';
  if (
    autoscaler?.kind === 'keda' &&
    /vllm:|sglang|tgi_|nv_(gpu|inference)|cpu|memory/i.test(autoscaler.metric ?? '')
  ) {
    return 'What it scales by is measured on its own replicas: at zero there is nothing that would wake it.';
  }
  const isStandard = deployment.format === 'kserve' && deploymentModeOf(object) === 'standard';
  if (isStandard && autoscaler?.kind !== 'keda') {
    return 'In Standard mode KServe raises 0 replicas to 1.';
  }
  return null;
}
