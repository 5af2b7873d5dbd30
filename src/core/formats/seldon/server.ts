import { mlserver } from '../engines/classic.ts';
import { triton } from '../engines/triton.ts';
import type { Engine } from '../engines/engine.ts';
import type { ReadContext } from '../format.ts';
import { objectsOfKind } from '../kubernetes/joins.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { at, defaulted, isMapping, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import { hintFrom } from '../parts/hints.ts';
import { modelOfUri } from '../parts/modelUri.ts';
import { skip, type Reading } from '../parts/objectFormat.ts';
import { readPart, type NamedModel } from '../parts/part.ts';
import { fixedReplicas, rangeOfReplicas } from '../parts/replicas.ts';
import { containerOf, containersOf } from '../pods/container.ts';

const ENGINES: Readonly<Record<string, Engine>> = { mlserver, triton };

/** Reads Seldon Core 2: pods belong to Servers; a Model is loaded into one of them and costs nothing of its own. */
export function readServer(
  object: KubernetesObject,
  context: ReadContext,
): readonly Reading[] | null {
  if (object.kind === 'Model') {
    return [skip(object, 'Seldon loads it into a Server: the pods are priced there.')];
  }
  if (object.kind !== 'Server') return null;
  const spec = at(object, 'spec');
  const podSpec = at(spec, 'podSpec');
  const written = containersOf(podSpec);
  const config = scalarAt(spec, 'serverConfig');
  const engine = ENGINES[(config?.node.text ?? '').toLowerCase()] ?? mlserver;
  const own = spec && isMapping(spec) ? [containerOf([spec])] : [];
  const part = readPart(
    {
      format: 'seldon',
      object,
      name: null,
      podSpec,
      lowerPodSpecs: [],
      containers: written.length > 0 ? written : own,
      hint: hintFrom(engine, config ?? object),
      replicas: replicasOf(spec ?? object),
      model: () => modelOn(object, context),
    },
    context,
  );
  return part ? [part] : null;
}

function replicasOf(spec: Located): ReturnType<typeof fixedReplicas> {
  if (at(spec, 'minReplicas') === null && at(spec, 'maxReplicas') === null) {
    return fixedReplicas(spec, ['replicas'], 1, 'A Server runs one replica unless told otherwise');
  }
  const fixed = fixedReplicas(
    spec,
    ['replicas'],
    1,
    'A Server runs one replica unless told otherwise',
  );
  return rangeOfReplicas({
    holder: spec,
    minPath: ['minReplicas'],
    maxPath: ['maxReplicas'],
    minFallback: fixed.specification.min,
    maxFallback: defaulted(
      fixed.specification.min.value,
      'maxReplicas',
      'Seldon adds no replicas without a maximum',
    ),
    autoscaler: { kind: 'platform', metric: null, target: null },
  });
}

/** The first Model in the files that names the server, or is of the kind it serves by default. */
function modelOn(server: KubernetesObject, { files, catalog }: ReadContext): NamedModel | null {
  const models = objectsOfKind(files, 'Model').filter(
    (model) => groupOf(model) === 'mlops.seldon.io',
  );
  const own = models.find((model) => textAt(model, 'spec', 'server') === server.name);
  const [only, ...others] = models.filter((model) => at(model, 'spec', 'server') === null);
  const model = own ?? (others.length === 0 ? only : undefined);
  if (!model) return null;
  const [requirement] = itemsAt(model, 'spec', 'requirements');
  const isElsewhere =
    requirement !== undefined && own === undefined && objectsOfKind(files, 'Server').length > 1;
  return isElsewhere ? null : modelOfUri(scalarAt(model, 'spec', 'storageUri'), null, catalog);
}
