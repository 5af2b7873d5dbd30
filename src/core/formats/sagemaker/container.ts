import type { Catalog } from '../../model/catalog.ts';
import type { ModelReference } from '../../model/deployment.ts';
import { torchserve, tensorflowServing, sklearnServer, xgboostServer } from '../engines/classic.ts';
import type { Engine } from '../engines/engine.ts';
import { engineOfImage, splitImage } from '../engines/engines.ts';
import {
  huggingFaceContainer,
  lmi,
  lmiTensorrt,
  sagemakerSglang,
  sagemakerVllm,
} from '../engines/sagemaker.ts';
import { tei } from '../engines/tei.ts';
import { tgi } from '../engines/tgi.ts';
import { triton } from '../engines/triton.ts';
import { at, entriesAt, isMapping, isScalar, sourced, type Located } from '../located.ts';
import type { Container } from '../pods/container.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { Notes } from '../pods/notes.ts';
import type { Variable, Variables } from '../pods/variables.ts';
import { SERVED } from '../platforms/scripts.ts';
import { emptyMapping } from '../platforms/scalars.ts';
import { readService, type KnownEngine, type ServiceReading } from '../platforms/service.ts';
import { resolved, resolvedAt, resolvedItems, resolvedScalar } from './resolve.ts';
import { functionOf, textsIn, type Template } from './template.ts';

/** The container definition of a model: its own, or the first of a pipeline. */
export function containerDefinition(model: Located | null, template: Template): Located | null {
  const primary = resolvedAt(model, template, 'PrimaryContainer');
  return primary ?? resolvedItems(model, template, 'Containers')[0] ?? null;
}

/** A container definition as far as it is known, in whatever language it is written. */
export interface SagemakerContainer {
  readonly definition: Located | null;
  /** What stands in for a definition that is not there. */
  readonly root: Located;
  readonly image: Located<ScalarNode> | null;
  /** The image, or what can be read of one that is put together. */
  readonly imageText: string;
  /** Where the image is written. */
  readonly imagePlace: Located | null;
  readonly variables: Variables;
  readonly artefact: ModelReference;
}

/** What a container definition serves: engine by image or variables, model by variables or artefact. */
export function readContainer(
  definition: Located | null,
  template: Template,
  catalog: Catalog,
  notes: Notes,
): ServiceReading {
  const image = resolvedScalar(definition, template, 'Image');
  const written = image ?? at(definition, 'Image');
  return readSagemakerContainer(
    {
      definition,
      root: template.root,
      image,
      imageText: textsIn(written).join('/'),
      imagePlace: written,
      variables: variablesOf(definition, template),
      artefact: artefactOf(definition, template),
    },
    catalog,
    notes,
  );
}

/** Reads a container of SageMaker whose values are known. */
export function readSagemakerContainer(
  known: SagemakerContainer,
  catalog: Catalog,
  notes: Notes,
): ServiceReading {
  const { definition, image, root, variables } = known;
  const own = definition && isMapping(definition) ? definition : null;
  const container: Container = {
    layers: [own ?? emptyMapping(root.file, root.node)],
    name: '',
    image,
    command: null,
    args: [],
    exposure: SERVED,
    spelling: { args: ['ContainerEntrypoint'], env: ['Environment'], envIsMapping: true },
  };
  const service = readService({
    // The engine is chosen below: SageMaker's containers take variables where others take flags.
    containers: [{ ...container, image: null }],
    variables,
    catalog,
    notes,
    known: engineOf(known),
  });
  const { model } = service.values;
  const serving = service.serving && { ...service.serving, container };
  const values = {
    ...service.values,
    engineVersion: versionIn(image?.node.text ?? known.imageText, image ?? known.imagePlace),
  };
  if (model.id ?? model.location) return { ...service, serving, values };
  return { ...service, serving, values: { ...values, model: known.artefact } };
}

