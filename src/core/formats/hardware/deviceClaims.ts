import type { AcceleratorRequest, EngineSettings } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { nearest, objectsNamed } from '../kubernetes/joins.ts';
import { at, defaulted, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import type { Container } from '../pods/container.ts';
import type { PodInput } from '../pods/podInput.ts';
import type { NodeConstraint } from './constraints.ts';
import { productFromConstraints } from './products.ts';
import { NEURON_CORE, neuronCore } from './resources.ts';
import { countAt } from '../quantity.ts';

/** By the device class; where that is not in the files, by words of the claim's name or the image. */
const DRIVERS: readonly (readonly [RegExp, Pick<AcceleratorRequest, 'vendor' | 'resource'>])[] = [
  [/^(gpu|mig)\.nvidia\.com/, { vendor: 'NVIDIA', resource: 'nvidia.com/gpu' }],
  [/^gpu\.amd\.com/, { vendor: 'AMD', resource: 'amd.com/gpu' }],
  [/gaudi/, { vendor: 'Intel', resource: 'habana.ai/gaudi' }],
  [/^gpu\.intel\.com|xpu/, { vendor: 'Intel', resource: 'gpu.intel.com/xe' }],
  [/^tpu\.google\.com/, { vendor: 'Google', resource: 'google.com/tpu' }],
  [/neuron|trn\d|inf\d/, { vendor: 'AWS', resource: 'aws.amazon.com/neuron' }],
];

/**
 * Accelerators that no resource asks for: device claims (DRA), or NVIDIA's runtime class without a resource. How many
 * they are is in the claim's template, or follows from the engine's own parallelism; each guess is noted.
 */
export function requestFromClaims(
  input: PodInput,
  constraints: readonly NodeConstraint[],
  settings: EngineSettings,
): AcceleratorRequest | null {
  const { podSpec, containers, catalog, notes } = input;
  const claims = containers.flatMap((container) => claimsOf(container, input));
  const [claim] = claims;
  const byRuntime = textAt(podSpec, 'runtimeClassName') === 'nvidia';
  if (!claim && !byRuntime) return null;
  const driver = claims.flatMap(({ driver }) => (driver ? [driver] : []))[0];
  const parallel = parallelismOf(settings);
  const count = claims.flatMap(({ count }) => (count ? [count] : []))[0] ?? parallel;
  const place = claim?.place ?? at(podSpec, 'runtimeClassName');
  if (place && count === parallel) {
    const message = claim
      ? 'How many devices the claim stands for is not in the files.'
      : 'The pod asks for no GPU: its runtime class shows it all GPUs of the node.';
    notes.add('unresolved-reference', message, place);
  }
  const evidence = productFromConstraints(constraints, catalog);
  const settled = evidence?.alternatives.length === 0 ? evidence : null;
  const countsCores = driver?.vendor === 'AWS' && count === parallel;
  return {
    product: settled?.product ?? null,
    confidence: settled?.confidence ?? 'inferred',
    count,
    // The ranks of an engine on Neuron are cores, of which a chip has several.
    resource: countsCores ? NEURON_CORE : (driver?.resource ?? 'nvidia.com/gpu'),
    vendor: driver?.vendor ?? 'NVIDIA',
    slice: countsCores ? neuronCore(settled?.product.value ?? null) : null,
  };
}

function parallelismOf(settings: EngineSettings): Sourced<number> {
  const ranks = (settings.tensorParallel?.value ?? 1) * (settings.pipelineParallel?.value ?? 1);
  if (settings.tensorParallel && ranks > 1) return { ...settings.tensorParallel, value: ranks };
  return defaulted(1, 'accelerator count', 'The config does not say how many; one is counted');
}

function driverOf(words: string): Claim['driver'] {
  return DRIVERS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

interface Claim {
  readonly place: Located;
  readonly driver: Pick<AcceleratorRequest, 'vendor' | 'resource'> | null;
  readonly count: Sourced<number> | null;
}

function claimsOf(container: Container, { object, podSpec, files }: PodInput): Claim[] {
  const wanted = container.layers.flatMap((layer) => itemsAt(layer, 'resources', 'claims'));
  return wanted.flatMap((item): Claim[] => {
    const name = textAt(item, 'name');
    const claim = itemsAt(podSpec, 'resourceClaims').find(
      (candidate) => textAt(candidate, 'name') === name,
    );
    const place = scalarAt(item, 'name');
    if (!claim || !place) return [];
    const templateName = textAt(claim, 'resourceClaimTemplateName');
    const template =
      templateName === null
        ? null
        : nearest(objectsNamed(files, 'ResourceClaimTemplate', templateName), object);
    const [request] = itemsAt(template, 'spec', 'spec', 'devices', 'requests');
    const exact = at(request ?? null, 'exactly') ?? request ?? null;
    const deviceClass = textAt(exact, 'deviceClassName');
    return [
      {
        place,
        driver: driverOf(deviceClass ?? `${name ?? ''} ${container.image?.node.text ?? ''}`),
        count: exact
          ? (countAt(exact, ['count']) ??
            defaulted(1, 'device count', 'A device request without a count is for one device'))
          : null,
      },
    ];
  });
}
