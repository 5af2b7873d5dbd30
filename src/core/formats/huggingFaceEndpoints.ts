import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Engine } from './engines/engine.ts';
import { llamaCpp } from './engines/llamaCpp.ts';
import { sglang } from './engines/sglang.ts';
import { tei } from './engines/tei.ts';
import { tgi } from './engines/tgi.ts';
import { vllm } from './engines/vllm.ts';
import type { EditableDeployment } from './edits/propose.ts';
import { refuse, together, type Step } from './edits/target.ts';
import type { ReadContext } from './format.ts';
import { at, defaulted, entriesAt, scalarAt, sourced, type Located } from './located.ts';
import type { Container } from './pods/container.ts';
import type { ModelPlace } from './pods/models.ts';
import { collectNotes } from './pods/notes.ts';
import type { SettingFields } from './pods/settings.ts';
import { acceleratorOfManaged } from './platforms/accelerators.ts';
import { platformDeployment, scaledReplicas } from './platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from './platforms/documentFormat.ts';
import { environmentAt } from './platforms/environment.ts';
import { typeAndSize, writeInstance } from './platforms/instances.ts';
import { numberAt, wholeAt, writtenAt } from './platforms/scalars.ts';
import { SERVED } from './platforms/scripts.ts';
import { cloudOf } from './platforms/site.ts';
import { readService, type KnownEngine } from './platforms/service.ts';
import { spellingIn } from './platforms/spelling.ts';
import { platformStep, type PlatformTarget } from './platforms/steps.ts';

/** Hugging Face Inference Endpoints: the body of its API, as JSON or YAML. */
export const huggingFaceEndpoints = documentFormat({
  id: 'hf-endpoints',
  documentation: {
    title: 'Hugging Face Inference Endpoint',
    files:
      'an object with `compute` (`accelerator`, `instanceType`, `instanceSize`) and `model.repository`, in camel or snake case',
    reads:
      'instance type and size, replicas and scale to zero, repository and task, the image with its settings, cloud and region',
    edits: 'instance type and size, the repository, replicas, variables and settings of the image',
  },
  mayRead: ({ text }) => /instance_?size/i.test(text) && text.includes('repository'),
  readDocument: (root, context) => (isEndpoint(root) ? [readEndpoint(root, context)] : []),
});

function isEndpoint(root: DocumentRoot): boolean {
  const compute = at(root, 'compute');
  return (
    scalarAt(root, 'model', 'repository') !== null &&
    (field(compute, 'instanceType') ?? field(compute, 'accelerator')) !== null
  );
}

function field(from: Located | null, name: string): Sourced<string> | null {
  return writtenAt(from, spellingIn(from, name));
}

/** Engines by the key below `model.image`; each takes its settings as fields (huggingface.co/docs/inference-endpoints). */
const IMAGES: Readonly<
  Record<string, { readonly engine: Engine; readonly fields: SettingFields['paths'] }>
> = {
  tgi: {
    engine: tgi,
    fields: {
      maxModelLength: ['maxTotalTokens'],
      maxBatchedTokens: ['maxBatchPrefillTokens'],
      quantization: ['quantize'],
    },
  },
  tgiNeuron: { engine: tgi, fields: { maxModelLength: ['maxTotalTokens'] } },
  vllm: {
    engine: vllm,
    fields: {
      tensorParallel: ['tensorParallelSize'],
      maxModelLength: ['maxModelLen'],
      maxSequences: ['maxNumSeqs'],
      maxBatchedTokens: ['maxNumBatchedTokens'],
      kvCacheDataType: ['kvCacheDtype'],
    },
  },
  sglang: { engine: sglang, fields: { tensorParallel: ['tensorParallelSize'] } },
  llamacpp: {
    engine: llamaCpp,
    fields: { maxModelLength: ['ctxSize'], maxSequences: ['nParallel'] },
  },
  tei: {
    engine: tei,
    fields: { maxBatchedTokens: ['maxBatchTokens'], maxSequences: ['maxConcurrentRequests'] },
  },
};

