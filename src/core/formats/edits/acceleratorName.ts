import type { Provider } from '../../model/deployment.ts';
import { setPath } from '../../syntax/yamlEdit.ts';
import { nodeConstraints, type NodeConstraint } from '../hardware/constraints.ts';
import { isInstanceLabel, isPoolLabel } from '../hardware/labels.ts';
import { instanceOf } from '../hardware/products.ts';
import { isHole, writable } from '../located.ts';
import { objectsOfKind } from '../kubernetes/joins.ts';
import { inFile, refuse, together, treeOf, type EditTarget, type Step } from './target.ts';

/** GKE's names (cloud.google.com/kubernetes-engine/docs/how-to/gpus), by catalogue id. */
const GKE: Readonly<Record<string, string>> = {
  T4: 'nvidia-tesla-t4',
  'V100-SXM-32': 'nvidia-tesla-v100',
  L4: 'nvidia-l4',
  'A100-SXM-40': 'nvidia-tesla-a100',
  'A100-SXM-80': 'nvidia-a100-80gb',
  'H100-SXM': 'nvidia-h100-80gb',
  'H200-SXM': 'nvidia-h200-141gb',
  B200: 'nvidia-b200',
  GB200: 'nvidia-gb200',
  'RTX-PRO-6000': 'nvidia-rtx-pro-6000',
};

/** Karpenter's names; those of the two A100 are the same, so an instance type has to tell them apart. */
const KARPENTER: Readonly<Record<string, string>> = {
  T4: 't4',
  A10G: 'a10g',
  L4: 'l4',
  L40S: 'l40s',
  'H100-SXM': 'h100',
  'H200-SXM': 'h200',
  B200: 'b200',
};

/** What GPU feature discovery of NVIDIA's operator writes (the product name of `nvidia-smi`, blanks as dashes). */
const NVIDIA: Readonly<Record<string, string>> = {
  T4: 'Tesla-T4',
  'V100-SXM-32': 'Tesla-V100-SXM2-32GB',
  A10: 'NVIDIA-A10',
  A10G: 'NVIDIA-A10G',
  A30: 'NVIDIA-A30',
  A40: 'NVIDIA-A40',
  A6000: 'NVIDIA-RTX-A6000',
  L4: 'NVIDIA-L4',
  L40S: 'NVIDIA-L40S',
  'RTX-4090': 'NVIDIA-GeForce-RTX-4090',
  'RTX-3090': 'NVIDIA-GeForce-RTX-3090',
  'RTX-5090': 'NVIDIA-GeForce-RTX-5090',
  'A100-SXM-40': 'NVIDIA-A100-SXM4-40GB',
  'A100-SXM-80': 'NVIDIA-A100-SXM4-80GB',
  'A100-PCIe-80': 'NVIDIA-A100-80GB-PCIe',
  'H100-SXM': 'NVIDIA-H100-80GB-HBM3',
  'H100-PCIe': 'NVIDIA-H100-PCIe',
  'H100-NVL': 'NVIDIA-H100-NVL',
  'H200-SXM': 'NVIDIA-H200',
  B200: 'NVIDIA-B200',
};

const AMD: Readonly<Record<string, string>> = {
  MI210: 'AMD_Instinct_MI210',
  MI300X: 'AMD_Instinct_MI300X_OAM',
  MI325X: 'AMD_Instinct_MI325X_OAM',
};

/** Labels that pin the hardware: what they say must go on being true. */
const PINS =
  /gke-accelerator$|gke-tpu|gpu\.product|gpu\.nvidia\.com|instance-type|instance-gpu-name|instance-family|instance-size|machine-family|sku-/;

/**
 * Names the product behind a request. Labels that name one already get its name in their own words, wherever they stand; a
 * pod that names none gets a node selector with the label that the provider's clusters have.
 */
