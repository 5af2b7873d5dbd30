import { engineOfImage } from '../engines/engines.ts';
import { at, isHole, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import type { Container, Exposure } from '../pods/container.ts';
import type { Variable, Variables } from '../pods/variables.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { interpolated } from './interpolation.ts';
import type { ComposeService } from './services.ts';

/** The container that a service runs. */
export function containerOf(service: ComposeService): Container {
  const { layers, name } = service;
  return {
    layers,
    name,
    image: imageOf(service),
    command: firstOf(layers, 'entrypoint'),
    args: [firstOf(layers, 'command')].filter((args) => args !== null),
    exposure: exposureOf(service),
    spelling: { args: ['command'], env: ['environment'], envIsMapping: true },
  };
}

function firstOf(layers: readonly Located[], ...path: string[]): Located | null {
  for (const layer of layers) {
    const found = at(layer, ...path);
    // `command: null` takes the one of a lower layer away.
    if (found) return found.node.kind === 'scalar' && found.node.value === null ? null : found;
  }
  return null;
}

/** The image; of one that is built here, the Dockerfile or folder where its name tells the engine. */
function imageOf({ layers, environment }: ComposeService): Located<ScalarNode> | null {
  for (const layer of layers) {
    const image = scalarAt(layer, 'image');
    const named = image && interpolated(image, environment);
    if (named && (at(layer, 'build') === null || engineOfImage(named.node.text))) return named;
  }
  for (const layer of layers) {
    const places = [
      scalarAt(layer, 'build', 'dockerfile'),
      scalarAt(layer, 'build', 'context'),
      scalarAt(layer, 'build'),
      scalarAt(layer, 'image'),
    ];
    const telling = places.find(
      (place) => place && !isHole(place) && engineOfImage(place.node.text) !== null,
    );
    if (telling) return telling;
  }
  return layers.map((layer) => scalarAt(layer, 'image')).find((image) => image !== null) ?? null;
}

function exposureOf({ layers }: ComposeService): Exposure {
  const published = layers.flatMap((layer) => [
    ...itemsAt(layer, 'ports'),
    ...itemsAt(layer, 'expose'),
  ]);
  const ports = published.flatMap((port) => {
    const text = textAt(port, 'target') ?? (port.node.kind === 'scalar' ? port.node.text : '');
    const container = /(?:^|\D)(\d+)(?:-\d+)?(?:\/\w+)?$/.exec(text)?.[1];
    return container === undefined ? [] : [container];
  });
  const checks = layers.flatMap((layer) => {
    const test = at(layer, 'healthcheck', 'test');
    return test ? [test] : [];
  });
  const isHost = layers.some((layer) => textAt(layer, 'network_mode') === 'host');
  return {
    // A container on the host's network needs no ports.
    ports: isHost && ports.length === 0 ? ['host'] : ports,
    isProbed: checks.length > 0,
    paths: checks.map(({ file, node }) => file.source.text.slice(node.span.start, node.span.end)),
  };
}

/**
 * The variables that its command may refer to: those of its environment, and those of `.env` that its text names.
 */
export function variablesOf({ layers, environment, variables }: ComposeService): Variables {
  const named = new Set(
    layers.flatMap(({ file, node: { span } }) =>
      [...file.source.text.slice(span.start, span.end).matchAll(/\$\{?(\w+)/g)].map(
        ([, name]) => name,
      ),
    ),
  );
  const referred = [...environment].flatMap(([name, value]): (readonly [string, Variable])[] =>
    named.has(name) ? [[name, { name, value, place: value, shared: false }]] : [],
  );
  return new Map([...referred, ...variables]);
}
