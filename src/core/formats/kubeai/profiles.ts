import type { ParsedFile } from '../../model/document.ts';
import { fileIndex } from '../../model/fileIndex.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { nodeConstraints, type NodeConstraint } from '../hardware/constraints.ts';
import type { AskedElsewhere } from '../hardware/request.ts';
import { acceleratorResource } from '../hardware/resources.ts';
import { entriesAt, isScalar, sourced, textAt, type Located } from '../located.ts';
import { parseGiB, parseQuantity } from '../quantity.ts';

/** What `resourceProfile: name:count` asks for. */
export interface ProfileRequest {
  readonly name: string;
  readonly count: number;
  readonly askedElsewhere: readonly AskedElsewhere[];
  readonly further: readonly NodeConstraint[];
  /** For one unit; null where the profile does not say. */
  readonly cpuCores: number | null;
  readonly memoryGiB: number | null;
}

/** Requests of the chart's own profiles for one unit (`charts/kubeai/values.yaml` of substratusai/kubeai, v0.21). */
const CHART_REQUESTS: Readonly<
  Record<string, { readonly cpu: number; readonly memoryGiB: number }>
> = {
  cpu: { cpu: 1, memoryGiB: 2 },
  'nvidia-gpu-l4': { cpu: 6, memoryGiB: 24 },
  'nvidia-gpu-l40s': { cpu: 6, memoryGiB: 24 },
};

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^nvidia-gpu-|^nvidia-/, 'nvidia.com/gpu'],
  [/^amd-gpu-|^amd-/, 'amd.com/gpu'],
  [/^google-tpu-/, 'google.com/tpu'],
  [/^intel-gaudi|^gaudi/, 'habana.ai/gaudi'],
];

/**
 * Reads a profile: from the chart's values where they are in the files (`resourceProfiles`), else from its name, which
 * for the chart's own profiles is vendor and product. Counts are per replica.
 */
export function readProfile(
  scalar: Located<ScalarNode>,
  files: readonly ParsedFile[],
  catalog: Catalog,
): ProfileRequest | null {
  const match = /^([\w.-]+)(?::(\d+))?$/.exec(scalar.node.text.trim());
  if (!match) return null;
  const name = match[1] ?? '';
  const count = Number(match[2] ?? 1);
  const profile = profileNamed(name, files);
  return profile
    ? fromValues(name, count, scalar, profile)
    : { ...fromName(name, count, scalar, catalog), name, count };
}

function profileNamed(name: string, files: readonly ParsedFile[]): Located | null {
  return profiles(files, name)[0] ?? null;
}

const profiles = fileIndex((file) =>
  file.documents.flatMap(({ root: node }) =>
    node
      ? entriesAt({ file, node }, 'resourceProfiles').map(({ key, value }) => [key, value] as const)
      : [],
  ),
);

function fromValues(
  name: string,
  count: number,
  scalar: Located<ScalarNode>,
  profile: Located,
): ProfileRequest {
  const blocks = ['limits', 'requests'].flatMap((block) => entriesAt(profile, block));
  const asked = blocks.find(({ key }) => acceleratorResource(key) !== null);
  const each = asked && isScalar(asked.value) ? parseQuantity(asked.value.node.text) : null;
  const request = (key: string): string | null =>
    textAt(profile, 'requests', key) ?? textAt(profile, 'limits', key);
  const cpu = request('cpu');
  const memory = request('memory');
  return {
    name,
    count,
    askedElsewhere:
      asked && each !== null
        ? [{ resource: asked.key, scalars: [], count: sourced(scalar, each * count) }]
        : [],
    further: nodeConstraints(profile),
    cpuCores: cpu === null ? null : parseQuantity(cpu),
    memoryGiB: memory === null ? null : parseGiB(memory),
  };
}

function fromName(
  name: string,
  count: number,
  scalar: Located<ScalarNode>,
  catalog: Catalog,
): Omit<ProfileRequest, 'name' | 'count'> {
  const requests = CHART_REQUESTS[name];
  const common = { cpuCores: requests?.cpu ?? null, memoryGiB: requests?.memoryGiB ?? null };
  const family = FAMILIES.find(([prefix]) => prefix.test(name));
  if (!family) return { ...common, askedElsewhere: [], further: [] };
  const [prefix, resource] = family;
  // `google-tpu-v5e-2x2` names the topology behind the product.
  const product = name.replace(prefix, '').replace(/-\d+x\d+(x\d+)?$/, '');
  const known = catalog.accelerator(product)?.id ?? product;
  const node: ScalarNode = { ...scalar.node, text: known, value: known };
  return {
    ...common,
    askedElsewhere: [{ resource, scalars: [], count: sourced(scalar, count) }],
    further: [
      {
        key:
          resource === 'google.com/tpu'
            ? 'cloud.google.com/gke-tpu-accelerator'
            : 'nvidia.com/gpu.product',
        values: [{ file: scalar.file, node }],
        strength: 'required',
      },
    ],
  };
}
