import type { Sourced } from '../../model/sourced.ts';
import type { Engine } from '../engines/engine.ts';
import { mlserver, tensorflowServing } from '../engines/classic.ts';
import { triton } from '../engines/triton.ts';
import { others } from '../engines/vendors.ts';
import type { ReadContext } from '../format.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { readMetric } from '../kubernetes/autoscalers.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import {
  at,
  defaulted,
  isMapping,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from '../located.ts';
import { hintFrom } from '../parts/hints.ts';
import { modelOfUri } from '../parts/modelUri.ts';
import { objectFormat, skip, type Reading } from '../parts/objectFormat.ts';
import { readPart, type NamedModel } from '../parts/part.ts';
import { fixedReplicas, rangeOfReplicas } from '../parts/replicas.ts';
import { containerOf, containersOf } from '../pods/container.ts';
import { readServer } from './server.ts';

/** Seldon Core 1 (`operator/apis/machinelearning.seldon.io/v1`) and 2 (`operator/apis/mlops/v1alpha1`). */
export const seldon = objectFormat({
  id: 'seldon',
  title: 'Seldon Core',
  documentation: {
    title: 'Seldon Core 1 and 2',
    files:
      '`kind: SeldonDeployment` of `machinelearning.seldon.io`; `kind: Server` of `mlops.seldon.io`, with the `Model`s beside it',
    reads:
      'every component of every predictor with its share of the traffic, prepackaged servers and `modelUri`, replicas or `hpaSpec`; of a Server its replicas and pod spec, and the models that are scheduled on it',
    edits:
      'replicas or the limits of `hpaSpec`, resources, spot selectors in the pod spec; for servers that take flags also these',
  },
  groups: ['machinelearning.seldon.io', 'mlops.seldon.io'],
  read(object, context) {
    if (groupOf(object) === 'mlops.seldon.io') return readServer(object, context);
    if (object.kind !== 'SeldonDeployment') return null;
    const predictors = itemsAt(object, 'spec', 'predictors');
    if (predictors.length === 0) return [skip(object, 'It has no predictor.')];
    return predictors.flatMap((predictor) =>
      readPredictor(object, predictor, predictors.length > 1, context),
    );
  },
});

const PREPACKAGED: Readonly<Record<string, Engine>> = {
  SKLEARN_SERVER: mlserver,
  XGBOOST_SERVER: mlserver,
  MLFLOW_SERVER: mlserver,
  HUGGINGFACE_SERVER: mlserver,
  TEMPO_SERVER: mlserver,
  TENSORFLOW_SERVER: tensorflowServing,
  TRITON_SERVER: triton,
};

function readPredictor(
  object: KubernetesObject,
  predictor: Located,
  isOneOfSeveral: boolean,
  context: ReadContext,
): readonly Reading[] {
  const nameNode = scalarAt(predictor, 'name');
  const name = nameNode?.node.text ?? 'default';
  const graph = at(predictor, 'graph');
  const components = itemsAt(predictor, 'componentSpecs');
  const specs = components.length > 0 ? components : [predictor];
  return specs.flatMap((component, index) => {
    const podSpec = at(component, 'spec');
    const written = containersOf(podSpec);
    const server = graph && isMapping(graph) ? [containerOf([graph])] : [];
    const part = readPart(
      {
        format: 'seldon',
        object,
        name: index === 0 ? name : `${name}-${index + 1}`,
        namePlace: nameNode,
        podSpec,
        lowerPodSpecs: [],
        containers: written.length > 0 ? written : server,
        hint: prepackaged(graph),
        replicas: replicasOf(object, predictor, component),
        model: (pod) => (pod.values.model.id ? null : modelOf(graph, context)),
        trafficShare: isOneOfSeveral ? shareOf(predictor) : null,
      },
      context,
    );
    return part ?? [];
  });
}

/** The server that Seldon brings for an implementation; of a graph the first node that names one. */
function prepackaged(graph: Located | null): ReturnType<typeof hintFrom> {
  const node = nodesOf(graph).find((each) => scalarAt(each, 'implementation') !== null);
  const implementation = scalarAt(node ?? null, 'implementation');
  return implementation
    ? hintFrom(PREPACKAGED[implementation.node.text] ?? others, implementation)
    : graph && hintFrom(others, graph);
}

function modelOf(graph: Located | null, { catalog }: ReadContext): NamedModel | null {
  const node = nodesOf(graph).find((each) => scalarAt(each, 'modelUri') !== null);
  const parameters = nodesOf(graph).flatMap((each) => itemsAt(each, 'parameters'));
  const named = parameters.find((each) =>
    /^(pretrained_model|model_id)$/.test(textAt(each, 'name') ?? ''),
  );
  const uri = scalarAt(node ?? null, 'modelUri') ?? scalarAt(named ?? null, 'value');
  return uri ? modelOfUri(uri, null, catalog) : null;
}

const NESTING = 10;

function nodesOf(graph: Located | null, depth = 0): readonly Located[] {
  if (!graph || depth > NESTING) return [];
  return [graph, ...itemsAt(graph, 'children').flatMap((child) => nodesOf(child, depth + 1))];
}

function replicasOf(
  object: KubernetesObject,
  predictor: Located,
  component: Located,
): ReadReplicas {
  const scale = at(component, 'hpaSpec');
  if (scale) {
    const [metric] = itemsAt(scale, 'metricsv2').concat(itemsAt(scale, 'metrics'));
    return rangeOfReplicas({
      holder: scale,
      minPath: ['minReplicas'],
      maxPath: ['maxReplicas'],
      minFallback: defaulted(
        1,
        'minReplicas',
        'A HorizontalPodAutoscaler keeps at least one replica',
      ),
      maxFallback: null,
      autoscaler: {
        kind: 'hpa',
        ...(metric ? readMetric(metric) : { metric: null, target: null }),
      },
    });
  }
  const holder = [component, predictor, at(object, 'spec')].find(
    (each) => each && at(each, 'replicas') !== null,
  );
  return fixedReplicas(
    holder ?? predictor,
    ['replicas'],
    1,
    'Seldon runs one replica unless told otherwise',
  );
}

/** The share of the requests that a predictor answers; a shadow answers all of them once more. */
function shareOf(predictor: Located): Sourced<number> | null {
  const traffic = scalarAt(predictor, 'traffic');
  const value = Number(traffic?.node.text);
  if (!traffic || !(value >= 0 && value <= 100) || textAt(predictor, 'shadow') === 'true')
    return null;
  return sourced(traffic, value / 100);
}