export function nameAccelerator(target: EditTarget, accelerator: string, provider: Provider): Step {
  const { podSpec, deployment } = target;
  if (!podSpec || !deployment.accelerator) return refuse('It asks for no accelerator.');
  if (deployment.accelerator.slice && deployment.accelerator.slice.profile !== 'shared') {
    return refuse('A slice names its product by its resource.');
  }
  const constraints = nodeConstraints(podSpec);
  const pinned = constraints.filter(({ key }) => PINS.test(key));
  if (pinned.length > 0) {
    return together(pinned.map((each) => rename(target, each, accelerator, provider)));
  }
  const { product, confidence } = deployment.accelerator;
  if (product && confidence === 'stated') return refuse(`${product.value} is named elsewhere.`);
  const [pool] = constraints.filter(({ key }) => isPoolLabel(key));
  if (product && pool) return refuse(`${pool.key} says which pool it runs on.`);
  const label = labelFor(target, accelerator, provider);
  if (!label) return refuse(`No label of ${provider} is known for ${accelerator}.`);
  const path = ['nodeSelector', label.key];
  const place = writable(podSpec);
  return inFile(place, setPath(treeOf(place), place.node, path, label.value));
}

/** The product in the words of a label that is there. */
function rename(
  target: EditTarget,
  { key, values }: NodeConstraint,
  accelerator: string,
  provider: Provider,
): Step {
  const [written] = values;
  if (!written || values.length > 1 || isHole(written)) {
    return refuse(`${key} leaves a choice that a person made.`);
  }
  const known = target.catalog.accelerator(written.node.text.replace(SHARED, ''));
  if (known?.id === accelerator) return { edits: [] };
  const machine = isInstanceLabel(key) ? instanceOf(written.node.text, target.catalog) : null;
  if (machine && machine.provider !== provider) {
    return refuse(`${key} names a machine of ${machine.provider}.`);
  }
  const value = isInstanceLabel(key)
    ? instanceLabel(target, accelerator, provider)?.value
    : WORDS[key]?.[accelerator];
  if (value === undefined) return refuse(`${key} has no word for ${accelerator} that is known.`);
  const text = written.node.text.endsWith('-SHARED') ? `${value}-SHARED` : value;
  if (written.node.text === text) return { edits: [] };
  return inFile(written, setPath(treeOf(written), written.node, [], text));
}

/** What GPU feature discovery adds to the name of a time-sliced product. */
const SHARED = /-SHARED$/;

/** How labels name products, by key. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cloud.google.com/gke-accelerator': GKE,
  'nvidia.com/gpu.product': NVIDIA,
  'amd.com/gpu.product-name': AMD,
  'beta.amd.com/gpu.product-name': AMD,
  'karpenter.k8s.aws/instance-gpu-name': KARPENTER,
  'eks.amazonaws.com/instance-gpu-name': KARPENTER,
};

interface Label {
  readonly key: string;
  readonly value: string;
}

function labelFor(target: EditTarget, accelerator: string, provider: Provider): Label | null {
  const label = (key: string, value: string | undefined): Label | null =>
    value === undefined ? null : { key, value };
  switch (provider) {
    case 'gcp':
      return label('cloud.google.com/gke-accelerator', GKE[accelerator]);
    case 'aws':
      return (
        (usesKarpenter(target)
          ? label('karpenter.k8s.aws/instance-gpu-name', KARPENTER[accelerator])
          : null) ?? instanceLabel(target, accelerator, 'aws')
      );
    case 'azure':
      return instanceLabel(target, accelerator, 'azure');
    default:
      return (
        label('nvidia.com/gpu.product', NVIDIA[accelerator]) ??
        label('amd.com/gpu.product-name', AMD[accelerator])
      );
  }
}

function usesKarpenter({ podSpec, files }: EditTarget): boolean {
  return (
    nodeConstraints(podSpec).some(({ key }) => key.startsWith('karpenter.')) ||
    objectsOfKind(files, 'NodePool').length > 0
  );
}

/** The cheapest instance that holds the accelerators of one pod: each of its nodes must. */
function instanceLabel(
  { catalog, deployment }: EditTarget,
  accelerator: string,
  provider: Provider,
): Label | null {
  const perPod = (deployment.accelerator?.count.value ?? 1) / deployment.podsPerReplica.value;
  const written = deployment.placement.region?.value;
  const regions = written === undefined ? catalog.regions(provider) : [written];
  for (const region of regions) {
    const fitting = catalog
      .instancesWith(accelerator, provider, region)
      .find(({ instance }) => instance.acceleratorCount >= perPod);
    if (fitting) return { key: 'node.kubernetes.io/instance-type', value: fitting.instance.name };
  }
  return null;
}
