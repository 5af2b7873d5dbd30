import type { Catalog } from '../../model/catalog.ts';
import type { Provider } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { sourced, type Located } from '../located.ts';
import { valuesOf, type NodeConstraint } from './constraints.ts';
import { INSTANCE_LABELS } from './labels.ts';
import { migProfile } from './resources.ts';

/** What labels say about the product behind an accelerator request. */
export interface ProductEvidence {
  /** Catalogue id, or the label as written where the catalogue does not know it. */
  readonly product: Sourced<string>;
  readonly confidence: 'stated' | 'inferred';
  /** Further products among which the scheduler may choose; empty = this one only. */
  readonly alternatives: readonly string[];
  /** Slice that the product label names (`…-MIG-1g.5gb`, `…-SHARED`). */
  readonly label: string;
}

/** Labels whose value is a product name, by weight of evidence. */
const PRODUCT_LABELS = [
  'cloud.google.com/gke-accelerator',
  'nvidia.com/gpu.product',
  'gpu.nvidia.com/class',
  'gpu.nvidia.com/model',
  'amd.com/gpu.product-name',
  'beta.amd.com/gpu.product-name',
] as const;

const GPU_NAME_LABELS = [
  'karpenter.k8s.aws/instance-gpu-name',
  'eks.amazonaws.com/instance-gpu-name',
  'karpenter.azure.com/sku-gpu-name',
  'karpenter.k8s.gcp/instance-gpu-name',
] as const;

const FAMILY_LABELS = [
  'karpenter.k8s.aws/instance-family',
  'eks.amazonaws.com/instance-family',
] as const;

const TPU_LABELS = ['cloud.google.com/gke-tpu-accelerator'] as const;

/** Kubernetes label values of TPUs that are no alias of a product. */
const TPU_PRODUCTS: Readonly<Record<string, string>> = {
  'tpu-v5-lite-podslice': 'TPU-v5e',
  'tpu-v5-lite-device': 'TPU-v5e',
  'tpu-v6e-slice': 'TPU-v6e',
  'tpu-v4-podslice': 'TPU-v4',
  'tpu-v5p-slice': 'TPU-v5p',
  tpu7x: 'TPU-v7x',
};

type Resolve = (value: string, catalog: Catalog) => string | null;

const byName: Resolve = (value, catalog) =>
  catalog.accelerator(withoutSlice(value))?.id ?? TPU_PRODUCTS[value] ?? null;

const byInstance: Resolve = (value, catalog) => instanceOf(value, catalog)?.accelerator ?? null;

const SIZES = ['xlarge', '2xlarge', '4xlarge', '12xlarge', '24xlarge', '48xlarge', '32xlarge'];

const byFamily: Resolve = (value, catalog) => {
  for (const size of SIZES) {
    const instance = catalog.instance(`${value}.${size}`, 'aws');
    if (instance?.accelerator) return instance.accelerator;
  }
  return null;
};

/** Kinds of evidence that a label or a node pool gives, strongest first. */
const EVIDENCE: readonly {
  readonly labels: readonly string[];
  readonly resolve: Resolve;
  /** True when a value that the catalogue does not know is still the name of a product. */
  readonly namesProduct: boolean;
}[] = [
  { labels: PRODUCT_LABELS, resolve: byName, namesProduct: true },
  { labels: INSTANCE_LABELS, resolve: byInstance, namesProduct: false },
  { labels: GPU_NAME_LABELS, resolve: byName, namesProduct: true },
  { labels: FAMILY_LABELS, resolve: byFamily, namesProduct: false },
  { labels: TPU_LABELS, resolve: byName, namesProduct: true },
];

/**
 * The product that labels, instance types and node pools name, in the order of their weight. Where the scheduler may
 * choose among several products, the first is given together with the alternatives.
 */
export function productFromConstraints(
  constraints: readonly NodeConstraint[],
  catalog: Catalog,
): ProductEvidence | null {
  for (const { labels, resolve, namesProduct } of EVIDENCE) {
    const found = valuesOf(constraints, ...labels);
    if (!found) continue;
    const evidence = resolveAll(found.values, found.constraint, (value) => {
      return resolve(value, catalog) ?? (namesProduct ? withoutSlice(value) : null);
    });
    if (evidence) return evidence;
  }
  return productFromPoolName(constraints, catalog);
}

