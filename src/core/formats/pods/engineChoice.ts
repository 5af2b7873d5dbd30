import type { EngineId } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Engine } from '../engines/engine.ts';
import {
  engineOfCommand,
  engineOfImage,
  engineOfSigns,
  isToolImage,
  splitImage,
  versionOfTag,
} from '../engines/engines.ts';
import { asksForAccelerators } from '../hardware/request.ts';
import { isHole, sourced, type Located } from '../located.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { isProbed, listens, portsOf, probePaths, type Container } from './container.ts';
import {
  argumentsIn,
  commandOf,
  invocationsOf,
  startsShell,
  type Invocation,
} from './invocations.ts';
import type { Variables } from './variables.ts';

/** A container that serves, and the command that starts its engine. */
export interface ServingContainer {
  readonly container: Container;
  readonly engine: Engine;
  readonly invocation: Invocation;
  /** Index of the first word behind the entry point. */
  readonly argumentsFrom: number;
  readonly evidence: Sourced<EngineId>;
  /** False where a script of the user's own starts the engine: flags behind it may not reach it. */
  readonly takesFlags: boolean;
}

/** Commands that keep a container alive, or fetch, measure and train, but serve nothing. */
const NO_SERVING =
  /\b(sleep|tail -f|genai-perf|aiperf|guidellm|locust|k6 run|jupyter|notebook|torchrun|deepspeed|accelerate launch|benchmark\w*|loadgen|perf_analyzer|perf_client|router|mini_lb|git clone|huggingface-cli download|hf download|wget|torch-model-archiver|ollama (pull|run|create))\b/;

/** Programs that only mention an engine: `echo "starting vllm serve"`, `pip install vllm`. */
const MENTIONS = /^(echo|printf|pip3?|uv|apt|apt-get|curl|git|grep|p?kill|pgrep|which|until|if)\b/;

/** The engine that a container runs; null when it runs none that is known. */
export function servingContainer(
  container: Container,
  variables: Variables,
): ServingContainer | null {
  const invocations = invocationsOf(container, variables);
  for (const invocation of invocations) {
    const command = commandOf(invocation);
    const [first] = invocation.words;
    if (!first || MENTIONS.test(command) || isMeasurement(command)) continue;
    const inside = containerRun(container, invocation);
    if (inside) return inside;
    const engine = engineOfCommand(command);
    if (!engine) continue;
    return {
      container,
      engine,
      invocation,
      argumentsFrom: entryEnd(invocation, engine),
      evidence: sourced(first.source, engine.id, first.span),
      takesFlags: true,
    };
  }
  return fromImageAlone(container, invocations) ?? fromSigns(container, invocations, variables);
}

/** `docker run OPTIONS IMAGE ARGUMENTS` in a script: what the image runs, with the words behind it. */
function containerRun(container: Container, invocation: Invocation): ServingContainer | null {
  const { words } = invocation;
  if (!/^(docker|podman|nerdctl) (container )?run /.test(commandOf(invocation))) return null;
  const at = words.findIndex(({ text }) => /[/:]/.test(text) && engineOfImage(text) !== null);
  const image = words[at];
  const engine = image && engineOfImage(image.text);
  if (!engine) return null;
  const evidence = sourced(image.source, engine.id, image.span);
  return { container, engine, invocation, argumentsFrom: at + 1, evidence, takesFlags: true };
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
  const replaced = container.command !== null || startsShell(container);
  // Its own entry point is replaced: by a start script if it is probed, by a tool if not.
  const serves = isProbed(container) && !NO_SERVING.test(command);
  if (replaced && !serves) {
    return joinsCluster(container, command)
      ? byEvidence(container, engine, [], image, false)
      : null;
  }
  return byEvidence(container, engine, replaced ? [] : invocations, image, !replaced);
}

/** A further node of a multi-node server: it holds accelerators and waits for its leader. */
function joinsCluster(container: Container, command: string): boolean {
  const start = command.search(/\bray start\b/);
  return start >= 0 && command.includes('--address', start) && asksForAccelerators(container);
}

/** An image of the user's own: what it runs shows in its flags, variables and port. */
function fromSigns(
  container: Container,
  invocations: readonly Invocation[],
  variables: Variables,
): ServingContainer | null {
  const { image } = container;
  const command = invocations.map(commandOf).join(' ; ');
  if (!image || isToolImage(image.node.text) || !listens(container)) return null;
  if (NO_SERVING.test(command)) return null;
  const traces = [
    command,
    ...variables.keys(),
    ...portsOf(container).map((port) => `port:${port}`),
    ...probePaths(container),
  ];
  const engine = engineOfSigns(traces.join('\n'));
  return engine && byEvidence(container, engine, invocations, image, !startsShell(container));
}

function byEvidence(
  container: Container,
  engine: Engine,
  invocations: readonly Invocation[],
  image: Located<ScalarNode>,
  takesFlags: boolean,
): ServingContainer {
  const invocation = invocations.at(-1) ?? { words: [] };
  const evidence = sourced(image, engine.id);
  return { container, engine, invocation, argumentsFrom: 0, evidence, takesFlags };
}

/** The flags that the engine's start script takes from a variable, behind those of its command. */
export function withAppendedArguments(
  serving: ServingContainer,
  variables: Variables,
): ServingContainer {
  const { invocation, engine } = serving;
  const appended = (engine.argumentVariables ?? []).flatMap((name) => {
    const value = variables.get(name)?.value;
    if (!value || invocation.words.some(({ source }) => source.node === value.node)) return [];
    return argumentsIn(value);
  });
  return appended.length === 0
    ? serving
    : { ...serving, invocation: { words: [...invocation.words, ...appended] } };
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
export function engineVersionOf({ container, engine }: ServingContainer): Sourced<string> | null {
  const { image } = container;
  if (!image || isHole(image) || engineOfImage(image.node.text) !== engine) return null;
  const { tag } = splitImage(image.node.text);
  const version = tag === null ? null : versionOfTag(tag);
  return version === null ? null : sourced(image, version);
}

/** True when nothing in the container's command serves requests. */
export function servesNothing(container: Container): boolean {
  return NO_SERVING.test(invocationsOf(container, new Map()).map(commandOf).join(' ; '));
}
