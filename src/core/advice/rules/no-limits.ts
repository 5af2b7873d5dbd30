import type { Deployment, EngineId } from '../../model/deployment.ts';
import { formatMonthly, formatQuantity } from '../../report/format.ts';
import { settingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** Engines whose usual builds serve from accelerators; builds for CPUs exist of a few, and name it. */
const acceleratorEngines: readonly EngineId[] = [
  'vllm',
  'sglang',
  'tgi',
  'tensorrt-llm',
  'nim',
  'jetstream',
];

/** Formats that write resources of containers themselves: what stands there is all there is. */
const ownResources = /^(kubernetes|leaderworkerset)$/;

/** Pods without requests: an engine that needs an accelerator and asks for none, a pod that nothing bounds. */
export const noLimits: Rule = {
  code: 'no-limits',
  title: 'No requests or limits',
  level: 'information',
  explanation:
    'What a container does not ask for it is not scheduled by, and nobody is charged for. An engine that serves from accelerators ' +
    'and asks for none either does not start, or takes those of other pods on its node; it is priced as what it asks for. A pod ' +
    'without CPU and memory requests is priced as a small one and may take the whole node. A pod on a part of a node with ' +
    'several accelerators that leaves memory open can starve those beside it. What a missing request costs is not known, so ' +
    'none of it is priced. Kubernetes only.',
  consequence: settingChanges,
  check(subject) {
    const { deployment } = subject;
    if (!ownResources.test(deployment.format) || deployment.supply.kind !== 'replicas') return [];
    if (incomplete.test(deployment.uri)) return [];
    const message = noAccelerator(subject) ?? unbounded(subject) ?? besideOthers(subject);
    return message === null ? [] : [draft(subject, message)];
  },
};

function draft({ deployment }: Subject, message: string): FindingDraft {
  return {
    kind: 'problem',
    ...placeOf(deployment, deployment.accelerator?.count, deployment.engine),
    message: () => message,
    tradeOffs: [],
    fixes: [],
  };
}

function noAccelerator({ deployment, estimate, currency }: Subject): string | null {
  const engine = deployment.engine;
  if (deployment.accelerator !== null || engine === null) return null;
  if (!acceleratorEngines.includes(engine.value) || servesFromCpu(deployment)) return null;
  const priced =
    estimate.monthly === null
      ? ''
      : ` It is priced as a pod without one, ${formatMonthly(estimate.monthly.expected, currency, estimate.lowerBound)}.`;
  return `The engine serves from accelerators and the pod asks for none: it does not start, or uses those that other pods of its node pay for.${priced}`;
}

/** Said by the image, the name of the object or file, or the data type that only CPUs are given. */
function servesFromCpu({ name, uri, image, settings }: Deployment): boolean {
  const words = [name, uri.slice(uri.lastIndexOf('/')), image?.value ?? ''].join(' ');
  if (/cpu|openvino|xeon|gaudi|hpu|xpu|neuron/i.test(words)) return true;
  return settings.dataType?.value === 'float32';
}

/** A part that overlays or patches complete: what it lacks may stand there. */
const incomplete = /(^|[/._-])(base|patch(es)?)([/._-]|$)/;

function unbounded({ deployment, estimate, currency }: Subject): string | null {
  const { accelerator, cpuCores, memoryGiB } = deployment;
  if (accelerator !== null || cpuCores !== null || memoryGiB !== null) return null;
  if (deployment.engine === null || estimate.monthly === null) return null;
  const { expected } = estimate.monthly;
  return (
    'The pod asks for neither CPU nor memory: it may take the whole node, and is the first to be evicted. It is priced as a ' +
    `small one, ${formatMonthly(expected, currency, estimate.lowerBound)}.`
  );
}

function besideOthers({ deployment, estimate }: Subject): string | null {
  const { accelerator, memoryGiB } = deployment;
  const instance = estimate.hardware?.instance?.instance;
  if (accelerator === null || memoryGiB !== null || instance == null) return null;
  // Only where the config itself says which machine it shares.
  if (deployment.placement.instanceType === null || estimate.hardware === null) return null;
  if (estimate.hardware.nodeShare >= 1 || instance.memoryGiB === null) return null;
  return (
    `Takes ${formatQuantity(accelerator.count.value, 'accelerator')} of the ${instance.acceleratorCount} of ${instance.name} and asks for no ` +
    `memory: loading the model can take the ${Math.round(instance.memoryGiB)} GiB that the pods beside it need.`
  );
}
