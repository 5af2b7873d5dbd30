import type { AcceleratorFacts } from '../../../src/core/model/catalog.ts';
import type { ModelFacts } from '../../../src/core/model/modelFacts.ts';
import type { ReplicaConfiguration } from '../../../src/core/model/performance.ts';
import { cpuStepTimes } from '../../../src/core/performance/cpuStepTime.ts';
import { windowSeconds } from '../../../src/core/performance/forms/speech.ts';
import { textWork } from '../../../src/core/performance/forms/textPass.ts';
import type { PassParameters } from '../../../src/core/performance/passParameters.ts';
import {
  passSeconds,
  type PassPrecision,
  type PassWork,
} from '../../../src/core/performance/passTime.ts';
import { replicaShape } from '../../../src/core/performance/replicaShape.ts';
import { catalog } from '../catalog.ts';
import { deviceFacts } from './devices.ts';
import { networks, type FormRow } from './rows.ts';

/** Names that measurements use for models of the catalogue. */
const MODELS: Readonly<Record<string, string>> = {
  'BERT base': 'google-bert/bert-base-uncased',
  'BERT large': 'google-bert/bert-large-uncased',
  'BERT-large': 'google-bert/bert-large-uncased',
  'bge-small-en-v1.5': 'BAAI/bge-small-en-v1.5',
  'bge-large-en-v1.5': 'BAAI/bge-large-en-v1.5',
  'whisper-large-v2': 'openai/whisper-large-v2',
  'stable-diffusion-1.5 txt2img 512x512': 'stable-diffusion-v1-5/stable-diffusion-v1-5',
  'SDXL-base-1.0 1024x1024': 'stabilityai/stable-diffusion-xl-base-1.0',
  'DeepSeek R1 14b': 'Qwen/Qwen2.5-14B-Instruct',
  'Llama 3.2:3b': 'meta-llama/Llama-3.2-3B-Instruct',
  'Llama 3.1:70b': 'meta-llama/Llama-3.1-70B-Instruct',
};

const NETWORKS: Readonly<Record<string, string>> = {
  'ResNet50-v1.5': 'resnet50',
  'ResNeXt101-32x4d': 'resnext101_32x4d',
  'SE-ResNeXt101': 'seresnext101_32x4d',
  'EfficientNet efficientnet-b0': 'efficientnet_b0',
  'EfficientNet efficientnet-b4': 'efficientnet_b4',
  'EfficientNet efficientnet-widese-b0': 'efficientnet_b0',
  'EfficientNet efficientnet-widese-b4': 'efficientnet_b4',
};

const known = networks();

/** The network or model a row is about: several measurements of one count as one when models are held out. */
export function modelOf(row: FormRow): string {
  return NETWORKS[row.model] ?? MODELS[row.model] ?? row.model;
}

/** A row turned into a function from parameters to the same figure; null where facts are missing. */
export function predictor(row: FormRow): ((parameters: PassParameters) => number) | null {
  const device = deviceFacts(row.device);
  if (device === null) return null;
  if (row.form === 'vision') return visionPredictor(row, device);
  const model = catalog.model(MODELS[row.model] ?? row.model)?.facts ?? null;
  if (model === null) return null;
  switch (row.form) {
    case 'text':
      return passPredictor(row, device, textWork(model, row.size, bytesOf(row)));
    case 'image':
      return imagePredictor(row, device, model);
    case 'speech':
      return speechPredictor(row, device, model);
    default:
      return decodePredictor(row, device, model);
  }
}

function bytesOf(row: FormRow): number {
  return row.weights === 'int8' ? 1 : row.weights === 'bf16' ? 2 : 4;
}

function passPredictor(
  row: FormRow,
  device: AcceleratorFacts,
  work: PassWork,
): (parameters: PassParameters) => number {
  const serving = { precision: row.weights as PassPrecision, runtime: row.runtime };
  return (parameters) => row.batch / passSeconds(work, row.batch, device, serving, parameters);
}

function visionPredictor(
  row: FormRow,
  device: AcceleratorFacts,
): ((parameters: PassParameters) => number) | null {
  const network = known.get(`${modelOf(row)}@${row.size}`);
  if (network === undefined) return null;
  return passPredictor(row, device, {
    network: network.kind,
    multiplications: network.multiplications,
    activations: network.activations,
    weightBytes: network.parameters * bytesOf(row),
    layers: network.layers,
  });
}

/** Denoising alone, where the source measures that; with text encoder and decoder (a few percent) where it does not. */
function imagePredictor(
  row: FormRow,
  device: AcceleratorFacts,
  model: ModelFacts,
): ((parameters: PassParameters) => number) | null {
  const { work } = model;
  if (work?.kind !== 'diffusion') return null;
  const pass = {
    network: 'diffusion',
    multiplications: work.multiplications,
    activations: 0,
    weightBytes: work.denoiserParameters * 2,
    layers: work.layers,
  } as const;
  const serving = { precision: 'bf16', runtime: row.runtime } as const;
  return (parameters) => {
    const items = row.batch * work.passesPerStep;
    const step = passSeconds(pass, items, device, serving, parameters);
    return row.batch / (row.size * step);
  };
}

function speechPredictor(
  row: FormRow,
  device: AcceleratorFacts,
  model: ModelFacts,
): ((parameters: PassParameters) => number) | null {
  const { work } = model;
  if (work?.kind !== 'speech') return null;
  const how = { window: 30, beams: 5, runtime: row.runtime };
  return (parameters) =>
    (row.batch * how.window) /
    windowSeconds(replicaOn(row, device, model), work, how, parameters)(row.batch);
}

function decodePredictor(
  row: FormRow,
  device: AcceleratorFacts,
  model: ModelFacts,
): ((parameters: PassParameters) => number) | null {
  const shape = replicaShape(replicaOn(row, device, model));
  if (shape === null) return null;
  return (parameters) => 1 / cpuStepTimes(shape, parameters.cpu.decode).decode(1, 200);
}

function replicaOn(
  row: FormRow,
  accelerator: AcceleratorFacts,
  model: ModelFacts,
): ReplicaConfiguration {
  return {
    model,
    accelerator,
    accelerators: 1,
    tensorParallel: 1,
    pipelineParallel: 1,
    dataParallel: 1,
    expertParallel: 1,
    quantization: row.weights,
    kvPrecision: 'bf16',
    engine: row.form === 'decode' ? 'ollama' : 'other',
    engineVersion: null,
    maxModelLength: null,
    maxSequences: null,
    maxBatchedTokens: null,
    memoryFraction: null,
    enforceEager: false,
  };
}