function resolveAll(
  values: readonly Located<ScalarNode>[],
  constraint: NodeConstraint,
  resolve: (value: string) => string | null,
): ProductEvidence | null {
  const resolved = values.flatMap((value) => {
    const product = resolve(value.node.text);
    return product === null ? [] : [{ product, value }];
  });
  const [first] = resolved;
  if (!first || resolved.length < values.length) return null;
  const products = [...new Set(resolved.map(({ product }) => product))];
  return {
    product: sourced(first.value, first.product),
    confidence: constraint.strength === 'preferred' ? 'inferred' : 'stated',
    alternatives: products.slice(1),
    label: first.value.node.text,
  };
}

/** `NVIDIA-A100-SXM4-40GB-MIG-1g.5gb`, `Tesla-T4-SHARED` → the product alone. */
function withoutSlice(label: string): string {
  return label.replace(/-MIG-\d+g\.\d+gb.*$/is, '').replace(/-SHARED$/i, '');
}

/** The MIG profile that a product label ends with; null when it names a whole accelerator. */
export function sliceOfLabel(label: string): ReturnType<typeof migProfile>['slice'] | null {
  const profile = /-MIG-(\d+g\.\d+gb)/i.exec(label)?.[1];
  if (profile) return migProfile(profile.toLowerCase()).slice;
  return /-SHARED$/i.test(label) ? { profile: 'shared', computeShare: 1, memoryGiB: null } : null;
}

/** Names in labels that people give to pools: evidence, but weak. */
const POOL_LABEL =
  /nodepool|nodegroup|agentpool|node-?group|accelerator|gpu[-_.]?(type|model|name|class)?$|instance-?(group|type|family)/i;

/** Families of AWS instances that have one accelerator, as pools are named after them (`g5-gpu`, `gpu-p4d`). */
const FAMILY_WORD = /(?:^|[^a-z0-9])(g4dn|g5|g6e?|p3|p4de?|p5(?:en?)?)(?=$|[^a-z0-9])/i;

/** Words of free text that stand for one product and nothing else. */
const PRODUCT_WORD =
  /(?:^|[^a-z0-9])(h100|h200|b200|b300|gb200|gh200|a100|l40s|l4|t4|a10g|a10|v100|mi300x|mi325x|mi250|mi210|rtx[-_]?4090|gaudi[23]|inf-?2|trn-?[12])(?=$|[^a-z0-9])/gi;

function productFromPoolName(
  constraints: readonly NodeConstraint[],
  catalog: Catalog,
): ProductEvidence | null {
  for (const constraint of constraints) {
    if (!POOL_LABEL.test(constraint.key)) continue;
    for (const value of constraint.values) {
      const { text } = value.node;
      const product =
        catalog.accelerator(text)?.id ??
        productFromWords(text, catalog) ??
        byFamily(FAMILY_WORD.exec(text)?.[1]?.toLowerCase() ?? '', catalog);
      if (product === null) continue;
      return {
        product: sourced(value, product),
        confidence: 'inferred',
        alternatives: [],
        label: value.node.text,
      };
    }
  }
  return null;
}

const FAMILY_WORDS: Readonly<Record<string, string>> = {
  inf2: 'Inferentia2',
  trn1: 'Trainium1',
  trn2: 'Trainium2',
};

/** The one product that a name (of a pool, an object, a file) mentions; null when it mentions none or several. */
export function productFromWords(text: string, catalog: Catalog): string | null {
  const found = new Set<string>();
  for (const [, word = ''] of text.matchAll(PRODUCT_WORD)) {
    const name = FAMILY_WORDS[word.toLowerCase().replace('-', '')] ?? word.replace('_', '-');
    const product = catalog.accelerator(name)?.id;
    if (product !== undefined) found.add(product);
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** An instance type by its label; SageMaker's `ml.` prefix names the same machine. */
export function instanceOf(
  name: string,
  catalog: Catalog,
  provider?: Provider,
): ReturnType<Catalog['instance']> {
  return catalog.instance(name.replace(/^ml\./, ''), provider);
}

/** The one instance type that the constraints leave, as written; null when they leave several or say nothing. */
export function instanceTypeFrom(constraints: readonly NodeConstraint[]): Sourced<string> | null {
  const found = valuesOf(constraints, ...INSTANCE_LABELS);
  const [only] = found?.values ?? [];
  if (found?.values.length !== 1 || !only || found.constraint.strength === 'preferred') return null;
  return sourced(only, only.node.text);
}