function readEndpoint(root: DocumentRoot, { catalog }: ReadContext): EditableDeployment {
  const compute = at(root, 'compute');
  const scaling = at(compute, 'scaling');
  const nameNode = scalarAt(root, 'name');
  const repository = scalarAt(root, 'model', 'repository');
  const nameSpan = (nameNode ?? repository ?? root).node.span;
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const [image] = entriesAt(root, 'model', 'image');
  const known = image && IMAGES[image.key];
  const fields = image && known ? { holder: image.value, paths: known.fields } : undefined;
  const environment = ['model', 'image', image?.key ?? '', 'env'];
  const evidence: KnownEngine | null =
    image && known
      ? { engine: known.engine, evidence: sourced(image.value, known.engine.id, image.keySpan) }
      : null;
  const container: Container = {
    layers: [root],
    name: '',
    image: image ? scalarAt(image.value, 'url') : null,
    command: image ? at(image.value, 'command') : null,
    args: image ? [at(image.value, 'args')].filter((args) => args !== null) : [],
    exposure: SERVED,
    spelling: {
      args: ['model', 'image', image?.key ?? '', 'args'],
      env: environment,
      envIsMapping: true,
    },
  };
  const service = readService({
    containers: [container],
    variables: new Map([
      ...environmentAt(root, 'model', 'env'),
      ...environmentAt(root, ...environment),
    ]),
    catalog,
    notes,
    known: evidence,
    ...(fields ? { fields } : {}),
  });
  const instance = instanceOf(compute);
  const min =
    wholeAt(scaling, spellingIn(scaling, 'minReplica')) ??
    defaulted(1, 'minReplica', 'An endpoint keeps one replica unless told otherwise');
  const model: Deployment['model'] =
    repository && writtenAt(repository)
      ? { id: writtenAt(repository), location: null }
      : service.values.model;
  const deployment = platformDeployment(
    {
      format: huggingFaceEndpoints.id,
      kind: 'endpoint',
      name: nameNode?.node.text ?? 'endpoint',
      nameSpan,
      object: root,
    },
    root,
    {
      ...service.values,
      model,
      accelerator: acceleratorOfManaged('hf-endpoints', instance, catalog),
      placement: {
        provider: cloudOf(
          writtenAt(root, 'provider', 'vendor') ?? writtenAt(root, 'cloud', 'vendor'),
        ),
        region: writtenAt(root, 'provider', 'region') ?? writtenAt(root, 'cloud', 'region'),
        instanceType: instance,
      },
      supply: { kind: 'managed', platform: 'hf-endpoints', instanceType: instance },
      replicas: scaledReplicas(
        min,
        wholeAt(scaling, spellingIn(scaling, 'maxReplica')) ?? min,
        scaling ?? root,
        { metric: null, target: numberAt(scaling, spellingIn(scaling, 'threshold')) },
      ),
      notes: notes.list,
    },
  );
  const modelPlace: ModelPlace | null = repository && { kind: 'id', scalar: repository };
  const holder = scaling ?? compute ?? root;
  const path = (name: string): string[] =>
    scaling ? [spellingIn(scaling, name)] : ['scaling', name];
  const target: PlatformTarget = {
    deployment,
    object: root,
    title: 'Hugging Face',
    service: { ...service, modelPlace },
    fields: fields ?? null,
    minReplicas: { holder, path: path('minReplica') },
    maxReplicas: { holder, path: path('maxReplica') },
    instance: (name) => setInstance(compute, name),
  };
  return { deployment, step: platformStep(target) };
}

/** Another type and size; that of a GPU stays one of a GPU. */
function setInstance(compute: Located | null, name: string): Step {
  const words = typeAndSize(name);
  if (!words) return refuse(`${name} is no instance of Hugging Face.`);
  const scalar = (key: string) => (compute ? scalarAt(compute, spellingIn(compute, key)) : null);
  const kind = scalar('accelerator')?.node.text.toLowerCase();
  const wanted = name.startsWith('intel-') ? 'cpu' : 'gpu';
  if (kind !== undefined && kind !== wanted) return refuse(`It asks for a ${kind}.`);
  return together([
    writeInstance(scalar('instanceType'), words.type),
    writeInstance(scalar('instanceSize'), words.size),
  ]);
}

/** Type and size together name an instance: `nvidia-l4` and `x1`. */
function instanceOf(compute: Located | null): Sourced<string> | null {
  const type = field(compute, 'instanceType');
  const size = field(compute, 'instanceSize');
  return type && { ...type, value: size ? `${type.value}-${size.value}` : type.value };
}
