import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Deployment, EngineId } from '../model/deployment.ts';
import type { QuantizationFacts } from '../model/modelFacts.ts';
import { methodSupport } from '../performance/methodSupport.ts';
import type { Subject } from './rule.ts';

/** One way to serve the weights of a deployment in fewer bits. */
export interface WeightMethod {
  readonly facts: QuantizationFacts;
  readonly changes: readonly Change[];
  /** The published repository or tag to serve instead; null = the engine quantizes while it loads. */
  readonly repository: string | null;
  /** What a person must do besides the edit; null = nothing. */
  readonly needs: string | null;
}

/** What engines call quantization of 16-bit weights while loading, by method of the catalogue. */
const onlineMethods: Partial<Record<EngineId, readonly { method: string; value: string }[]>> = {
  vllm: [{ method: 'fp8', value: 'fp8' }],
  'kserve-huggingface': [{ method: 'fp8', value: 'fp8' }],
  sglang: [{ method: 'fp8', value: 'fp8' }],
  tgi: [
    { method: 'fp8', value: 'fp8' },
    { method: 'int8-weight-only', value: 'eetq' },
  ],
  // Builds made from a checkpoint by the platform (Truss `quantization_type`); `trtllm-serve` has no such flag.
  'tensorrt-llm': [{ method: 'fp8', value: 'fp8' }],
};

/** Which published repositories an engine loads. Those of TensorRT-LLM are NVIDIA's own. */
const loads: Partial<Record<EngineId, (method: string, repository: string) => boolean>> = {
  vllm: isTensors,
  'kserve-huggingface': isTensors,
  sglang: isTensors,
  tgi: (method) => isTensors(method) && !method.includes('fp4'),
  'tensorrt-llm': (method, repository) =>
    /^nvidia\//i.test(repository) && /^(fp8|nvfp4)$/.test(method),
};

function isTensors(method: string): boolean {
  return !/gguf|mlx|exl2/.test(method);
}

/** Servers of one model, which do not ask for its name. */
const nameless: ReadonlySet<EngineId> = new Set<EngineId>(['tgi', 'tei', 'triton', 'torchserve']);

/** Whoever asks for a model by the name of its repository has to ask for the new one; null where nobody asks. */
export function newName({ engine }: Deployment): string | null {
  return engine !== null && nameless.has(engine.value)
    ? null
    : 'Clients that name the model must use the new name, unless the server is told to keep the old one.';
}

/**
 * Ways to fewer bits that the engine of a deployment has, whatever they cost in accuracy and wherever they run. None where
 * the weights come from a place of the user's own, except by the engine itself.
 */
export function weightMethods(subject: Subject): readonly WeightMethod[] {
  const { deployment, catalog } = subject;
  const engine = deployment.engine?.value;
  if (engine === undefined || subject.estimate.model === null) return [];
  const online = (onlineMethods[engine] ?? []).flatMap(({ method, value }): WeightMethod[] => {
    const facts = catalog.quantization(method);
    if (facts === null) return [];
    const change: Change = { kind: 'set-engine-setting', setting: 'quantization', value };
    return [{ facts, changes: [change], repository: null, needs: null }];
  });
  return [...online, ...publishedMethods(subject, engine), ...smallerTags(subject, engine)];
}

/** True for weights that nobody has quantized yet. */
export function isSixteenBit({ estimate, catalog }: Subject): boolean {
  const facts = catalog.quantization(estimate.quantization?.value ?? '');
  return facts !== null && facts.bitsPerWeight >= 16;
}

/** How people call a method: `FP8`, `AWQ`. */
export function methodName({ id }: QuantizationFacts): string {
  return id.replace(/^gguf-/, '').toUpperCase();
}

/** Of several repositories of a method one: it is as good as another. */
export function oneOfAKind(methods: readonly WeightMethod[]): readonly WeightMethod[] {
  const kind = ({ facts, repository }: WeightMethod): string =>
    `${facts.id} ${repository === null ? 'while loading' : 'published'}`;
  const first = new Map(methods.toReversed().map((method) => [kind(method), method]));
  return methods.filter((method) => first.get(kind(method)) === method);
}

/** True where the engine of the deployment is known to run a method on an accelerator. */
export function runsMethodOn(
  { engine, engineVersion }: Deployment,
  { id }: QuantizationFacts,
  accelerator: AcceleratorFacts | null | undefined,
): boolean {
  if (accelerator == null || engine === null) return false;
  const support = methodSupport(accelerator, id, engine.value, engineVersion?.value ?? null);
  return support === 'native' || support === 'weights-only';
}

function publishedMethods(
  { deployment, estimate, catalog }: Subject,
  engine: EngineId,
): readonly WeightMethod[] {
  const served = ownName(deployment);
  if (served === null || estimate.model === null) return [];
  return catalog.publishedVariants(estimate.model.id).flatMap((variant): WeightMethod[] => {
    const { repository, quantization } = variant;
    const facts = catalog.quantization(quantization);
    if (facts === null || facts.bitsPerWeight >= 16) return [];
    if (loads[engine]?.(quantization, repository) !== true) return [];
    if (!isSameModel(repository, served)) return [];
    const changes: readonly Change[] = [{ kind: 'set-model', id: repository }];
    return [{ facts, changes, repository, needs: newName(deployment) }];
  });
}

/** The name by which a config asks for a public repository; null where the weights are the user's own. */
export function ownName({ model }: Deployment): string | null {
  return model.id === null || model.location !== null ? null : model.id.value;
}

/** A repository of the base model is no stand-in for the instruction-tuned one: the name must go on from this model's. */
export function isSameModel(repository: string, served: string): boolean {
  const tail = (id: string) =>
    id
      .slice(id.lastIndexOf('/') + 1)
      .toLowerCase()
      .replace(/^meta-/, '');
  return tail(repository).startsWith(tail(served));
}

/** A 16-bit file of llama.cpp, by tag of the Ollama library or of a repository. */
const wideTag = /^(.+[:-])(?:fp16|f16|bf16)$/i;

/** Tags of the same model in 8 bits: the library, and those who publish GGUF files, have both wherever they have 16. */
function smallerTags({ deployment, catalog }: Subject, engine: EngineId): readonly WeightMethod[] {
  const served = ownName(deployment);
  if (served === null || (engine !== 'ollama' && engine !== 'llama-cpp')) return [];
  const stem = wideTag.exec(served)?.[1];
  const facts = catalog.quantization('gguf-q8_0');
  if (stem?.includes(':') !== true || facts === null) return [];
  const tag = stem + (engine === 'ollama' ? 'q8_0' : 'Q8_0');
  if (catalog.model(tag)?.quantization !== facts.id) return [];
  const needs = `${tag} must be there: it is named as such tags are, and was not looked up.`;
  return [{ facts, changes: [{ kind: 'set-model', id: tag }], repository: tag, needs }];
}
