import {
  mlserver,
  openvino,
  sklearnServer,
  tensorflowServing,
  torchserve,
  xgboostServer,
} from './classic.ts';
import type { Engine } from './engine.ts';
import { llamaCpp } from './llamaCpp.ts';
import { ollama } from './ollama.ts';
import { huggingFaceContainer, lmi } from './sagemaker.ts';
import { runpodInfinity, runpodSglang, runpodVllm } from './runpod.ts';
import { fastChat, infinity, tabby } from './small.ts';
import { sglang } from './sglang.ts';
import { tei } from './tei.ts';
import { tensorrtLlm } from './tensorrtLlm.ts';
import { tgi } from './tgi.ts';
import { triton } from './triton.ts';
import { jetstream, kserveHuggingFace, nim, others, tokenSpeed } from './vendors.ts';
import { vllm } from './vllm.ts';

/** All engines, the more telling names first: `tritonserver:24.05-vllm` is Triton, `nim/…` is NIM whatever it runs. */
const ENGINES: readonly Engine[] = [
  nim,
  runpodVllm,
  runpodSglang,
  runpodInfinity,
  lmi,
  huggingFaceContainer,
  fastChat,
  tabby,
  infinity,
  kserveHuggingFace,
  triton,
  sglang,
  tensorrtLlm,
  tei,
  tgi,
  llamaCpp,
  ollama,
  jetstream,
  torchserve,
  tensorflowServing,
  openvino,
  mlserver,
  sklearnServer,
  xgboostServer,
  vllm,
  tokenSpeed,
  others,
];

/** The engine whose server a command starts; null when it starts none. */
export function engineOfCommand(command: string): Engine | null {
  return ENGINES.find((engine) => engine.entryPoints.some((entry) => entry.test(command))) ?? null;
}

/** The engine that two or more traces of it give away; null when none does. */
export function engineOfSigns(traces: string): Engine | null {
  return (
    ENGINES.find(({ signs = [] }) => signs.filter((sign) => sign.test(traces)).length > 1) ?? null
  );
}

/** Parts of image names that stand beside an engine but are none: clients, routers, tools. */
const NO_SERVER =
  /(^|[-_./])(router|gateway|epp|scheduler|sidecar|proxy|client|ui|webui|open-webui|frontend|backend|exporter|bench|benchmark|benchmarks|perf|loadgen|load-generator|operator|controller|manager|dashboard|init|downloader|puller|initializer|sdk|demo|chat|app|agent|gradio|streamlit|rag|chatbot|simulator|mock|mocks|extproc|ext-proc|sim|inference-sim|test|tests|epd|kv-cache|routing)($|[-_./])/;

/** True for an image that by its name is a client, a router or a tool. */
export function isToolImage(image: string): boolean {
  const { repository, tag } = splitImage(image);
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return NO_SERVER.test(name) || /-sdk$|^sdk$/.test(tag ?? '');
}

/** The engine that an image runs by default, from its name; null when the name says nothing. */
export function engineOfImage(image: string): Engine | null {
  if (isToolImage(image)) return null;
  const { repository } = splitImage(image);
  return ENGINES.find((engine) => engine.images.some((known) => known.test(repository))) ?? null;
}

/** The parts of an image reference; the repository in lower case, the tag as written. */
export function splitImage(image: string): {
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
} {
  const [reference = '', digest = null] = image.trim().split('@');
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  return {
    repository: (colon < 0 ? reference : reference.slice(0, colon)).toLowerCase(),
    tag: colon < 0 ? null : reference.slice(colon + 1),
    digest,
  };
}

/** A version in an image tag (`v0.9.1`, `24.05-py3`, `server-cuda-b4512`) without a leading `v`; null without one. */
export function versionOfTag(tag: string): string | null {
  return (
    /(?:^|[-_v])(\d+\.\d+(?:\.\d+)*(?:(?:rc|post|\.post|\.dev|a|b)\d+)?)/.exec(tag)?.[1] ?? null
  );
}
