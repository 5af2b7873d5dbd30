import type { AcceleratorRequest } from '../../model/deployment.ts';
import { refuse, type Step } from '../edits/target.ts';
import { defaulted, isHole, itemsAt, scalarAt, sourced, textAt, type Located } from '../located.ts';
import { unnamedAccelerator } from '../platforms/accelerators.ts';
import { wholeAt } from '../platforms/scalars.ts';
import { writeField } from '../platforms/steps.ts';

/**
 * Accelerators that a container asks for: GPUs or Neuron devices of `resourceRequirements`, or the Neuron devices of the
 * host that it mounts. Null where it asks for none; of all that its instance has (`ALL`), one is counted.
 */
export function deviceRequest(container: Located): AcceleratorRequest | null {
  const asked = requirement(container);
  const vendor = textAt(asked, 'type') === 'GPU' ? 'NVIDIA' : 'AWS';
  const count = wholeAt(asked, 'value');
  if (count && count.value > 0) return unnamedAccelerator(count, vendor);
  if (asksForAll(container)) {
    return unnamedAccelerator(
      defaulted(1, 'accelerator count', 'It gets all devices of its instance; one is counted'),
      vendor,
    );
  }
  const mounted = itemsAt(container, 'linuxParameters', 'devices').filter((device) =>
    /^\/dev\/neuron\d+$/.test(textAt(device, 'hostPath') ?? ''),
  );
  const [first] = mounted;
  return first ? unnamedAccelerator(sourced(first, mounted.length), 'AWS') : null;
}

/** Where a container asks for all devices of its instance; null where it does not. */
export function asksForAll(container: Located): Located | null {
  const written = scalarAt(requirement(container), 'value');
  return written && /^all$/i.test(written.node.text) ? written : null;
}

function requirement(container: Located): Located | null {
  return (
    itemsAt(container, 'resourceRequirements').find((item) =>
      /^(GPU|NeuronDevice)$/.test(textAt(item, 'type') ?? ''),
    ) ?? null
  );
}

/** Another number of GPUs or Neuron devices, which ECS wants as a text. */
export function setDeviceCount(container: Located, count: number): Step {
  const asked = requirement(container);
  const written = scalarAt(asked, 'value');
  if (!asked || !written) return refuse('It does not say how many accelerators it gets.');
  if (isHole(written)) return refuse('A variable says how many accelerators there are.');
  return writeField({ holder: asked, path: ['value'] }, String(count));
}
