import type { Catalog } from '../../model/catalog.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { NodeConstraint } from '../hardware/constraints.ts';
import { instanceOf } from '../hardware/products.ts';
import type { AskedElsewhere } from '../hardware/request.ts';
import { defaulted, isHole, sourced, type Located } from '../located.ts';

/** What a field that names a cloud instance type says about node and accelerators. */
export interface InstanceRequest {
  readonly further: readonly NodeConstraint[];
  readonly askedElsewhere: readonly AskedElsewhere[];
  /** Accelerators of one instance; null where the catalogue does not know the type. */
  readonly accelerators: number | null;
}

const RESOURCES: Readonly<Record<string, string>> = {
  nvidia: 'nvidia.com/gpu',
  amd: 'amd.com/gpu',
  aws: 'aws.amazon.com/neuron',
  google: 'google.com/tpu',
  intel: 'habana.ai/gaudi',
};

/** A pod that gets a whole instance of the type, with all its accelerators. */
export function wholeInstance(
  scalar: Located<ScalarNode> | null,
  catalog: Catalog,
): InstanceRequest {
  if (!scalar || isHole(scalar) || scalar.node.text === '') {
    return { further: [], askedElsewhere: [], accelerators: null };
  }
  const instance = instanceOf(scalar.node.text, catalog);
  const further: NodeConstraint[] = [
    { key: 'node.kubernetes.io/instance-type', values: [scalar], strength: 'required' },
  ];
  if (!instance) return { further, askedElsewhere: [], accelerators: null };
  if (instance.acceleratorCount === 0) return { further, askedElsewhere: [], accelerators: 0 };
  const vendor = catalog.accelerator(instance.accelerator ?? '')?.vendor.toLowerCase();
  return {
    further,
    askedElsewhere: [
      {
        resource: RESOURCES[vendor ?? ''] ?? 'nvidia.com/gpu',
        scalars: [],
        count: sourced(scalar, instance.acceleratorCount),
      },
    ],
    accelerators: instance.acceleratorCount,
  };
}

/** One accelerator that nothing describes, for kinds that always run on some. */
export function unknownAccelerator(reason: string): AskedElsewhere {
  return {
    resource: 'nvidia.com/gpu',
    scalars: [],
    count: defaulted(1, 'accelerator count', reason),
  };
}
