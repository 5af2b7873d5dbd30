import type { Provider } from '../../model/deployment.ts';
import { appendItems, insertEntry, setPath } from '../../syntax/yamlEdit.ts';
import { nodeConstraints, tolerations, valuesOf } from '../hardware/constraints.ts';
import { at, writable } from '../located.ts';
import { inFile, refuse, together, treeOf, type EditTarget, type Step } from './target.ts';

interface SpotLabel {
  readonly key: string;
  readonly value: string;
  /** Nodes carry a taint that only this toleration passes. */
  readonly tainted: boolean;
}

const KARPENTER: SpotLabel = { key: 'karpenter.sh/capacity-type', value: 'spot', tainted: false };
const EKS: SpotLabel = { key: 'eks.amazonaws.com/capacityType', value: 'SPOT', tainted: false };
const GKE: SpotLabel = { key: 'cloud.google.com/gke-spot', value: 'true', tainted: false };
const AKS: SpotLabel = {
  key: 'kubernetes.azure.com/scalesetpriority',
  value: 'spot',
  tainted: true,
};

/** Asks for spot nodes, in the words of the provider; on AKS with the toleration that they need. */
export function useSpot(target: EditTarget, provider: Provider): Step {
  const { podSpec, deployment } = target;
  if (!podSpec) return refuse('There is no pod spec to write to.');
  if (deployment.placement.purchase?.value === 'spot') return refuse('It asks for spot already.');
  const label = labelOf(target, provider);
  if (!label) return refuse(`How ${provider} marks spot nodes in Kubernetes is not known.`);
  const constraints = nodeConstraints(podSpec);
  const known = valuesOf(constraints, label.key);
  const purchase = deployment.placement.purchase;
  if (purchase && !known) return refuse('The node pool it selects is not a spot pool.');
  if (known && known.values.length !== 1) {
    return refuse(`${label.key} lists several values already.`);
  }
  const [written] = known?.values ?? [];
  const path = ['nodeSelector', label.key];
  const place = writable(podSpec);
  const selector = written
    ? setPath(treeOf(written), written.node, [], label.value)
    : setPath(treeOf(place), place.node, path, label.value);
  const steps = [inFile(written ?? place, selector), ...tolerate(target, label)];
  // Where both are added at the end of the pod spec, the one inside an existing part comes first.
  return together(at(place, 'tolerations') ? steps.reverse() : steps);
}

function labelOf({ podSpec, files }: EditTarget, provider: Provider): SpotLabel | null {
  if (provider === 'gcp') return GKE;
  if (provider === 'azure') return AKS;
  if (provider !== 'aws') return null;
  const keys = nodeConstraints(podSpec).map(({ key }) => key);
  const managed = keys.some((key) => /^eks\.amazonaws\.com\/(nodegroup|capacityType)/.test(key));
  const karpenter = keys.some((key) => key.startsWith('karpenter.'));
  return managed && !karpenter && files.length > 0 ? EKS : KARPENTER;
}

function tolerate({ podSpec }: EditTarget, label: SpotLabel): Step[] {
  if (!label.tainted || !podSpec) return [];
  if (tolerations(podSpec).some(({ key }) => key === label.key)) return [];
  const toleration = {
    key: label.key,
    operator: 'Equal',
    value: label.value,
    effect: 'NoSchedule',
  };
  const found = at(podSpec, 'tolerations');
  const list = found && writable(found);
  const place = list ?? writable(podSpec);
  const tree = treeOf(place);
  return [
    inFile(
      place,
      list
        ? appendItems(tree, list.node, [toleration])
        : insertEntry(tree, place.node, 'tolerations', [toleration]),
    ),
  ];
}