/** Versions of AWS's containers stand in their tags: `0.33.0-lmi15.0.0-cu128`, `2.6.0-tgi3.3.4-…`. */
function versionIn(
  image: string | null,
  place: Located | null,
): ServiceReading['values']['engineVersion'] {
  const tag = image === null ? null : splitImage(image).tag;
  const version = /(?:tgi|vllm|sglang)[-v]?(\d+(?:\.\d+)+)/.exec(tag ?? '')?.[1];
  const own = /(?:^|\/)(?:vllm|sglang)$/.test(image === null ? '' : splitImage(image).repository);
  const leading = own ? /^(\d+(?:\.\d+)+)/.exec(tag ?? '')?.[1] : undefined;
  const found = version ?? leading;
  return place && found !== undefined ? sourced(place, found) : null;
}

function variablesOf(definition: Located | null, template: Template): Variables {
  const variables = new Map<string, Variable>();
  for (const { key, value } of entriesAt(resolvedAt(definition, template, 'Environment'))) {
    const known = resolved(value, template);
    const scalar = known && isScalar(known) && known.node.value !== null ? known : null;
    // What a parameter gives others may use too, unless it is this value's own default.
    const shared =
      scalar !== null && scalar.node !== value.node && functionOf(value)?.name !== 'Ref';
    variables.set(key, { name: key, value: scalar, place: value, shared });
  }
  return variables;
}

const IMAGES: readonly (readonly [RegExp, Engine])[] = [
  [/tensorrtllm|-trtllm/, lmiTensorrt],
  [/djl-(inference|serving)|djl_serving|-lmi/, lmi],
  [/tgi-inference|text-generation-inference/, tgi],
  [/(^|[/-])tei($|[-:.])|text-embeddings/, tei],
  [/sglang/, sagemakerSglang],
  [/vllm/, sagemakerVllm],
  [/huggingface-(pytorch|tensorflow)-inference/, huggingFaceContainer],
  [/triton/, triton],
  [/(^|\/)pytorch-inference|torchserve/, torchserve],
  [/(^|\/)tensorflow-inference|tensorflow-serving/, tensorflowServing],
  [/scikit-learn|sklearn/, sklearnServer],
  [/xgboost/, xgboostServer],
];

/** Variables that only one kind of container has, for images whose name is not known here. */
const SIGNS: readonly (readonly [RegExp, Engine])[] = [
  [/^SM_VLLM_/, sagemakerVllm],
  [/^SM_SGLANG_/, sagemakerSglang],
  [/^OPTION_/, lmi],
  [/^(SM_NUM_GPUS|MAX_TOTAL_TOKENS|MAX_INPUT_LENGTH)$/, tgi],
  [/^HF_TASK$/, huggingFaceContainer],
];

function engineOf({
  imageText,
  imagePlace: place,
  variables,
}: SagemakerContainer): KnownEngine | null {
  // An image put together by functions still mentions its repository.
  const text = imageText.toLowerCase();
  const byImage = IMAGES.find(([pattern]) => pattern.test(text))?.[1] ?? engineOfImage(text);
  if (byImage && place) {
    return { engine: adjusted(byImage, variables), evidence: sourced(place, byImage.id) };
  }
  for (const [pattern, engine] of SIGNS) {
    const sign = [...variables.values()].find(({ name }) => pattern.test(name));
    if (sign)
      return { engine: adjusted(engine, variables), evidence: sourced(sign.place, engine.id) };
  }
  return null;
}

/** The large model container says which engine it runs in a variable. */
function adjusted(engine: Engine, variables: Variables): Engine {
  const batch = variables.get('OPTION_ROLLING_BATCH')?.value?.node.text;
  return engine === lmi && batch === 'trtllm' ? lmiTensorrt : engine;
}

/** Weights that are fetched from a bucket, or a package of the registry or of JumpStart. */
function artefactOf(definition: Located | null, template: Template): ModelReference {
  const places = [
    ['ModelDataSource', 'S3DataSource', 'S3Uri'],
    ['ModelDataUrl'],
    ['ModelPackageName'],
  ];
  for (const path of places) {
    const found = resolvedScalar(definition, template, ...path);
    if (found) return { id: null, location: sourced(found, found.node.text) };
  }
  const url = at(definition, 'ModelDataUrl');
  const text = url && functionOf(url)?.name === 'Sub' ? textsIn(url)[0] : undefined;
  return { id: null, location: url && text !== undefined ? sourced(url, text) : null };
}
