import type { Phase } from '../../model/deployment.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { setEngineSetting } from '../edits/engineSetting.ts';
import { inFile, refuse, together, treeOf, type Step } from '../edits/target.ts';
import { vllm } from '../engines/vllm.ts';
import type { ReadContext } from '../format.ts';
import { asksForAccelerators, type AskedElsewhere } from '../hardware/request.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { at, defaulted, isHole, scalarAt, textAt, type Located } from '../located.ts';
import { hintFrom } from '../parts/hints.ts';
import { modelNamed, modelOfUri } from '../parts/modelUri.ts';
import type { Reading } from '../parts/objectFormat.ts';
import { readPart, type NamedModel } from '../parts/part.ts';
import { fixedReplicas } from '../parts/replicas.ts';
import { containersOf } from '../pods/container.ts';
import { keyPlace } from './chartValues.ts';
import { claimSize } from './claims.ts';
import { countAt } from '../quantity.ts';

/** True for values of the chart llm-d-modelservice (`charts/llm-d-modelservice/values.yaml`). */
export function isLlmD(root: Located): boolean {
  return (
    at(root, 'modelArtifacts') !== null &&
    ['decode', 'prefill', 'routing'].some((key) => at(root, key) !== null)
  );
}

/** Decode and, where it is created, prefill. */
export function readLlmD(object: KubernetesObject, context: ReadContext): readonly Reading[] {
  if (textAt(object, 'enabled') === 'false') return [];
  return (['decode', 'prefill'] as const).flatMap((role) => {
    const holder = at(object, role);
    if (!holder || textAt(holder, 'create') === 'false') return [];
    return readRole(object, role, holder, context) ?? [];
  });
}

/** Resources by accelerator type, as the chart's own values have them. */
const RESOURCES: Readonly<Record<string, string>> = {
  nvidia: 'nvidia.com/gpu',
  'intel-i915': 'gpu.intel.com/i915',
  'intel-xe': 'gpu.intel.com/xe',
  'intel-gaudi': 'habana.ai/gaudi',
  amd: 'amd.com/gpu',
  google: 'google.com/tpu',
};

function readRole(
  object: KubernetesObject,
  role: Phase,
  holder: Located,
  context: ReadContext,
): Reading | null {
  const containers = containersOf(holder);
  if (containers.length === 0) return null;
  const asks = containers.some(asksForAccelerators);
  const workers = countAt(holder, ['parallelism', 'workers']);
  const isMultiNode =
    textAt(object, 'multinode') === 'true' && workers !== null && workers.value > 1;
  const place = keyPlace(object, role);
  return readPart(
    {
      format: 'helm',
      object,
      name: role,
      phase: role,
      namePlace: place,
      podSpec: holder,
      lowerPodSpecs: [],
      containers,
      hint: hintFrom(vllm, at(object, 'modelArtifacts') ?? object),
      askedElsewhere: asks ? [] : derivedRequest(object, holder),
      fields: {
        holder,
        paths: {
          tensorParallel: ['parallelism', 'tensor'],
          dataParallel: ['parallelism', 'data'],
        },
      },
      replicas: fixedReplicas(
        holder,
        ['replicas'],
        1,
        'The chart runs one replica unless told otherwise',
      ),
      group: isMultiNode ? { size: workers, worker: null } : null,
      model: () => modelOf(object, context),
      volumes: claimedSize(object),
      step(change, target): Step | null {
        if (change.kind === 'set-model') return setModel(object, change.id);
        if (change.kind !== 'set-accelerator-count' || asks) return null;
        if (!target.deployment.accelerator) return refuse('It asks for no accelerator.');
        const local = countAt(holder, ['parallelism', 'dataLocal'])?.value ?? 1;
        if (change.count % local !== 0)
          return refuse('Local data parallel ranks do not divide it.');
        return setEngineSetting(target, 'tensorParallel', change.count / local);
      },
    },
    context,
  );
}

/**
 * Where the containers ask for nothing the chart asks for tensor × local data parallel accelerators of its type
 * (`templates/_helpers.tpl`); for `cpu` none.
 */
function derivedRequest(object: KubernetesObject, holder: Located): AskedElsewhere[] {
  const type = textAt(object, 'accelerator', 'type') ?? 'nvidia';
  const resource = textAt(object, 'accelerator', 'resources', type) ?? RESOURCES[type];
  if (resource === undefined) return [];
  const tensor = countAt(holder, ['parallelism', 'tensor']);
  const local = countAt(holder, ['parallelism', 'dataLocal']);
  const written = tensor ?? local;
  const value = (tensor?.value ?? 1) * (local?.value ?? 1);
  return [
    {
      resource,
      scalars: [],
      count: written
        ? { ...written, value }
        : defaulted(
            value,
            'accelerator count',
            'The chart asks for one accelerator unless told otherwise',
          ),
    },
  ];
}

function modelOf(object: KubernetesObject, { catalog }: ReadContext): NamedModel | null {
  const name = scalarAt(object, 'modelArtifacts', 'name');
  const uri = scalarAt(object, 'modelArtifacts', 'uri');
  const named = modelNamed(name);
  const isStored = uri && !isHole(uri) && /^(pvc|oci|s3|gs)/.test(uri.node.text);
  const located = isStored ? modelOfUri(uri, name, catalog) : null;
  return located ?? named ?? modelOfUri(uri, null, catalog);
}

/** The model stands in the name, and once more in a URI that is not made of the name. */
function setModel(object: KubernetesObject, id: string): Step {
  const name = scalarAt(object, 'modelArtifacts', 'name');
  const uri = scalarAt(object, 'modelArtifacts', 'uri');
  if (!name || isHole(name)) return refuse('The values do not name the model.');
  const steps = [inFile(name, setScalar(treeOf(name), name.node, id))];
  if (uri?.node.text === `hf://${name.node.text}`) {
    steps.push(inFile(uri, setScalar(treeOf(uri), uri.node, `hf://${id}`)));
  } else if (uri && !isHole(uri)) {
    return refuse(`The weights come from ${uri.node.text}, which only a person can replace.`);
  }
  return together(steps);
}

/** Weights on a claim: its size; others are kept in the pod's own scratch space. */
function claimedSize(object: KubernetesObject): ReturnType<typeof claimSize> {
  const uri = textAt(object, 'modelArtifacts', 'uri') ?? '';
  return uri.startsWith('pvc') ? claimSize(object, ['modelArtifacts', 'size'], 'model', true) : [];
}
