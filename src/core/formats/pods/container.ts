import type { MappingNode, ScalarNode } from '../../syntax/tree.ts';
import { at, isHole, isMapping, itemsAt, scalarAt, textAt, type Located } from '../located.ts';

/**
 * A container as it will run. Usually one mapping of one file; under KServe the InferenceService's settings over those
 * of its runtime. Edits go to the first layer.
 */
export interface Container {
  readonly layers: readonly Located<MappingNode>[];
  readonly name: string;
  readonly image: Located<ScalarNode> | null;
  /** Words of the command; null when the image's own entry point runs. */
  readonly command: Located | null;
  /** Lists of arguments in the order in which they reach the engine: a later flag wins. */
  readonly args: readonly Located[];
  /** How others reach it, where that is not written as Kubernetes does; null = read from ports and probes. */
  readonly exposure?: Exposure | null;
  readonly spelling: ContainerSpelling;
}

/** What shows that something outside asks a container for answers. */
export interface Exposure {
  readonly ports: readonly string[];
  readonly isProbed: boolean;
  /** Paths of its health checks. */
  readonly paths: readonly string[];
}

/** Where a container-like part of an object keeps its arguments and its environment. */
export interface ContainerSpelling {
  readonly args: readonly string[];
  readonly env: readonly string[];
  /** True where the environment is a mapping of names to values instead of a list. */
  readonly envIsMapping: boolean;
}

const PLAIN: ContainerSpelling = { args: ['args'], env: ['env'], envIsMapping: false };

/** Reads one container from its layers, the one with the last word first. */
export function containerOf(
  layers: readonly Located<MappingNode>[],
  spelling: Partial<ContainerSpelling> = {},
): Container {
  const spelled = { ...PLAIN, ...spelling };
  const first = <T>(read: (layer: Located) => T | null): T | null => {
    for (const layer of layers) {
      const found = read(layer);
      if (found !== null) return found;
    }
    return null;
  };
  return {
    layers,
    name: first((layer) => textAt(layer, 'name')) ?? '',
    image: first(imageOf),
    command: first((layer) => at(layer, 'command')),
    args: layers
      .map((layer) => at(layer, ...spelled.args))
      .filter((args) => args !== null)
      .reverse(),
    spelling: spelled,
  };
}

/** The image of a container: one text, or its parts as charts and operators write them (`repository`, `tag`). */
function imageOf(layer: Located): Located<ScalarNode> | null {
  const written = scalarAt(layer, 'image');
  if (written) return written;
  return imageOfParts(at(layer, 'image'));
}

/** An image whose registry, repository and tag are written apart, placed where the repository is. */
export function imageOfParts(parts: Located | null): Located<ScalarNode> | null {
  const repository = scalarAt(parts, 'repository') ?? scalarAt(parts, 'name');
  if (!repository) return null;
  const registry = textAt(parts, 'registry');
  const tag = scalarAt(parts, 'tag');
  const name =
    registry === null || registry === ''
      ? repository.node.text
      : `${registry}/${repository.node.text}`;
  const isTagged = tag !== null && !isHole(tag) && tag.node.text !== '';
  const text = isTagged ? `${name}:${tag.node.text}` : name;
  return { file: repository.file, node: { ...repository.node, text, value: text } };
}

/** The containers of a pod spec that run as long as the pod does: init containers only where they are sidecars. */
export function containersOf(podSpec: Located | null): Container[] {
  const sidecars = itemsAt(podSpec, 'initContainers').filter(
    (item) => textAt(item, 'restartPolicy') === 'Always',
  );
  return [...itemsAt(podSpec, 'containers'), ...sidecars]
    .filter(isMapping)
    .map((container) => containerOf([container]));
}

/** What a container asks for of one resource: the limit, else the request, of the first layer that says. */
export function resourceAt(
  container: Container,
  name: string,
  order: readonly ('limits' | 'requests')[],
): Located<ScalarNode> | null {
  for (const block of order) {
    for (const layer of container.layers) {
      const found = scalarAt(layer, 'resources', block, name);
      if (found) return found;
    }
  }
  return null;
}

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

/** True when something can reach the container: a port or a probe. */
export function listens(container: Container): boolean {
  return portsOf(container).length > 0 || isProbed(container);
}

/** True when the container has a probe, which only a server has. */
export function isProbed(container: Container): boolean {
  if (container.exposure) return container.exposure.isProbed;
  return container.layers.some((layer) => PROBES.some((probe) => at(layer, probe) !== null));
}

/** Numbers of the ports that the container declares. */
export function portsOf(container: Container): readonly string[] {
  if (container.exposure) return container.exposure.ports;
  return container.layers.flatMap((layer) =>
    itemsAt(layer, 'ports').map((port) => textAt(port, 'containerPort') ?? ''),
  );
}

/** Paths that the container's probes ask for. */
export function probePaths(container: Container): readonly string[] {
  if (container.exposure) return container.exposure.paths;
  return container.layers.flatMap((layer) =>
    PROBES.flatMap((probe) => textAt(layer, probe, 'httpGet', 'path') ?? []),
  );
}
