import type { OwnModel } from '../assumptions/factsSchema.ts';
import { readAssumptions, type Assumptions } from '../assumptions/readAssumptions.ts';
import { transformerSize, readCheckpoint } from '../formats/checkpoint.ts';
import { relativeUri } from '../formats/uris.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Cited } from '../model/cited.ts';
import type { ParsedFile, SourceDocument } from '../model/document.ts';
import { fileAt } from '../model/fileIndex.ts';
import type { ModelArchitecture, ModelFacts, ResolvedModel } from '../model/modelFacts.ts';
import { parseFile } from '../syntax/parse.ts';

/** Something in a block of own facts that cannot be used, and where it stands. */
export interface FactMistake {
  readonly path: readonly string[];
  readonly message: string;
}

/** Where a model is described: the assumptions file, and what it can refer to. */
export interface OwnModelPlace {
  readonly uri: string;
  readonly files: readonly ParsedFile[];
  readonly catalog: Catalog;
}

export function cited({
  source,
  asOf,
}: {
  source?: string | undefined;
  asOf?: string | undefined;
}): Cited {
  return { source: source ?? 'the assumptions file', asOf: asOf ?? 'undated' };
}

/** By its dimensions, over those of its config or base; by its parameters alone, nothing is known of its cache. */
export function ownModel(
  name: string,
  one: OwnModel,
  place: OwnModelPlace,
): ResolvedModel | FactMistake {
  const ground = groundOf(one, place);
  if (ground !== null && 'message' in ground) return ground;
  const architecture = architectureOf(one, ground?.facts.architecture ?? null);
  const isChanged = architecture !== (ground?.facts.architecture ?? null);
  const size =
    architecture === null || (ground !== null && !isChanged) ? null : transformerSize(architecture);
  const parameters = one.parameters ?? size?.parameters ?? ground?.facts.parameters;
  if (parameters === undefined) {
    return {
      path: [],
      message: `${name} needs its config, its base, its parameters, or layers, hiddenSize, attentionHeads and vocabularySize.`,
    };
  }
  const active = one.activeParameters ?? size?.activeParameters ?? ground?.facts.activeParameters;
  const facts: ModelFacts = {
    family: ground?.facts.family ?? '',
    modality: one.modality ?? ground?.facts.modality ?? 'text-generation',
    nativeDataType: one.dataType ?? ground?.facts.nativeDataType ?? 'bfloat16',
    ...(ground?.facts.work && { work: ground.facts.work }),
    id: name,
    parameters,
    activeParameters: Math.min(active ?? parameters, parameters),
    architecture,
    maxPositions: one.maxPositions ?? ground?.facts.maxPositions ?? null,
    ...cited({ ...one, source: one.source ?? sourceOf(one) }),
  };
  return {
    facts,
    quantization: one.quantization?.toLowerCase() ?? ground?.quantization ?? null,
    match: 'exact',
  };
}

function sourceOf({ config, base }: OwnModel): string {
  if (config !== undefined) return config;
  return base === undefined ? 'the assumptions file' : `the dimensions of ${base}`;
}

/** What the entry starts from: its config, or another model; null where it names neither. */
function groundOf(
  { config, base }: OwnModel,
  { uri, files, catalog }: OwnModelPlace,
): ResolvedModel | FactMistake | null {
  if (config !== undefined) {
    const place = modelConfigUri(uri, config);
    if (place === null) {
      return { path: ['config'], message: `${config} does not lie below the folder of this file.` };
    }
    const file = fileAt(files, place);
    if (file === undefined) {
      return { path: ['config'], message: `${config} was not found beside this file.` };
    }
    const read = readCheckpoint(file);
    return (
      read?.value ?? { path: ['config'], message: `${config} says no dimensions of a decoder.` }
    );
  }
  if (base === undefined) return null;
  return (
    catalog.model(base) ?? { path: ['base'], message: `The catalogue knows no model ${base}.` }
  );
}

/** Null unless everything is known that memory and compute are calculated from. */
function architectureOf(one: OwnModel, ground: ModelArchitecture | null): ModelArchitecture | null {
  const layers = one.layers ?? ground?.layers;
  const hiddenSize = one.hiddenSize ?? ground?.hiddenSize;
  const attentionHeads = one.attentionHeads ?? ground?.attentionHeads;
  const vocabularySize = one.vocabularySize ?? ground?.vocabularySize;
  if (!layers || !hiddenSize || !attentionHeads || !vocabularySize) return null;
  const { experts } = one;
  const changed = {
    ...(one.layers !== undefined && { layers, attentionLayers: layers }),
    ...(one.hiddenSize !== undefined && { hiddenSize }),
    ...(one.attentionHeads !== undefined && { attentionHeads }),
    ...(one.kvHeads !== undefined && { kvHeads: one.kvHeads }),
    ...(one.headSize !== undefined && { headSize: one.headSize }),
    ...(one.intermediateSize !== undefined && { intermediateSize: one.intermediateSize }),
    ...(one.vocabularySize !== undefined && { vocabularySize }),
    ...(one.tiedEmbeddings !== undefined && { tiedEmbeddings: one.tiedEmbeddings }),
    ...(one.slidingWindow !== undefined && { slidingWindow: one.slidingWindow }),
    ...(experts !== undefined && {
      experts: {
        count: experts.count,
        perToken: experts.perToken,
        intermediateSize: experts.intermediateSize,
        sharedIntermediateSize: experts.sharedIntermediateSize ?? 0,
        firstDenseLayers: experts.firstDenseLayers ?? 0,
      },
    }),
  };
  if (ground !== null) {
    return Object.keys(changed).length === 0 ? ground : { ...ground, ...changed };
  }
  return {
    layers,
    attentionLayers: layers,
    hiddenSize,
    attentionHeads,
    kvHeads: attentionHeads,
    headSize: hiddenSize / attentionHeads,
    intermediateSize: null,
    vocabularySize,
    tiedEmbeddings: false,
    experts: null,
    latentAttention: null,
    slidingWindow: null,
    kvBytesPerToken16: null,
    ...changed,
  };
}

/** Where the `config.json` files lie that an assumptions file names for models of its own; URIs. */
export function modelConfigsOf({ uri, values }: Assumptions): readonly string[] {
  return Object.values(values.models ?? {}).flatMap(
    ({ config }) => (config === undefined ? null : modelConfigUri(uri, config)) ?? [],
  );
}

/** The same of a text, for hosts that read them with it. */
export function modelConfigs(document: SourceDocument): readonly string[] {
  // Most files name none, and are not parsed for it.
  return document.text.includes('config:')
    ? modelConfigsOf(readAssumptions(parseFile(document)).assumptions)
    : [];
}

/** Null for a path that leads out of the folder of the file that names it. */
function modelConfigUri(uri: string, path: string): string | null {
  if (!/\.json$/i.test(path) || /^[/\\]|^[a-z]:|:\/\//i.test(path)) return null;
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const place = relativeUri(uri, path.replaceAll(' ', '%20'));
  return place.startsWith(folder) ? place : null;
}
