import { spansOverlap, type Span } from '../../text/span.ts';
import { at, isHole, type Located } from '../located.ts';
import type { PodReading } from '../pods/podReading.ts';
import type { KubernetesObject } from './objects.ts';
import type { ReadReplicas } from './replicas.ts';

/**
 * What of an object that matters for its cost a template leaves open, in words; null when all of it can be read.
 * Holes elsewhere (names, probes, secrets) do not matter. Settings of the engine that are open are noted
 * instead.
 */
export function openParts(
  object: KubernetesObject,
  podSpec: Located | null,
  pod: PodReading,
  replicas: ReadReplicas,
): string | null {
  // A condition around the whole object says whether it exists, not what it costs.
  const places = object.document.problems
    .filter(({ code, span }) => code === 'templated' && !encloses(span, object.node.span))
    .map(({ span }) => span);
  const touched = (located: Located | null): boolean =>
    located !== null && places.some((place) => spansOverlap(place, located.node.span));
  const container = pod.serving?.container ?? pod.countPlaces[0]?.container;
  const image = container?.image ?? null;
  const layers = container?.layers ?? [];
  const parts = [
    replicas.open ? 'the replicas' : null,
    // What holds accelerators costs what they do, whatever it runs.
    image && isHole(image) && !pod.serving && !pod.values.accelerator ? 'the image' : null,
    pod.countIsOpen || layers.some((layer) => resourcesAreOpen(layer, touched))
      ? 'the resources'
      : null,
    layers.some((layer) => touched(at(layer, 'args')) || touched(at(layer, 'command')))
      ? 'the command'
      : null,
    touched(at(podSpec, 'nodeSelector')) ? 'the node selector' : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : joined(parts);
}

function encloses(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Resources that a template inserts leave an empty value or a hole behind. */
function resourcesAreOpen(layer: Located, touched: (located: Located | null) => boolean): boolean {
  const resources = at(layer, 'resources');
  if (!resources) return false;
  return resources.node.kind !== 'mapping' || touched(resources);
}

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
