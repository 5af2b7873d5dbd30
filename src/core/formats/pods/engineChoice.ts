import type { EngineId } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Engine } from '../engines/engine.ts';
import { engineOfCommand, engineOfImage, splitImage, versionOfTag } from '../engines/engines.ts';
import { isHole, sourced } from '../located.ts';
import { isProbed, type Container } from './container.ts';
import { commandOf, invocationsOf, startsShell, type Invocation } from './invocations.ts';
import type { Variables } from './variables.ts';

/** A container that serves, and the command that starts its engine. */
export interface ServingContainer {
  readonly container: Container;
  readonly engine: Engine;
  readonly invocation: Invocation;
  /** Index of the first word behind the entry point. */
  readonly argumentsFrom: number;
  readonly evidence: Sourced<EngineId>;
}

/** Commands that keep a container alive, or fetch, measure and train, but serve nothing. */
const NO_SERVING =
  /\b(sleep|tail -f|genai-perf|aiperf|guidellm|locust|k6 run|jupyter|notebook|torchrun|deepspeed|accelerate launch|benchmark\w*|loadgen|perf_analyzer|perf_client|router|mini_lb|git clone|huggingface-cli download|hf download|wget|torch-model-archiver|ollama (pull|run|create))\b/;

/** The engine that a container runs; null when it runs none that is known. */
export function servingContainer(
  container: Container,
  variables: Variables,
): ServingContainer | null {
  const invocations = invocationsOf(container, variables);
  for (const invocation of invocations) {
    const command = commandOf(invocation);
    const engine = engineOfCommand(command);
    const [first] = invocation.words;
    if (!engine || !first || isMeasurement(command)) continue;
    const fromImage = container.image ? engineOfImage(container.image.node.text) : null;
    // A server of the image's own kind that runs inside another command line: `kserve-huggingface` runs vLLM flags.
    const chosen = fromImage?.id === 'kserve-huggingface' ? fromImage : engine;
    const from = entryEnd(invocation, chosen.id === engine.id ? engine : chosen);
    return {
      container,
      engine: chosen,
      invocation,
      argumentsFrom: from,
      evidence: sourced(first.source, chosen.id, first.span),
    };
  }
  return fromImageAlone(container, invocations);
}

function fromImageAlone(
  container: Container,
  invocations: readonly Invocation[],
): ServingContainer | null {
  const { image } = container;
  if (!image || isHole(image)) return null;
  const engine = engineOfImage(image.node.text);
  if (!engine) return null;
  const command = invocations.map(commandOf).join(' ; ');
  if (container.command !== null || startsShell(container)) {
    // Its own entry point is replaced: by a start script if it is probed, by a tool if not.
    if (!isProbed(container) || NO_SERVING.test(command)) return null;
  }
  return {
    container,
    engine,
    invocation: invocations[0] ?? { words: [] },
    argumentsFrom: 0,
    evidence: sourced(image, engine.id),
  };
}

function isMeasurement(command: string): boolean {
  return /\b(bench|benchmark_serving|genai-perf|perf_analyzer)\b/.test(command);
}

/** The index behind the last word that the entry point's pattern needs. */
function entryEnd(invocation: Invocation, engine: Engine): number {
  let text = '';
  for (const [index, word] of invocation.words.entries()) {
    text = text === '' ? word.text : `${text} ${word.text}`;
    if (engine.entryPoints.some((entry) => entry.test(text))) return index + 1;
  }
  return 0;
}

/** The version in the image's tag; null where the tag is a digest, `latest` or missing. */
export function engineVersionOf(container: Container): Sourced<string> | null {
  const { image } = container;
  if (!image || isHole(image)) return null;
  const { tag } = splitImage(image.node.text);
  const version = tag === null ? null : versionOfTag(tag);
  return version === null ? null : sourced(image, version);
}

/** True when nothing in the container's command serves requests. */
export function servesNothing(container: Container): boolean {
  return NO_SERVING.test(invocationsOf(container, new Map()).map(commandOf).join(' ; '));
}
