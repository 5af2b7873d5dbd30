import type { ParsedFile } from '../../model/document.ts';
import type { EngineId } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { MappingNode, ScalarNode } from '../../syntax/tree.ts';
import type { Engine } from '../engines/engine.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { at, isMapping, itemsAt, scalarAt, sourced, textAt, type Located } from '../located.ts';
import { containerOf, type Container } from '../pods/container.ts';
import type { Notes } from '../pods/notes.ts';
import { builtInEngine, runtimeOf } from './runtimes.ts';

/** A predictor, transformer or explainer, put together with the runtime it uses. */
export interface Component {
  /** Its own part of the InferenceService, which is a pod spec too. */
  readonly node: Located<MappingNode>;
  /** `model`, or the older key named after a framework; null for custom containers. */
  readonly model: Located<MappingNode> | null;
  readonly containers: readonly Container[];
  readonly runtime: KubernetesObject | null;
  readonly hint: EngineHint | null;
}

/** The engine that KServe runs for a format, where no image says more. */
export interface EngineHint {
  readonly engine: Engine;
  readonly evidence: Sourced<EngineId>;
}

const FRAMEWORKS = [
  'sklearn',
  'xgboost',
  'tensorflow',
  'pytorch',
  'triton',
  'onnx',
  'huggingface',
  'lightgbm',
  'paddle',
  'pmml',
] as const;

const MAIN = 'kserve-container';

/** Reads what runs in one component; null when it names neither a model nor containers. */
export function readComponent(
  service: KubernetesObject,
  node: Located<MappingNode>,
  files: readonly ParsedFile[],
  notes: Notes,
): Component | null {
  const found = modelOf(node);
  const own = itemsAt(node, 'containers').filter(isMapping);
  if (!found) {
    const custom = at(node, 'custom', 'container');
    const all = custom && isMapping(custom) ? [...own, custom] : own;
    return all.length === 0
      ? null
      : {
          node,
          model: null,
          containers: all.map((container) => containerOf([container])),
          runtime: null,
          hint: null,
        };
  }
  const { model, format, formatName } = found;
  const runtimeNode = scalarAt(model, 'runtime') ?? scalarAt(node, 'runtime');
  const runtimeName = runtimeNode?.node.text ?? null;
  const runtime = runtimeOf(service, runtimeName, formatName, files);
  if (!runtime && runtimeNode && !isInstalled(runtimeNode.node.text)) {
    const message = `The runtime ${runtimeNode.node.text} is not in the files: what it sets is not known.`;
    notes.add('unresolved-reference', message, runtimeNode);
  }
  const protocol = textAt(model, 'protocolVersion');
  const engine = builtInEngine(formatName, protocol, runtime ? null : runtimeName);
  return {
    node,
    model,
    runtime,
    containers: mergedContainers(model, own, runtime),
    hint: engine && format ? { engine, evidence: sourced(format, engine.id) } : null,
  };
}

/** Names of the runtimes that come with KServe: not having them in the repository is normal. */
function isInstalled(name: string): boolean {
  return /^kserve-(huggingfaceserver|lgbserver|mlserver|paddleserver|pmmlserver|sklearnserver|tensorflow-serving|torchserve|tritonserver|xgbserver|predictiveserver)/.test(
    name,
  );
}

interface FoundModel {
  readonly model: Located<MappingNode>;
  /** Where the format is named. */
  readonly format: Located<ScalarNode> | Located<MappingNode> | null;
  readonly formatName: string | null;
}

function modelOf(node: Located<MappingNode>): FoundModel | null {
  const model = at(node, 'model');
  if (model && isMapping(model)) {
    const format = scalarAt(model, 'modelFormat', 'name');
    return { model, format: format ?? model, formatName: format?.node.text ?? null };
  }
  for (const framework of FRAMEWORKS) {
    const found = at(node, framework);
    if (found && isMapping(found)) return { model: found, format: found, formatName: framework };
  }
  return null;
}

/**
 * The way KServe merges: the runtime's container below, a container of the same name and the `model` part above it.
 * Arguments of both are joined, the runtime's first.
 */
function mergedContainers(
  model: Located<MappingNode>,
  own: readonly Located<MappingNode>[],
  runtime: KubernetesObject | null,
): Container[] {
  const lower = itemsAt(runtime, 'spec', 'containers').filter(isMapping);
  const named = (list: readonly Located<MappingNode>[], name: string) =>
    list.find((container) => textAt(container, 'name') === name);
  const runtimeMain = named(lower, MAIN) ?? lower[0];
  const ownMain = named(own, MAIN);
  const main = containerOf([model, ...present(ownMain), ...present(runtimeMain)]);
  const others = [...own, ...lower].filter(
    (container) => container !== ownMain && container !== runtimeMain,
  );
  return [main, ...others.map((container) => containerOf([container]))];
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
