import type { Catalog } from '../../model/catalog.ts';
import type { AcceleratorRequest } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { namedAccelerator } from '../platforms/accelerators.ts';

/**
 * Anyscale writes machines of Google Cloud with their accelerators behind them: `a2-highgpu-4g-nvidia-a100-40gb-4` is
 * `a2-highgpu-4g`.
 */
export function managedInstanceName(name: Sourced<string>, catalog: Catalog): Sourced<string> {
  if (catalog.instance(name.value)) return name;
  const machine = name.value.replace(/-nvidia-.*$/s, '');
  return catalog.instance(machine) ? { ...name, value: machine } : name;
}

/** The accelerators that such a name ends in, for a machine that the catalogue does not know; null without any. */
export function attached(name: Sourced<string>, catalog: Catalog): AcceleratorRequest | null {
  const [, product, count] = /-nvidia-((?:(?!-nvidia-)[a-z0-9-])+?)-(\d+)$/.exec(name.value) ?? [];
  if (product === undefined) return null;
  const number = { ...name, value: Number(count) };
  return namedAccelerator({ ...name, value: product }, number, catalog);
}
