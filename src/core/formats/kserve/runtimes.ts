import type { ParsedFile } from '../../model/document.ts';
import {
  mlserver,
  openvino,
  sklearnServer,
  tensorflowServing,
  torchserve,
  xgboostServer,
} from '../engines/classic.ts';
import type { Engine } from '../engines/engine.ts';
import { engineOfImage } from '../engines/engines.ts';
import { triton } from '../engines/triton.ts';
import { kserveHuggingFace, others } from '../engines/vendors.ts';
import { vllm } from '../engines/vllm.ts';
import { nearest, objectsNamed, objectsOfKind } from '../kubernetes/joins.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { itemsAt, textAt } from '../located.ts';

/**
 * Engines of the runtimes that KServe installs, by model format (`config/runtimes/*.yaml` of kserve/kserve). With the
 * v2 protocol MLServer takes scikit-learn and XGBoost models.
 */
const BUILT_IN: Readonly<Record<string, Engine>> = {
  sklearn: sklearnServer,
  xgboost: xgboostServer,
  lightgbm: others,
  pmml: others,
  paddle: others,
  autogluon: others,
  mlflow: mlserver,
  mlserver,
  huggingface: kserveHuggingFace,
  tensorflow: tensorflowServing,
  pytorch: torchserve,
  triton,
  tensorrt: triton,
  onnx: triton,
  openvino_ir: openvino,
  vllm,
};

/** The engine behind a model format or the name of a runtime that is not in the files; null when neither says. */
export function builtInEngine(
  format: string | null,
  protocol: string | null,
  runtimeName: string | null,
): Engine | null {
  const named = runtimeName === null ? null : engineOfImage(runtimeName);
  if (named) return named;
  const engine = BUILT_IN[(format ?? '').toLowerCase()] ?? null;
  const isV2 = protocol === 'v2' || protocol === 'grpc-v2';
  return isV2 && (engine === sklearnServer || engine === xgboostServer) ? mlserver : engine;
}

const KINDS = ['ServingRuntime', 'ClusterServingRuntime'] as const;

/**
 * The runtime that an InferenceService names; else, for a format that KServe has no runtime of its own for, the one in
 * the files that supports it. Null where it is not in the files.
 */
export function runtimeOf(
  service: KubernetesObject,
  name: string | null,
  format: string | null,
  files: readonly ParsedFile[],
): KubernetesObject | null {
  for (const kind of KINDS) {
    const candidates =
      name === null
        ? objectsOfKind(files, kind).filter((runtime) => supports(runtime, format))
        : objectsNamed(files, kind, name);
    // A cluster-wide runtime has no namespace of its own.
    const from = kind === 'ServingRuntime' ? service : { ...service, namespace: null };
    const found =
      name === null && builtInEngine(format, null, null) ? null : nearest(candidates, from);
    if (found) return found;
  }
  return null;
}

function supports(runtime: KubernetesObject, format: string | null): boolean {
  if (format === null || textAt(runtime, 'spec', 'multiModel') === 'true') return false;
  return itemsAt(runtime, 'spec', 'supportedModelFormats').some(
    (item) =>
      textAt(item, 'name')?.toLowerCase() === format.toLowerCase() &&
      textAt(item, 'autoSelect') === 'true',
  );
}
