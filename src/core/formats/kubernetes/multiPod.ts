import type { Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { defaulted, sourced } from '../located.ts';
import { NODE_COUNT, readFlags } from '../pods/flags.ts';
import type { PodReading } from '../pods/podReading.ts';
import type { ReadReplicas } from './replicas.ts';

const ONE_POD = defaulted(1, 'pods per replica', 'One pod is one replica');

/**
 * A StatefulSet whose pods are the nodes of one engine (`--nnodes 2` with two pods) is one replica of two pods, not two
 * replicas.
 */
export function multiPodReplicas(
  read: ReadReplicas,
  pod: PodReading,
): ReadReplicas & { readonly podsPerReplica: Deployment['podsPerReplica'] } {
  const nodes = nodesOf(pod);
  const { min, max } = read.specification;
  if (!nodes || nodes.value < 2 || min.value % nodes.value !== 0 || min.value === 0) {
    return { ...read, podsPerReplica: ONE_POD };
  }
  const perNode = (count: Sourced<number>): Sourced<number> => ({
    ...count,
    value: Math.floor(count.value / nodes.value),
  });
  return {
    ...read,
    place: null,
    podsPerReplica: nodes,
    specification: { ...read.specification, min: perNode(min), max: max && perNode(max) },
  };
}

function nodesOf({ serving }: PodReading): Sourced<number> | null {
  if (serving?.engine.id !== 'sglang' && serving?.engine.id !== 'vllm') return null;
  const words = serving.invocation.words.slice(serving.argumentsFrom);
  const { flags } = readFlags(words, serving.engine);
  const use = flags.findLast(({ name }) => name === NODE_COUNT);
  const count = Number(use?.value?.text);
  return use?.value && Number.isInteger(count) && count > 0
    ? sourced(use.value.source, count, use.value.span ?? undefined)
    : null;
}
